-- Each distinct pair of names once: what plain spelling decides, and which pairs the full rule must read.
CREATE OR REPLACE TABLE name_pair_ids AS
SELECT DISTINCT least(x.name_id, y.name_id) AS x, greatest(x.name_id, y.name_id) AS y
FROM candidate_pairs AS c
JOIN people AS x ON x.row_id = c.a
JOIN people AS y ON y.row_id = c.b
WHERE x.name_id <> y.name_id;

CREATE OR REPLACE TABLE name_pair_forms AS
SELECT
    i.x, i.y, f.length AS length_x, g.length AS length_y,
    f.name_key AS key_x, g.name_key AS key_y,
    replace(f.words, ' ', '') = replace(g.words, ' ', '') AS same_words,
    replace(f.name_key, ' ', '') = replace(g.name_key, ' ', '') AS same_key,
    f.open_readings OR g.open_readings OR regexp_matches(f.name_key || ' ' || g.name_key, '\b[A-Z]\b') AS open_readings,
    string_split(f.name_key, ' ') AS words_x,
    string_split(g.name_key, ' ') AS words_y
FROM name_pair_ids AS i
JOIN name_forms AS f ON f.name_id = i.x
JOIN name_forms AS g ON g.name_id = i.y;

CREATE OR REPLACE TABLE name_pairs_spelt AS
SELECT
    x,
    y,
    CASE
        WHEN length_x = 0 OR length_y = 0 THEN ''
        WHEN same_words THEN 'equal'
        WHEN same_key THEN 'variant'
        WHEN open_readings THEN
            CASE WHEN jaro_winkler_similarity(key_x, key_y) >= 0.55 OR list_has_any(words_x, words_y) THEN 'ask' ELSE 'different' END
        WHEN length_x = length_y AND list_sort(words_x) = list_sort(words_y) THEN 'order'
        WHEN length_x <> length_y AND (list_has_all(words_x, words_y) OR list_has_all(words_y, words_x)) THEN 'short'
        WHEN jaro_winkler_similarity(key_x, key_y) < 0.7 THEN
            CASE WHEN list_has_any(words_x, words_y) THEN 'similar' ELSE 'different' END
        WHEN length_x = length_y AND levenshtein(key_x, key_y) = 1 THEN 'near'
        WHEN levenshtein(key_x, key_y) <= 4 + 3 * abs(length_x - length_y) THEN 'ask'
        WHEN length_x <> length_y AND list_has_any(words_x, words_y) THEN 'ask'
        WHEN list_has_any(words_x, words_y) THEN 'similar'
        ELSE 'different'
    END AS outcome
FROM name_pair_forms
