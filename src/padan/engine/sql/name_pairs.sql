-- Each distinct pair of names once: what plain spelling decides, and which pairs the full rule must read. Where an exact
-- NIK speaks already (`comparing.brief`), fewer are asked. MHD D and M. DONI share no telling word, but their first letters.
CREATE OR REPLACE TABLE name_pair_ids AS
SELECT DISTINCT least(x.name_id, y.name_id) AS x, greatest(x.name_id, y.name_id) AS y
FROM candidate_pairs AS c
JOIN core_people AS x ON x.row_id = c.a
JOIN core_people AS y ON y.row_id = c.b
WHERE x.name_id <> y.name_id;

-- Words that two names share show in their bits (`telling_bits`): only where a bit is shared are the words looked at.
CREATE OR REPLACE TABLE name_pair_looks AS
SELECT
    i.x, i.y, f.length AS length_x, g.length AS length_y, f.name_key AS key_x, g.name_key AS key_y,
    f.words_joined AS joined_x, g.words_joined AS joined_y,
    jaro_winkler_similarity(f.name_key, g.name_key) AS likeness,
    CASE
        WHEN f.words_joined = g.words_joined THEN TRUE
        WHEN f.readings IS NULL AND g.readings IS NULL THEN FALSE
        ELSE coalesce(contains(' ' || f.readings || ' ', ' ' || g.words_joined || ' '), FALSE)
            OR coalesce(contains(' ' || g.readings || ' ', ' ' || f.words_joined || ' '), FALSE)
            OR coalesce(list_has_any(string_split(f.readings, ' '), string_split(g.readings, ' ')), FALSE)
    END AS same_words,
    f.key_joined = g.key_joined AS same_key,
    f.open_readings OR g.open_readings OR f.holds_letter OR g.holds_letter AS open_readings,
    f.parent AND g.parent AS both_parents,
    CASE WHEN f.telling_bits & g.telling_bits <> 0 THEN list_has_any(string_split(f.telling, ' '), string_split(g.telling, ' ')) ELSE FALSE END AS share_word,
    CASE
        WHEN f.length = 1 THEN contains(g.telling, ' ') AND ends_with(g.name_key, ' ' || f.name_key)
        WHEN g.length = 1 THEN contains(f.telling, ' ') AND ends_with(f.name_key, ' ' || g.name_key)
        ELSE FALSE
    END AS last_alone,
    jaro_winkler_similarity(f.first_key, g.first_key) >= 0.8 AS first_alike,
    f.length > 1 AND g.length > 1 AND f.last_key = g.last_key AS last_same
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
