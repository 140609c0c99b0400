-- The names still to be read, and the words of those that hold nothing but letters and spaces.
CREATE OR REPLACE TABLE name_texts_new AS
SELECT name_id, min(text) AS text, regexp_full_match(min(text), '[A-Z]+( [A-Z]+){0,5}') AS plain
FROM (
    SELECT hash(upper(trim(name))) AS name_id, upper(trim(name)) AS text FROM raw WHERE name IS NOT NULL
    UNION ALL
    SELECT hash(upper(trim(mother))) AS name_id, upper(trim(mother)) AS text FROM raw WHERE mother IS NOT NULL
) AS every_name
SEMI JOIN needed_names AS n ON n.name_id = every_name.name_id
ANTI JOIN name_texts AS t ON t.name_id = every_name.name_id
GROUP BY name_id;

INSERT INTO name_texts SELECT * FROM name_texts_new;

CREATE OR REPLACE TABLE name_split AS
SELECT name_id, unnest(string_split(text, ' ')) AS word, generate_subscripts(string_split(text, ' '), 1) AS position
FROM name_texts_new
WHERE plain
