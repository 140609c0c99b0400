-- How common each word, each whole name and each birth date is: a rare agreement says more than a frequent one.
-- Names and dates are counted on all rows, words on `name_sample`.

CREATE OR REPLACE TABLE name_counts AS
SELECT name_id, count(*) AS n FROM people WHERE name_id IS NOT NULL GROUP BY name_id;

CREATE OR REPLACE TABLE birth_counts AS
SELECT birth_date, count(*) AS n FROM people WHERE birth_date IS NOT NULL GROUP BY birth_date;

CREATE OR REPLACE TABLE counted_people AS
SELECT count(*) AS people FROM people
