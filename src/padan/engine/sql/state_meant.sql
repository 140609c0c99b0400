-- Unchanged rows that a decision may mean: those of one name or one NIK with it, as `padan.engine.human` asks for.
CREATE OR REPLACE TABLE meant_rows AS
SELECT row_id FROM kept.people WHERE nik IN (SELECT text FROM decided_niks)
UNION
SELECT row_id FROM kept.raw_rows
WHERE lower(trim(regexp_replace(coalesce(name, ''), '\s+', ' ', 'g'))) IN (SELECT text FROM decided_names)
