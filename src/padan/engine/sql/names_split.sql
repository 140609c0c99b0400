-- The words of the new names that hold nothing but letters and spaces.
INSERT INTO name_texts SELECT * FROM name_texts_new;

CREATE OR REPLACE TABLE name_split AS
SELECT name_id, unnest(string_split(text, ' ')) AS word, generate_subscripts(string_split(text, ' '), 1) AS position
FROM name_texts_new
WHERE plain
