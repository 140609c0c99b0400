-- Whom the register names: by NIK, else one of the post's own people by name (`post_same`), else by a name that one
-- head of RT of that kelurahan alone bears.
CREATE OR REPLACE TABLE post_named AS
SELECT
    x.post_id, r.post_id AS register_id,
    coalesce(n.person_id, s.person_id, k.person_id) AS person_id
FROM post_register AS r
JOIN post_rows AS x ON x.register_id = r.post_id
LEFT JOIN post_niks AS n ON n.nik = r.nik
LEFT JOIN post_same AS s ON s.register_id = r.post_id
LEFT JOIN (
    SELECT m.kelurahan, m.name_key, min(u.person_id) AS person_id
    FROM post_kelurahan AS m
    JOIN unit_rows AS w ON w.row_id = m.row_id
    JOIN units AS u ON u.unit_id = w.unit_id
    WHERE u.segment = 'rt' OR u.segment IS NULL
    GROUP BY m.kelurahan, m.name_key
    HAVING count(DISTINCT u.person_id) = 1
) AS k ON k.kelurahan = r.kelurahan AND k.name_key = r.name_key
WHERE r.named;

CREATE OR REPLACE TABLE post_holders AS
SELECT post_id, person_id, max(unknown) AS unknown
FROM (
    SELECT post_id, person_id, 0 AS unknown FROM post_units WHERE listed_now = 1
    UNION ALL
    SELECT post_id, coalesce(person_id, -1000000000000 - register_id) AS person_id,
        CASE WHEN person_id IS NULL THEN 1 ELSE 0 END AS unknown
    FROM post_named
) AS named
GROUP BY post_id, person_id;

CREATE OR REPLACE TABLE post_covered AS
SELECT u.person_id, max(CASE WHEN p.state IN ('active', 'in_arrears', 'over_age', 'unclear') THEN 1 ELSE 0 END) AS covered
FROM participation AS p
JOIN units AS u ON u.unit_id = p.unit_id
WHERE p.segment = 'rt' OR p.segment IS NULL
GROUP BY u.person_id;

CREATE OR REPLACE TABLE post_states AS
SELECT
    p.post_id, r.sheet_id, r.record, r.row, p.kelurahan, p.rt, p.rw, p.register_rows,
    coalesce(h.holders, 0) AS holders,
    coalesce(h.covered, 0) AS covered,
    coalesce(o.others_covered, 0) AS others_covered,
    CASE
        WHEN h.holders > 1 THEN 'two_holders'
        WHEN o.others_covered > 0 THEN 'predecessor_covered'
        WHEN h.holders = 1 AND h.covered > 0 THEN 'filled_covered'
        WHEN h.holders = 1 THEN 'filled_uncovered'
        WHEN p.vacant = 1 THEN 'vacant'
        ELSE 'not_reported'
    END AS state
FROM posts AS p
JOIN post_register AS r ON r.post_id = p.post_id
LEFT JOIN (
    SELECT x.post_id, count(*) AS holders, sum(coalesce(c.covered, 0)) AS covered
    FROM post_holders AS x
    LEFT JOIN post_covered AS c ON c.person_id = x.person_id
    GROUP BY x.post_id
) AS h ON h.post_id = p.post_id
LEFT JOIN (
    SELECT u.post_id, count(DISTINCT u.person_id) AS others_covered
    FROM post_units AS u
    JOIN post_covered AS c ON c.person_id = u.person_id AND c.covered = 1
    LEFT JOIN post_holders AS x ON x.post_id = u.post_id AND x.person_id = u.person_id
    WHERE x.person_id IS NULL
    GROUP BY u.post_id
) AS o ON o.post_id = p.post_id
ORDER BY p.post_id
