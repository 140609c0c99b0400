-- Rows under the keys that are sought (`sought_blocks`): as the last full run left them (`old_keys`), and as decided since.
CREATE OR REPLACE TABLE met_keys AS
SELECT o.block, o.row_id
FROM old_keys AS o
ANTI JOIN kept.later_touched AS t ON t.row_id = o.row_id
UNION ALL
SELECT k.block, k.row_id
FROM kept.later_keys AS k
SEMI JOIN sought_blocks AS s ON s.block = k.block
