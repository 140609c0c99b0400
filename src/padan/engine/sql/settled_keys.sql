-- Settled rows under the keys of open rows of their own side, to find those who stand twice.
CREATE OR REPLACE TABLE settled_keys AS
SELECT k.row_id, k.block, k.side
FROM (
    SELECT p.row_id, p.side, hash('name text+birth', p.name_id, p.birth_date) AS block
    FROM people AS p
    SEMI JOIN key_people AS o ON o.name_id = p.name_id AND o.birth_date = p.birth_date AND o.side = p.side
    UNION ALL
    SELECT p.row_id, p.side, hash('name text+kelurahan', p.name_id, p.kelurahan)
    FROM people AS p
    SEMI JOIN key_people AS o ON o.name_id = p.name_id AND o.kelurahan = p.kelurahan AND o.side = p.side
    UNION ALL
    SELECT p.row_id, p.side, hash('birth+kelurahan', p.birth_date, p.kelurahan, unnest(CASE WHEN p.sex IS NULL THEN ['L', 'P'] ELSE [p.sex] END))
    FROM people AS p
    SEMI JOIN key_people AS o
        ON o.birth_date = p.birth_date AND o.kelurahan = p.kelurahan AND o.side = p.side AND coalesce(o.sex = p.sex, TRUE)
    UNION ALL
    SELECT p.row_id, p.side, hash('kk+birth', p.kk, p.birth_date)
    FROM people AS p
    SEMI JOIN key_people AS o ON o.kk = p.kk AND o.birth_date = p.birth_date AND o.side = p.side
    WHERE length(p.kk) >= 12
    UNION ALL
    SELECT p.row_id, p.side, hash('kpj', p.kpj)
    FROM people AS p
    SEMI JOIN key_people AS o ON o.kpj = p.kpj AND o.side = p.side
    WHERE length(p.kpj) >= 6
) AS k
ANTI JOIN open_rows AS w ON w.row_id = k.row_id
