-- How common each word, each whole name and each birth date is: a rare agreement says more than a frequent one.
-- Names and dates are counted on all rows, words on `name_sample`.

-- A person mostly stands once on a side, so people of one name are counted on the side that has more of them.
CREATE OR REPLACE TABLE name_counts AS
SELECT name_id, greatest(n - participants, participants) AS n
FROM (
    SELECT name_id, count(*) AS n, sum(CASE WHEN side = 'participants' THEN 1 ELSE 0 END) AS participants
    FROM people
    WHERE name_id IS NOT NULL
    GROUP BY name_id
) AS sides;

CREATE OR REPLACE TABLE birth_counts AS
SELECT birth_date, count(*) AS n FROM people WHERE birth_date IS NOT NULL GROUP BY birth_date;

-- Most names are one person's: that somebody else bears a name that was seen once is far less likely than one in all
-- people. How much less, the names seen once and twice tell (absolute discounting, as Kneser and Ney reckon it).
CREATE OR REPLACE TABLE counted_people AS
SELECT
    (SELECT greatest(count(*) - sum(CASE WHEN side = 'participants' THEN 1 ELSE 0 END), sum(CASE WHEN side = 'participants' THEN 1 ELSE 0 END)) FROM people) AS people,
    coalesce(least(0.9, sum(CASE WHEN n = 1 THEN 1.0 ELSE 0.0 END) / nullif(sum(CASE WHEN n = 1 THEN 1.0 WHEN n = 2 THEN 2.0 ELSE 0.0 END), 0.0)), 0.0) AS discount
FROM name_counts
