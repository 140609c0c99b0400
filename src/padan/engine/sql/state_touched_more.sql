-- Rows of one number with a touched row, and rows that a human named beside one.
CREATE OR REPLACE TABLE touched_rows AS
SELECT row_id FROM touched_rows
UNION
SELECT p.row_id
FROM kept.people AS p
SEMI JOIN (SELECT q.nik_digits FROM kept.people AS q SEMI JOIN touched_rows AS t ON t.row_id = q.row_id) AS d
    ON d.nik_digits = p.nik_digits
UNION
SELECT h.a FROM human_pairs_known AS h SEMI JOIN touched_rows AS t ON t.row_id = h.b
UNION
SELECT h.b FROM human_pairs_known AS h SEMI JOIN touched_rows AS t ON t.row_id = h.a
