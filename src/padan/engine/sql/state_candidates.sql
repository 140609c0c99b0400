-- The candidate pairs in which a touched row stands, by the same keys as block_keys.sql and candidates.sql give them.
-- A participant's row_id is 2 to the power of 56 or more.
CREATE OR REPLACE TABLE met_under AS
SELECT DISTINCT least(w.row_id, s.row_id) AS a, greatest(w.row_id, s.row_id) AS b, w.block, w.wide
FROM wanted_keys AS w
JOIN (
    SELECT m.block, m.row_id FROM met_keys AS m ANTI JOIN touched_rows AS t ON t.row_id = m.row_id
    UNION ALL
    SELECT block, row_id FROM row_keys
) AS s ON s.block = w.block AND s.row_id <> w.row_id
WHERE NOT w.one_side OR (w.row_id < 72057594037927936) = (s.row_id < 72057594037927936);

CREATE OR REPLACE TABLE candidate_pairs AS
SELECT a, b FROM met_under WHERE NOT wide
UNION
SELECT a, b FROM met_under WHERE wide GROUP BY a, b HAVING count(*) > 1
UNION
SELECT a, b FROM (SELECT a, b FROM nik_joined UNION ALL SELECT a, b FROM human_again) AS told
WHERE a IN (SELECT row_id FROM open_rows) AND b IN (SELECT row_id FROM open_rows);
