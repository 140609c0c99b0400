-- The words of the new names that hold nothing but letters and spaces.
INSERT INTO name_texts SELECT * FROM name_texts_new;

CREATE OR REPLACE TABLE words_new AS
SELECT DISTINCT word
FROM (SELECT unnest(string_split(text, ' ')) AS word FROM name_texts_new WHERE plain) AS w
ANTI JOIN word_forms AS f ON f.word = w.word
