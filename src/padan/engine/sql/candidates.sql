-- Step 4: open rows that share a key, across the sides and within each; settled rows are met within their own side only.
CREATE OR REPLACE TABLE live_settled AS
SELECT s.row_id, s.block, s.side
FROM settled_keys AS s
ANTI JOIN dead_settled AS d ON d.block = s.block;

CREATE OR REPLACE TABLE candidate_pairs AS
SELECT a, b FROM met_pairs
UNION
SELECT a, b FROM met_once GROUP BY a, b HAVING count(*) > 1
UNION
SELECT least(x.row_id, y.row_id), greatest(x.row_id, y.row_id)
FROM sought_keys AS x
JOIN live_settled AS y ON y.block = x.block AND y.side = x.side
UNION
SELECT a, b FROM (SELECT a, b FROM nik_joined UNION ALL SELECT a, b FROM human_again) AS told
WHERE a IN (SELECT row_id FROM open_rows) AND b IN (SELECT row_id FROM open_rows);

DELETE FROM candidate_pairs WHERE (a, b) IN (SELECT a, b FROM human)
