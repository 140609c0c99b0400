-- How many rows have another member of their household (same KK, or same address) on their own side: a pair that shares
-- the household but neither name nor birth date is counted, on a sample of rows drawn by hash. `household_looked` holds
-- those that are looked at: of many people a part, far more than are drawn. Twins are those of one household and one known
-- birth date with two NIK and two names.
CREATE OR REPLACE TABLE household_sample AS
SELECT
    p.row_id, p.side, p.birth_date, p.birth_unknown_day, p.nik, p.kk, upper(trim(r.name)) AS name,
    coalesce(p.kk, upper(trim(r.address)) || '|' || coalesce(r.kelurahan, '')) AS household
FROM household_looked AS p
JOIN raw AS r ON r.row_id = p.row_id
WHERE (length(p.kk) >= 12 OR length(trim(r.address)) >= 8) AND r.name IS NOT NULL
ORDER BY p.drawn, p.row_id
LIMIT 20000;

-- Rows whose household only their address tells.
CREATE OR REPLACE TABLE household_addresses AS
SELECT p.row_id, p.side, p.birth_date, p.nik, r.name, upper(trim(r.address)) || '|' || coalesce(r.kelurahan, '') AS household
FROM people AS p
JOIN raw AS r ON r.row_id = p.row_id
WHERE p.kk IS NULL AND p.birth_date IS NOT NULL AND length(trim(r.address)) >= 8 AND r.name IS NOT NULL;

-- Those that share a household with a row of the sample.
CREATE OR REPLACE TABLE household_rows AS
SELECT p.row_id, p.side, p.birth_date, p.nik, upper(trim(r.name)) AS name, p.kk AS household
FROM (SELECT * FROM people WHERE birth_date IS NOT NULL) AS p
SEMI JOIN household_sample AS s ON s.kk = p.kk
JOIN raw AS r ON r.row_id = p.row_id
WHERE (length(p.kk) >= 12 OR length(trim(r.address)) >= 8) AND r.name IS NOT NULL
UNION ALL
SELECT p.row_id, p.side, p.birth_date, p.nik, upper(trim(p.name)), p.household
FROM household_addresses AS p
SEMI JOIN household_sample AS s ON s.household = p.household;

CREATE OR REPLACE TABLE household_share AS
SELECT
    s.side,
    count(*) AS rows,
    sum(CASE WHEN m.others > 0 THEN 1 ELSE 0 END) AS accompanied,
    sum(CASE WHEN s.kk IS NOT NULL THEN 1 ELSE 0 END) AS cards,
    sum(CASE WHEN s.nik IS NOT NULL THEN 1 ELSE 0 END) AS niks,
    sum(coalesce(m.twins, 0)) AS twins,
    sum(coalesce(m.twins_alike, 0)) AS twins_alike
FROM household_sample AS s
LEFT JOIN (
    SELECT
        x.row_id,
        sum(CASE WHEN year(x.birth_date) <> year(y.birth_date) AND jaro_winkler_similarity(x.name, y.name) < 0.7 THEN 1 ELSE 0 END) AS others,
        sum(CASE WHEN x.birth_date = y.birth_date AND NOT x.birth_unknown_day AND x.nik <> y.nik AND x.name <> y.name THEN 1 ELSE 0 END) AS twins,
        sum(CASE WHEN x.birth_date = y.birth_date AND NOT x.birth_unknown_day AND x.nik <> y.nik AND x.name <> y.name
            AND jaro_winkler_similarity(split_part(x.name, ' ', 1), split_part(y.name, ' ', 1)) >= 0.8 THEN 1 ELSE 0 END) AS twins_alike
    FROM household_sample AS x
    JOIN household_rows AS y ON y.household = x.household AND y.side = x.side AND y.row_id <> x.row_id
    GROUP BY x.row_id
) AS m ON m.row_id = s.row_id
GROUP BY s.side
