-- Step 4: open rows that share a key, across the sides and within each; settled rows are met within their own side only.
CREATE OR REPLACE TABLE live_blocks AS
SELECT o.block FROM open_blocks AS o ANTI JOIN dead_blocks AS d ON d.block = o.block WHERE o.rows > 1;

CREATE OR REPLACE TABLE live_keys AS
SELECT k.row_id, k.block FROM open_keys AS k SEMI JOIN live_blocks AS z ON z.block = k.block;

CREATE OR REPLACE TABLE live_settled AS
SELECT s.row_id, s.block, s.side
FROM settled_keys AS s
ANTI JOIN dead_settled AS d ON d.block = s.block;

CREATE OR REPLACE TABLE candidate_pairs AS
SELECT x.row_id AS a, y.row_id AS b
FROM live_keys AS x
JOIN live_keys AS y ON y.block = x.block AND y.row_id > x.row_id
UNION
SELECT least(x.row_id, y.row_id), greatest(x.row_id, y.row_id)
FROM sought_keys AS x
JOIN live_settled AS y ON y.block = x.block AND y.side = x.side
UNION
SELECT a, b FROM nik_joined WHERE a IN (SELECT row_id FROM open_rows) AND b IN (SELECT row_id FROM open_rows);

DELETE FROM candidate_pairs WHERE (a, b) IN (SELECT a, b FROM human)
