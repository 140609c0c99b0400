-- Each distinct pair of names once: what plain spelling decides, and which pairs the full rule must read. Where an exact
-- NIK speaks already (`comparing.brief`), fewer are asked. MHD D and M. DONI share no telling word, but their first letters.
CREATE OR REPLACE TABLE name_pair_ids AS
SELECT DISTINCT least(x.name_id, y.name_id) AS x, greatest(x.name_id, y.name_id) AS y
FROM candidate_pairs AS c
JOIN core_people AS x ON x.row_id = c.a
JOIN core_people AS y ON y.row_id = c.b
WHERE x.name_id <> y.name_id;

CREATE OR REPLACE TABLE name_pair_looks AS
SELECT
    i.x, i.y, f.length AS length_x, g.length AS length_y, f.name_key AS key_x, g.name_key AS key_y,
    replace(f.words, ' ', '') AS joined_x, replace(g.words, ' ', '') AS joined_y,
    jaro_winkler_similarity(f.name_key, g.name_key) AS likeness,
    joined_x = joined_y OR (f.readings IS NOT NULL AND contains(' ' || f.readings || ' ', ' ' || replace(g.words, ' ', '') || ' '))
        OR (g.readings IS NOT NULL AND contains(' ' || g.readings || ' ', ' ' || replace(f.words, ' ', '') || ' '))
        OR (f.readings IS NOT NULL AND g.readings IS NOT NULL AND list_has_any(string_split(f.readings, ' '), string_split(g.readings, ' '))) AS same_words,
    replace(f.name_key, ' ', '') = replace(g.name_key, ' ', '') AS same_key,
    f.open_readings OR g.open_readings OR regexp_matches(f.name_key || ' ' || g.name_key, '\b[A-Z]\b') AS open_readings,
    f.parent AND g.parent AS both_parents,
    f.telling <> '' AND g.telling <> '' AND list_has_any(string_split(f.telling, ' '), string_split(g.telling, ' ')) AS share_word,
    (f.length = 1 AND contains(g.telling, ' ') AND ends_with(g.name_key, ' ' || f.name_key))
        OR (g.length = 1 AND contains(f.telling, ' ') AND ends_with(f.name_key, ' ' || g.name_key)) AS last_alone,
    jaro_winkler_similarity(split_part(f.name_key, ' ', 1), split_part(g.name_key, ' ', 1)) >= 0.8 AS first_alike,
    f.length > 1 AND g.length > 1 AND split_part(f.name_key, ' ', -1) = split_part(g.name_key, ' ', -1) AS last_same
FROM name_pair_ids AS i
JOIN name_forms AS f ON f.name_id = i.x
JOIN name_forms AS g ON g.name_id = i.y;

CREATE OR REPLACE TABLE name_pairs_spelt AS
SELECT
    x,
    y,
    CASE
        WHEN length_x = 0 OR length_y = 0 THEN ''
        WHEN both_parents AND (share_word OR likeness >= 0.8) THEN 'ask'
        WHEN same_words THEN 'equal'
        WHEN same_key THEN 'variant'
        WHEN open_readings AND brief THEN
            CASE
                WHEN likeness >= 0.85 OR (share_word AND NOT (last_same AND NOT first_alike AND substr(key_x, 1, 1) <> substr(key_y, 1, 1))) THEN 'short'
                WHEN share_word OR likeness >= 0.6 OR initials_alike(key_x, key_y) THEN 'ask'
                ELSE 'different'
            END
        WHEN open_readings THEN CASE WHEN share_word OR likeness >= 0.85 OR initials_alike(key_x, key_y) THEN 'ask' WHEN likeness >= 0.8 THEN 'similar' ELSE 'different' END
        WHEN length_x = length_y AND length(key_x) = length(key_y)
            AND list_sort(string_split(key_x, ' ')) = list_sort(string_split(key_y, ' ')) THEN 'order'
        WHEN contains(' ' || key_x || ' ', ' ' || key_y || ' ') OR contains(' ' || key_y || ' ', ' ' || key_x || ' ') THEN 'short'
        WHEN length_x <> length_y AND share_word AND (list_has_all(string_split(key_x, ' '), string_split(key_y, ' '))
            OR list_has_all(string_split(key_y, ' '), string_split(key_x, ' '))) THEN 'short'
        WHEN likeness BETWEEN 0.6 AND 0.92 AND near_name(joined_x, joined_y) THEN 'near'
        WHEN likeness < 0.75 THEN CASE WHEN share_word THEN 'similar' ELSE 'different' END
        WHEN length_x = length_y AND length_x <= 3 THEN
            CASE
                WHEN near_word(split_part(key_x, ' ', 1), split_part(key_y, ' ', 1))
                    AND near_word(split_part(key_x, ' ', 2), split_part(key_y, ' ', 2))
                    AND near_word(split_part(key_x, ' ', 3), split_part(key_y, ' ', 3))
                    AND (share_word OR length_x > 1 OR length(key_x) >= 5) THEN 'near'
                WHEN likeness >= 0.92 THEN CASE WHEN brief THEN 'near' ELSE 'ask' END
                WHEN share_word OR likeness >= 0.8 THEN 'similar'
                ELSE 'different'
            END
        WHEN likeness >= 0.88 THEN CASE WHEN brief THEN 'near' ELSE 'ask' END
        WHEN share_word OR likeness >= 0.8 THEN 'similar'
        ELSE 'different'
    END AS outcome
FROM name_pair_looks
CROSS JOIN comparing
