-- Step 4, first rule: one NIK on both sides. Alone on each side, with name, birth date and sex the same, it needs no weighing.
-- A number that is no NIK but long enough to be somebody's identifier joins as well: it is still evidence.
CREATE OR REPLACE TABLE identifiers AS
SELECT
    row_id,
    side,
    CASE WHEN nik IS NOT NULL THEN nik
         WHEN nik_kind IN ('length', 'not_digits', 'invalid_date') AND length(nik_digits) >= 5 THEN nik_digits END AS identifier,
    name_id,
    birth_date,
    sex
FROM people
WHERE nik_digits IS NOT NULL;

-- Numbers that stand more than once, with the first and last row of each side.
CREATE OR REPLACE TABLE identifiers_shared AS
SELECT
    identifier,
    sum(CASE WHEN side = 'list' THEN 1 ELSE 0 END) AS lists,
    sum(CASE WHEN side = 'list' THEN 0 ELSE 1 END) AS others,
    min(CASE WHEN side = 'list' THEN row_id END) AS first_list,
    max(CASE WHEN side = 'list' THEN row_id END) AS last_list,
    min(CASE WHEN side = 'list' THEN NULL ELSE row_id END) AS first_other,
    max(CASE WHEN side = 'list' THEN NULL ELSE row_id END) AS last_other,
    CASE WHEN count(name_id) = 2 THEN min(name_id) = max(name_id) END AS one_name,
    CASE WHEN count(birth_date) = 2 THEN min(birth_date) = max(birth_date) END AS one_birth,
    count(sex) < 2 OR min(sex) = max(sex) AS one_sex
FROM identifiers
WHERE identifier IS NOT NULL
GROUP BY identifier
HAVING count(*) > 1;

CREATE OR REPLACE TABLE nik_joined AS
SELECT first_list AS a, first_other AS b, TRUE AS alone, one_name AND one_birth AND one_sex AS settled
FROM identifiers_shared
WHERE lists = 1 AND others = 1
UNION ALL
SELECT i.row_id, j.row_id, FALSE, FALSE
FROM identifiers_shared AS c
JOIN identifiers AS i ON i.identifier = c.identifier AND i.side = 'list'
JOIN identifiers AS j ON j.identifier = c.identifier AND j.side = 'participants'
WHERE c.lists * c.others BETWEEN 2 AND 400;

CREATE OR REPLACE TABLE niks_twice AS
SELECT 'list' AS side, identifier AS nik FROM identifiers_shared WHERE lists > 1
UNION ALL
SELECT 'participants', identifier FROM identifiers_shared WHERE others > 1
