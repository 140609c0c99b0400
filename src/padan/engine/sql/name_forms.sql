-- Names made of plain words only: their forms are put together from the forms of their words.
CREATE OR REPLACE TABLE name_forms_new AS
SELECT
    s.name_id,
    concat_ws(' ', max(CASE WHEN s.position = 1 THEN s.word END), max(CASE WHEN s.position = 2 THEN s.word END),
        max(CASE WHEN s.position = 3 THEN s.word END), max(CASE WHEN s.position = 4 THEN s.word END),
        max(CASE WHEN s.position = 5 THEN s.word END), max(CASE WHEN s.position = 6 THEN s.word END)) AS words,
    concat_ws(' ', max(CASE WHEN s.position = 1 THEN f.word_key END), max(CASE WHEN s.position = 2 THEN f.word_key END),
        max(CASE WHEN s.position = 3 THEN f.word_key END), max(CASE WHEN s.position = 4 THEN f.word_key END),
        max(CASE WHEN s.position = 5 THEN f.word_key END), max(CASE WHEN s.position = 6 THEN f.word_key END)) AS name_key,
    list(f.word_key) FILTER (WHERE f.telling) AS telling,
    count(*) AS length,
    FALSE AS open_readings,
    FALSE AS parent,
    CAST(NULL AS VARCHAR[]) AS readings
FROM name_split AS s
JOIN word_forms AS f ON f.word = s.word
GROUP BY s.name_id
HAVING bool_and(f.plain);

INSERT INTO name_forms SELECT * FROM name_forms_new;

CREATE OR REPLACE TABLE name_unplain AS
SELECT t.name_id, t.text
FROM name_texts_new AS t
ANTI JOIN name_forms_new AS f ON f.name_id = t.name_id
ORDER BY t.text
