-- Step 4, first rule: one NIK on both sides. Alone on each side, with name, birth date and sex the same, it needs no weighing.
CREATE OR REPLACE TABLE nik_joined AS
SELECT
    x.row_id AS a,
    y.row_id AS b,
    c.lists = 1 AND c.others = 1 AS alone,
    c.lists = 1 AND c.others = 1 AND x.name_id = y.name_id AND x.birth_date = y.birth_date AND coalesce(x.sex = y.sex, TRUE) AS settled
FROM (
    SELECT nik, sum(CASE WHEN side = 'list' THEN 1 ELSE 0 END) AS lists, sum(CASE WHEN side = 'list' THEN 0 ELSE 1 END) AS others
    FROM people
    WHERE nik IS NOT NULL
    GROUP BY nik
    HAVING count(*) > 1
) AS c
JOIN people AS x ON x.nik = c.nik AND x.side = 'list'
JOIN people AS y ON y.nik = c.nik AND y.side = 'participants'
WHERE c.lists * c.others BETWEEN 1 AND 400;

CREATE OR REPLACE TABLE niks_twice AS
SELECT side, nik FROM people WHERE nik IS NOT NULL GROUP BY side, nik HAVING count(*) > 1
