-- Names made of plain words only: their forms are put together from the forms of their words. Lists are texts of words.
INSERT INTO name_forms
SELECT
    t.name_id,
    t.text AS words,
    concat_ws(' ', w1.word_key, w2.word_key, w3.word_key, w4.word_key, w5.word_key, w6.word_key) AS name_key,
    concat_ws(' ', CASE WHEN w1.telling THEN w1.word_key END, CASE WHEN w2.telling THEN w2.word_key END, CASE WHEN w3.telling THEN w3.word_key END, 
        CASE WHEN w4.telling THEN w4.word_key END, CASE WHEN w5.telling THEN w5.word_key END, CASE WHEN w6.telling THEN w6.word_key END) AS telling,
    length(t.text) - length(replace(t.text, ' ', '')) + 1 AS length,
    FALSE AS open_readings,
    FALSE AS parent,
    CAST(NULL AS VARCHAR) AS readings
FROM name_texts_new AS t
JOIN word_forms AS w1 ON w1.word = split_part(t.text, ' ', 1) AND w1.plain
LEFT JOIN word_forms AS w2 ON w2.word = split_part(t.text, ' ', 2)
LEFT JOIN word_forms AS w3 ON w3.word = split_part(t.text, ' ', 3)
LEFT JOIN word_forms AS w4 ON w4.word = split_part(t.text, ' ', 4)
LEFT JOIN word_forms AS w5 ON w5.word = split_part(t.text, ' ', 5)
LEFT JOIN word_forms AS w6 ON w6.word = split_part(t.text, ' ', 6)
WHERE t.plain AND coalesce(w2.plain, TRUE) AND coalesce(w3.plain, TRUE) AND coalesce(w4.plain, TRUE)
    AND coalesce(w5.plain, TRUE) AND coalesce(w6.plain, TRUE);

CREATE OR REPLACE TABLE name_unplain AS
SELECT t.name_id, t.text
FROM name_texts_new AS t
ANTI JOIN name_forms AS f ON f.name_id = t.name_id
ORDER BY t.text
