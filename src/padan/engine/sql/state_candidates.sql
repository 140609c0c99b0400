-- The candidate pairs in which a touched row stands, by the same keys as block_keys.sql and candidates.sql give them.
CREATE OR REPLACE TABLE touched_keys AS
SELECT k.row_id, k.block FROM open_keys AS k ANTI JOIN dead_blocks AS d ON d.block = k.block;

CREATE OR REPLACE TABLE touched_people AS
SELECT p.row_id, p.side, p.name_id, p.birth_date, p.kelurahan, p.sex, p.kk, p.kpj, o.row_id IS NOT NULL AS open
FROM people AS p
SEMI JOIN touched_rows AS t ON t.row_id = p.row_id
LEFT JOIN open_rows AS o ON o.row_id = p.row_id;

-- Untouched rows of the same side that share what a settled row is found by.
CREATE OR REPLACE TABLE fellow_rows AS
SELECT p.row_id, p.side, p.name_id, p.birth_date, p.kelurahan, p.sex, p.kk, p.kpj FROM kept.people AS p
SEMI JOIN touched_people AS t
    ON t.name_id = p.name_id AND t.side = p.side AND (t.birth_date = p.birth_date OR t.kelurahan = p.kelurahan)
UNION
SELECT p.row_id, p.side, p.name_id, p.birth_date, p.kelurahan, p.sex, p.kk, p.kpj FROM kept.people AS p
SEMI JOIN touched_people AS t
    ON t.birth_date = p.birth_date AND t.side = p.side
    AND ((t.kelurahan = p.kelurahan AND t.sex IS NOT DISTINCT FROM p.sex) OR t.kk = p.kk)
UNION
SELECT p.row_id, p.side, p.name_id, p.birth_date, p.kelurahan, p.sex, p.kk, p.kpj FROM kept.people AS p
SEMI JOIN touched_people AS t ON t.kpj = p.kpj AND t.side = p.side;

CREATE OR REPLACE TABLE fellows AS
SELECT * FROM touched_people
UNION ALL
SELECT f.*, o.row_id IS NOT NULL AS open
FROM fellow_rows AS f
LEFT JOIN (SELECT k.row_id FROM kept.open_rows AS k SEMI JOIN fellow_rows AS r ON r.row_id = k.row_id) AS o ON o.row_id = f.row_id
ANTI JOIN touched_rows AS t ON t.row_id = f.row_id;

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
FROM (
    SELECT t.row_id, f.row_id AS other, t.open AS one, f.open AS two, hash('name text+birth', t.name_id, t.birth_date) AS block
    FROM touched_people AS t JOIN fellows AS f ON f.side = t.side AND f.name_id = t.name_id AND f.birth_date = t.birth_date
    UNION ALL
    SELECT t.row_id, f.row_id, t.open, f.open, hash('name text+kelurahan', t.name_id, t.kelurahan)
    FROM touched_people AS t JOIN fellows AS f ON f.side = t.side AND f.name_id = t.name_id AND f.kelurahan = t.kelurahan
    UNION ALL
    SELECT t.row_id, f.row_id, t.open, f.open, hash('birth+kelurahan', t.birth_date, t.kelurahan, t.sex)
    FROM touched_people AS t JOIN fellows AS f
        ON f.side = t.side AND f.birth_date = t.birth_date AND f.kelurahan = t.kelurahan AND f.sex IS NOT DISTINCT FROM t.sex
    UNION ALL
    SELECT t.row_id, f.row_id, t.open, f.open, hash('kk+birth', t.kk, t.birth_date)
    FROM touched_people AS t JOIN fellows AS f ON f.side = t.side AND f.kk = t.kk AND f.birth_date = t.birth_date
    WHERE length(t.kk) >= 12
    UNION ALL
    SELECT t.row_id, f.row_id, t.open, f.open, hash('kpj', t.kpj)
    FROM touched_people AS t JOIN fellows AS f ON f.side = t.side AND f.kpj = t.kpj
    WHERE length(t.kpj) >= 6
) AS x
ANTI JOIN dead_settled AS d ON d.block = x.block
WHERE x.one <> x.two
UNION
SELECT a, b FROM nik_joined WHERE a IN (SELECT row_id FROM open_rows) AND b IN (SELECT row_id FROM open_rows);

DELETE FROM candidate_pairs WHERE (a, b) IN (SELECT a, b FROM human);

CREATE OR REPLACE TABLE wanted_rows AS SELECT a AS row_id FROM candidate_pairs UNION SELECT b FROM candidate_pairs
