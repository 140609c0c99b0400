-- One line a word of a name: its canonical spelling and its sound.
INSERT INTO name_sounds
SELECT w.name_id, w.word_key, s.sound
FROM (
    SELECT f.name_id, unnest(list_distinct(string_split(f.name_key, ' '))) AS word_key
    FROM name_forms AS f
    SEMI JOIN name_texts_new AS t ON t.name_id = f.name_id
) AS w
JOIN key_sounds AS s ON s.word_key = w.word_key
