-- The rows of `wanted_rows` as the state knows them, where they are not here yet and still stand in their sheet.
CREATE OR REPLACE TABLE brought_rows AS
SELECT DISTINCT w.row_id
FROM wanted_rows AS w
ANTI JOIN people AS p ON p.row_id = w.row_id
ANTI JOIN lost_rows AS g ON g.row_id = w.row_id;

INSERT INTO people SELECT p.* FROM kept.people AS p SEMI JOIN brought_rows AS w ON w.row_id = p.row_id;

INSERT INTO raw_rows
SELECT k.* FROM kept.raw_rows AS k SEMI JOIN brought_rows AS w ON w.row_id = k.row_id
