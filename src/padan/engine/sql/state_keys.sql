-- All keys by which a kept state finds rows of `people`: open rows under those of block_keys.sql, settled rows under those
-- by which an open row of their side may be found to be the same person (as settled_keys.sql has them; hashed once more, so
-- that the two are told apart), and every row under its NIK and its KK.
CREATE OR REPLACE TABLE settled_people AS
SELECT p.row_id, p.name_id, p.birth_date, p.kelurahan, p.sex, p.kk, p.kpj
FROM people AS p
ANTI JOIN open_rows AS o ON o.row_id = p.row_id;

CREATE OR REPLACE TABLE settled_sought AS
SELECT row_id, hash('name text+birth', name_id, birth_date) AS block
FROM settled_people WHERE birth_date IS NOT NULL AND name_id IS NOT NULL
UNION ALL
SELECT row_id, hash('name text+kelurahan', name_id, kelurahan)
FROM settled_people WHERE kelurahan IS NOT NULL AND name_id IS NOT NULL
UNION ALL
SELECT row_id, hash('birth+kelurahan', birth_date, kelurahan, unnest(CASE WHEN sex IS NULL THEN ['L', 'P'] ELSE [sex] END))
FROM settled_people WHERE birth_date IS NOT NULL AND kelurahan IS NOT NULL
UNION ALL
SELECT row_id, hash('kk+birth', kk, birth_date)
FROM settled_people WHERE length(kk) >= 12 AND birth_date IS NOT NULL
UNION ALL
SELECT row_id, hash('kpj', kpj)
FROM settled_people WHERE length(kpj) >= 6;

CREATE OR REPLACE TABLE row_keys AS
SELECT row_id, block FROM open_keys
UNION ALL
SELECT row_id, hash('settled', block) FROM settled_sought
UNION ALL
SELECT row_id, hash('number', nik_digits, substr(nik_digits, 5)) FROM people WHERE nik_digits IS NOT NULL
UNION ALL
SELECT row_id, hash('card', kk, substr(kk, 5)) FROM people WHERE kk IS NOT NULL
