-- Unchanged rows that a decision may mean: those of one name or one NIK with it, as `padan.engine.human` asks for.
CREATE OR REPLACE TABLE wanted_rows AS
SELECT row_id FROM kept.people WHERE nik IN (SELECT text FROM decided_niks)
UNION
SELECT row_id FROM kept.raw_rows
WHERE lower(trim(regexp_replace(coalesce(name, ''), '\s+', ' ', 'g'))) IN (SELECT text FROM decided_names);

CREATE OR REPLACE TABLE brought_rows AS
SELECT DISTINCT w.row_id
FROM wanted_rows AS w
ANTI JOIN people AS p ON p.row_id = w.row_id
ANTI JOIN lost_rows AS g ON g.row_id = w.row_id;

INSERT INTO people SELECT p.* FROM kept.people AS p SEMI JOIN brought_rows AS w ON w.row_id = p.row_id;

INSERT INTO raw_rows
SELECT k.* FROM kept.raw_rows AS k SEMI JOIN brought_rows AS w ON w.row_id = k.row_id
