-- How common each word, each whole name and each birth date is: a rare agreement says more than a frequent one.
-- Words are counted on a sample of rows drawn by the hash of their number; names and dates on all.
CREATE OR REPLACE TABLE name_sample AS
SELECT row_id, name_id
FROM people
WHERE name_id IS NOT NULL AND hash(row_id) % (SELECT greatest(count(*) // 50000, 1) FROM people) = 0;

CREATE OR REPLACE TABLE name_counts AS
SELECT name_id, count(*) AS n FROM people WHERE name_id IS NOT NULL GROUP BY name_id;

CREATE OR REPLACE TABLE birth_counts AS
SELECT birth_date, count(*) AS n FROM people WHERE birth_date IS NOT NULL GROUP BY birth_date;

CREATE OR REPLACE TABLE counted_people AS
SELECT count(*) AS people FROM people
