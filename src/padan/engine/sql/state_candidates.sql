-- The candidate pairs in which a touched row stands, by the same keys as block_keys.sql and candidates.sql give them.
CREATE OR REPLACE TABLE touched_keys AS
SELECT k.row_id, k.block FROM open_keys AS k ANTI JOIN dead_blocks AS d ON d.block = k.block;

CREATE OR REPLACE TABLE touched_people AS
SELECT p.row_id, p.side, p.name_id, p.birth_date, p.kelurahan, p.sex, p.kk, p.kpj
FROM people AS p
SEMI JOIN touched_rows AS t ON t.row_id = p.row_id;

-- Rows with a value that a settled row is found by: whole columns are read for one value only, the others compared after.
CREATE OR REPLACE TABLE name_fellows AS
SELECT p.row_id, p.side, p.name_id, p.birth_date, p.kelurahan FROM kept.people AS p
SEMI JOIN touched_people AS t ON t.name_id = p.name_id;

CREATE OR REPLACE TABLE birth_fellows AS
SELECT p.row_id, p.side, p.birth_date, p.kelurahan, p.sex, p.kk FROM kept.people AS p
SEMI JOIN touched_people AS t ON t.birth_date = p.birth_date;

CREATE OR REPLACE TABLE kpj_fellows AS
SELECT p.row_id, p.side, p.kpj FROM kept.people AS p SEMI JOIN touched_people AS t ON t.kpj = p.kpj;

DELETE FROM name_fellows WHERE row_id IN (SELECT row_id FROM touched_rows);

DELETE FROM birth_fellows WHERE row_id IN (SELECT row_id FROM touched_rows);

DELETE FROM kpj_fellows WHERE row_id IN (SELECT row_id FROM touched_rows);

INSERT INTO name_fellows SELECT row_id, side, name_id, birth_date, kelurahan FROM touched_people;

INSERT INTO birth_fellows SELECT row_id, side, birth_date, kelurahan, sex, kk FROM touched_people;

INSERT INTO kpj_fellows SELECT row_id, side, kpj FROM touched_people;

CREATE OR REPLACE TABLE fellow_pairs AS
SELECT t.row_id, f.row_id AS other, hash('name text+birth', t.name_id, t.birth_date) AS block
FROM touched_people AS t JOIN name_fellows AS f ON f.name_id = t.name_id AND f.birth_date = t.birth_date AND f.side = t.side
UNION ALL
SELECT t.row_id, f.row_id, hash('name text+kelurahan', t.name_id, t.kelurahan)
FROM touched_people AS t JOIN name_fellows AS f ON f.name_id = t.name_id AND f.kelurahan = t.kelurahan AND f.side = t.side
UNION ALL
SELECT t.row_id, f.row_id, hash('birth+kelurahan', t.birth_date, t.kelurahan, t.sex)
FROM touched_people AS t JOIN birth_fellows AS f
    ON f.birth_date = t.birth_date AND f.kelurahan = t.kelurahan AND f.side = t.side AND f.sex IS NOT DISTINCT FROM t.sex
UNION ALL
SELECT t.row_id, f.row_id, hash('kk+birth', t.kk, t.birth_date)
FROM touched_people AS t JOIN birth_fellows AS f ON f.birth_date = t.birth_date AND f.kk = t.kk AND f.side = t.side
WHERE length(t.kk) >= 12
UNION ALL
SELECT t.row_id, f.row_id, hash('kpj', t.kpj)
FROM touched_people AS t JOIN kpj_fellows AS f ON f.kpj = t.kpj AND f.side = t.side
WHERE length(t.kpj) >= 6;

-- Whether they are open: touched rows by this run, the others as before.
CREATE OR REPLACE TABLE open_fellows AS
SELECT row_id FROM open_rows
UNION ALL
SELECT k.row_id FROM kept.open_rows AS k
SEMI JOIN fellow_pairs AS f ON f.other = k.row_id
ANTI JOIN touched_rows AS t ON t.row_id = k.row_id;

CREATE OR REPLACE TABLE candidate_pairs AS
SELECT x.row_id AS a, y.row_id AS b
FROM touched_keys AS x
JOIN touched_keys AS y ON y.block = x.block AND y.row_id > x.row_id
UNION
SELECT least(x.row_id, y.row_id), greatest(x.row_id, y.row_id)
FROM kept.open_keys AS y
JOIN touched_keys AS x ON x.block = y.block
ANTI JOIN touched_rows AS t ON t.row_id = y.row_id
UNION
SELECT least(x.row_id, x.other), greatest(x.row_id, x.other)
FROM fellow_pairs AS x
LEFT JOIN open_fellows AS o ON o.row_id = x.row_id
LEFT JOIN open_fellows AS p ON p.row_id = x.other
ANTI JOIN dead_settled AS d ON d.block = x.block
WHERE (o.row_id IS NULL) <> (p.row_id IS NULL)
UNION
SELECT a, b FROM (SELECT a, b FROM nik_joined UNION ALL SELECT a, b FROM human_again) AS told
WHERE a IN (SELECT row_id FROM open_rows) AND b IN (SELECT row_id FROM open_rows);

DELETE FROM candidate_pairs WHERE (a, b) IN (SELECT a, b FROM human);

CREATE OR REPLACE TABLE wanted_rows AS SELECT a AS row_id FROM candidate_pairs UNION SELECT b FROM candidate_pairs
