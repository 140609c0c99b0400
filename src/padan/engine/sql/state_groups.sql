-- Whole groups are decided anew: those of the touched rows, and those of every row that is a candidate of one.
CREATE OR REPLACE TABLE hit_rows AS
SELECT row_id FROM touched_rows UNION SELECT a FROM scored UNION SELECT b FROM scored;

CREATE OR REPLACE TABLE redone_rows AS
SELECT row_id FROM hit_rows
UNION
SELECT g.row_id
FROM kept.row_labels AS g
SEMI JOIN (SELECT k.label FROM kept.row_labels AS k SEMI JOIN hit_rows AS h ON h.row_id = k.row_id) AS l ON l.label = g.label;

CREATE OR REPLACE TABLE wanted_rows AS SELECT row_id FROM redone_rows;

DELETE FROM people WHERE row_id NOT IN (SELECT row_id FROM redone_rows);

CREATE OR REPLACE TABLE human AS SELECT h.* FROM human_now AS h SEMI JOIN redone_rows AS r ON r.row_id = h.a
