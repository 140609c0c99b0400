-- How many rows have another member of their household (same KK, or same address) on their own side: a pair that shares
-- the household but neither name nor birth date is counted, on a sample of rows drawn by hash. `household_looked` holds
-- those that are looked at: of many people a part, far more than are drawn.
CREATE OR REPLACE TABLE household_sample AS
SELECT p.row_id, p.side, p.birth_date, p.kk, upper(trim(r.name)) AS name, coalesce(p.kk, upper(trim(r.address)) || '|' || coalesce(r.kelurahan, '')) AS household
FROM household_looked AS p
JOIN raw AS r ON r.row_id = p.row_id
WHERE (length(p.kk) >= 12 OR length(trim(r.address)) >= 8) AND r.name IS NOT NULL
ORDER BY p.drawn, p.row_id
LIMIT 20000;

-- Rows whose household only their address tells.
CREATE OR REPLACE TABLE household_addresses AS
SELECT p.row_id, p.side, p.birth_date, r.name, upper(trim(r.address)) || '|' || coalesce(r.kelurahan, '') AS household
FROM people AS p
JOIN raw AS r ON r.row_id = p.row_id
WHERE p.kk IS NULL AND p.birth_date IS NOT NULL AND length(trim(r.address)) >= 8 AND r.name IS NOT NULL;

-- Those that share a household with a row of the sample.
CREATE OR REPLACE TABLE household_rows AS
SELECT p.row_id, p.side, p.birth_date, upper(trim(r.name)) AS name, p.kk AS household
FROM (SELECT * FROM people WHERE birth_date IS NOT NULL) AS p
SEMI JOIN household_sample AS s ON s.kk = p.kk
JOIN raw AS r ON r.row_id = p.row_id
WHERE (length(p.kk) >= 12 OR length(trim(r.address)) >= 8) AND r.name IS NOT NULL
UNION ALL
SELECT p.row_id, p.side, p.birth_date, upper(trim(p.name)), p.household
FROM household_addresses AS p
SEMI JOIN household_sample AS s ON s.household = p.household;

CREATE OR REPLACE TABLE household_share AS
SELECT count(*) AS rows, sum(CASE WHEN m.row_id IS NOT NULL THEN 1 ELSE 0 END) AS accompanied
FROM household_sample AS s
LEFT JOIN (
    SELECT DISTINCT x.row_id
    FROM household_sample AS x
    JOIN household_rows AS y ON y.household = x.household AND y.side = x.side AND y.row_id <> x.row_id
    WHERE year(x.birth_date) <> year(y.birth_date) AND jaro_winkler_similarity(x.name, y.name) < 0.7
) AS m ON m.row_id = s.row_id
