-- Step 4, first rule: one NIK on both sides. Alone on each side, with name, birth date and sex the same, it needs no weighing.
-- A number that is no NIK but long enough to be somebody's identifier joins as well: it is still evidence.
CREATE OR REPLACE TABLE identifiers AS
SELECT
    row_id,
    side,
    CASE WHEN nik IS NOT NULL THEN nik
         WHEN nik_kind IN ('length', 'not_digits', 'invalid_date') AND length(nik_digits) >= 5 THEN nik_digits END AS identifier
FROM people
WHERE nik_digits IS NOT NULL;

CREATE OR REPLACE TABLE nik_joined AS
SELECT
    x.row_id AS a,
    y.row_id AS b,
    c.lists = 1 AND c.others = 1 AS alone,
    c.lists = 1 AND c.others = 1 AND x.name_id = y.name_id AND x.birth_date = y.birth_date AND coalesce(x.sex = y.sex, TRUE) AS settled
FROM (
    SELECT
        identifier,
        sum(CASE WHEN side = 'list' THEN 1 ELSE 0 END) AS lists,
        sum(CASE WHEN side = 'list' THEN 0 ELSE 1 END) AS others
    FROM identifiers
    WHERE identifier IS NOT NULL
    GROUP BY identifier
    HAVING count(*) > 1
) AS c
JOIN identifiers AS i ON i.identifier = c.identifier AND i.side = 'list'
JOIN identifiers AS j ON j.identifier = c.identifier AND j.side = 'participants'
JOIN people AS x ON x.row_id = i.row_id
JOIN people AS y ON y.row_id = j.row_id
WHERE c.lists * c.others BETWEEN 1 AND 400;

CREATE OR REPLACE TABLE niks_twice AS
SELECT side, nik FROM people WHERE nik IS NOT NULL GROUP BY side, nik HAVING count(*) > 1
