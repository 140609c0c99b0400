-- Numbers that stand beside more than ten different names on one side: no family is as large as that, somebody filled the
-- column with one number that looks like a NIK. Like a dummy it is nobody's.
CREATE OR REPLACE TABLE filler_niks AS
SELECT DISTINCT nik_digits
FROM (
    SELECT p.nik_digits
    FROM identifiers_crowded AS c
    JOIN identifiers AS i ON i.number = c.number
    JOIN people AS p ON p.row_id = i.row_id
    WHERE c.lists > 10 OR c.others > 10
    GROUP BY p.side, p.nik_digits
    HAVING count(DISTINCT p.name_id) > 10
) AS crowds
