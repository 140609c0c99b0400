-- Whole groups are decided anew: those of the touched rows, and those of every row that is a candidate of one. `hit_rows`
-- has them as the last full run left them; groups that were decided since are found here.
CREATE OR REPLACE TABLE redone_rows AS
SELECT row_id FROM hit_rows
UNION
SELECT g.row_id
FROM kept.later_labels AS g
SEMI JOIN (SELECT k.label FROM kept.later_labels AS k SEMI JOIN hit_rows AS h ON h.row_id = k.row_id) AS l ON l.label = g.label;

DELETE FROM people WHERE row_id NOT IN (SELECT row_id FROM redone_rows);

CREATE OR REPLACE TABLE human AS SELECT h.* FROM human_now AS h SEMI JOIN redone_rows AS r ON r.row_id = h.a
