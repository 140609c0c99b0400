-- The keys under which a touched row may meet another: open rows meet open rows, and settled rows of their own side.
CREATE OR REPLACE TABLE wanted_keys AS
SELECT k.row_id, k.block, FALSE AS one_side, w.block IS NOT NULL AS wide
FROM open_keys AS k ANTI JOIN dead_blocks AS d ON d.block = k.block LEFT JOIN wide_blocks AS w ON w.block = k.block
UNION ALL
SELECT k.row_id, hash('settled', k.block), TRUE, FALSE FROM sought_keys AS k ANTI JOIN dead_settled AS d ON d.block = k.block
UNION ALL
SELECT k.row_id, k.block, TRUE, FALSE FROM settled_sought AS k ANTI JOIN dead_settled AS d ON d.block = k.block
