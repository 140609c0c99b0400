-- Step 4, first rule: one NIK on both sides. Alone on each side, with name, birth date and sex the same, it needs no weighing.
-- A number that is no NIK but long enough to be somebody's identifier joins as well: it is still evidence. Numbers are
-- grouped as numbers, a 1 before them so that zeros count; by a hash only where letters stand, for DuckDB's hash gives
-- texts that differ in their 8th and 16th letters alone the same value far too often: shifted by four it does not. A participant's row_id is 2 to the power of 56 or more.
CREATE OR REPLACE TABLE identifiers AS
SELECT row_id, coalesce(try_cast('1' || identifier AS BIGINT), CAST(hash(identifier, substr(identifier, 5)) // 2 AS BIGINT)) AS number, name_id, birth_date, sex
FROM (
    SELECT
        row_id,
        CASE WHEN nik IS NOT NULL THEN nik
             WHEN nik_kind IN ('length', 'not_digits', 'invalid_date') AND length(nik_digits) >= 5 THEN nik_digits END AS identifier,
        name_id,
        birth_date,
        sex
    FROM people
) AS numbers
WHERE identifier IS NOT NULL;

-- Numbers that stand more than once, mostly once on each side. Two values are one where their bits leave nothing of each other.
CREATE OR REPLACE TABLE identifiers_shared AS
SELECT
    number,
    count(*) AS n,
    min(row_id) AS first_row,
    max(row_id) AS last_row,
    CASE WHEN count(name_id) = 2 THEN bit_xor(name_id) = 0 END AS one_name,
    CASE WHEN count(birth_date) = 2 THEN bit_xor(hash(birth_date)) = 0 END AS one_birth,
    bit_or(CASE sex WHEN 'L' THEN 1 WHEN 'P' THEN 2 ELSE 0 END) < 3 AS one_sex
FROM identifiers
GROUP BY number
HAVING count(*) > 1;

-- Those that stand more than once on a side, with the first and last row of each side.
CREATE OR REPLACE TABLE identifiers_crowded AS
SELECT
    i.number,
    sum(CASE WHEN i.row_id < 72057594037927936 THEN 1 ELSE 0 END) AS lists,
    sum(CASE WHEN i.row_id < 72057594037927936 THEN 0 ELSE 1 END) AS others,
    min(CASE WHEN i.row_id < 72057594037927936 THEN i.row_id END) AS first_list,
    max(CASE WHEN i.row_id < 72057594037927936 THEN i.row_id END) AS last_list,
    min(CASE WHEN i.row_id >= 72057594037927936 THEN i.row_id END) AS first_other,
    max(CASE WHEN i.row_id >= 72057594037927936 THEN i.row_id END) AS last_other
FROM identifiers AS i
SEMI JOIN (
    SELECT number FROM identifiers_shared
    WHERE n > 2 OR last_row < 72057594037927936 OR first_row >= 72057594037927936
) AS c ON c.number = i.number
GROUP BY i.number;

CREATE OR REPLACE TABLE nik_joined AS
SELECT number, first_row AS a, last_row AS b, TRUE AS alone, one_name AND one_birth AND one_sex AS settled
FROM identifiers_shared
WHERE n = 2 AND first_row < 72057594037927936 AND last_row >= 72057594037927936
UNION ALL
SELECT c.number, i.row_id, j.row_id, FALSE, FALSE
FROM identifiers_crowded AS c
JOIN identifiers AS i ON i.number = c.number AND i.row_id < 72057594037927936
JOIN identifiers AS j ON j.number = c.number AND j.row_id >= 72057594037927936
WHERE c.lists * c.others BETWEEN 2 AND 400;

-- Rows whose number stands more than once on their side.
CREATE OR REPLACE TABLE niks_twice AS
SELECT i.row_id
FROM identifiers AS i
JOIN identifiers_crowded AS c ON c.number = i.number
WHERE CASE WHEN i.row_id < 72057594037927936 THEN c.lists ELSE c.others END > 1
