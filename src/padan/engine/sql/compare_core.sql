-- A NIK is sound where its inner date and sex are the row's own: two sound NIK that differ are two people, or one mistyped
-- outside the date.
-- Numbers of one day differ in their serial alone, whatever the columns say; neighbours are those that the office gave out
-- one after the other on one birth date, as it does to twins. Dates are apart where each row's NIK tells another, and no
-- column of its own row speaks against it.
-- A date that a row's NIK alone gives says nothing of its own: where the numbers differ the NIK has differed already, and
-- where they are one it is no second witness against another name.
-- Step 5, the fields that can tell two people of one household apart: name, birth date, sex.
CREATE OR REPLACE TABLE compared_core AS
SELECT
    c.a,
    c.b,
    x.side = y.side AS one_side,
    CASE
        WHEN x.nik_digits IS NULL OR y.nik_digits IS NULL OR x.nik_kind = 'kk' OR y.nik_kind = 'kk' THEN ''
        WHEN x.nik_digits = y.nik_digits THEN
            CASE WHEN x.nik_kind = 'excel_truncated' AND y.nik_kind = 'excel_truncated' THEN 'truncated' ELSE 'equal' END
        WHEN length(x.nik_digits) = length(y.nik_digits) THEN
            CASE
                WHEN CASE WHEN x.nik_kind = 'excel_truncated' OR y.nik_kind = 'excel_truncated'
                    THEN substr(x.nik_digits, 1, 15) = substr(y.nik_digits, 1, 15) ELSE FALSE END THEN 'truncated'
                WHEN hamming(x.nik_digits, y.nik_digits) = 1 THEN
                    CASE WHEN x.nik_sound AND y.nik_sound THEN 'one_sound' ELSE 'one_digit' END
                WHEN hamming(x.nik_digits, y.nik_digits) = 2 AND damerau_levenshtein(x.nik_digits, y.nik_digits) = 1 THEN
                    CASE WHEN x.nik_sound AND y.nik_sound THEN 'one_sound' ELSE 'swap' END
                WHEN x.nik_sound AND y.nik_sound THEN 'far_sound'
                WHEN hamming(x.nik_digits, y.nik_digits) = 2 THEN 'two_digits'
                ELSE 'different'
            END
        WHEN length(x.nik_digits) IN (15, 16) AND length(y.nik_digits) IN (15, 16)
            AND substr(x.nik_digits, 1, 15) = substr(y.nik_digits, 1, 15) THEN 'truncated'
        WHEN abs(length(x.nik_digits) - length(y.nik_digits)) = 1 AND levenshtein(x.nik_digits, y.nik_digits) = 1 THEN 'length'
        WHEN (x.nik_kind = 'excel_truncated' AND starts_with(y.nik_digits, substr(x.nik_digits, 1, 15)))
            OR (y.nik_kind = 'excel_truncated' AND starts_with(x.nik_digits, substr(y.nik_digits, 1, 15))) THEN 'truncated'
        ELSE 'different'
    END AS nik,
    x.nik_kind IN ('valid', 'excel_truncated') OR y.nik_kind IN ('valid', 'excel_truncated') AS bears_nik,
    x.nik_kind = 'valid' AND y.nik_kind = 'valid' AND substr(x.nik_digits, 1, 12) = substr(y.nik_digits, 1, 12)
        AND x.nik_digits <> y.nik_digits AS one_day,
    CASE WHEN x.nik_kind = 'valid' AND y.nik_kind = 'valid' AND substr(x.nik_digits, 1, 12) = substr(y.nik_digits, 1, 12)
        THEN abs(try_cast(right(x.nik_digits, 4) AS INTEGER) - try_cast(right(y.nik_digits, 4) AS INTEGER)) BETWEEN 1 AND 2
        ELSE FALSE END AS neighbours,
    x.nik_own AND y.nik_own AND substr(x.nik_digits, 7, 6) <> substr(y.nik_digits, 7, 6) AS dates_apart,
    coalesce(abs(year(x.birth_date) - year(y.birth_date)) < 12, FALSE) AS one_generation,
    CASE
        WHEN x.name_id IS NULL OR y.name_id IS NULL THEN ''
        WHEN x.name_id = y.name_id THEN 'equal'
        ELSE coalesce(np.outcome, '')
    END AS name,
    greatest(coalesce(x.name_share, 0), coalesce(y.name_share, 0.000001)) AS name_share,
    coalesce(np.shared_log, -3000000) / 1000000.0 AS shared_log,
    coalesce(np.alike, FALSE) AS alike,
    coalesce(np.close_spelling, FALSE) AS close_spelling,
    coalesce(np.last_alone, FALSE) AS last_alone,
    coalesce(np.first_alike, FALSE) AS first_alike,
    coalesce(np.last_same, FALSE) AS last_same,
    CASE
        WHEN x.nik_digits = y.nik_digits AND NOT (x.birth_told AND y.birth_told)
            AND x.name_id <> y.name_id AND np.outcome IN ('similar', 'different') THEN ''
        WHEN (x.birth_date IS NULL AND x.birth_digits IS NULL) OR (y.birth_date IS NULL AND y.birth_digits IS NULL) THEN ''
        WHEN x.birth_date = y.birth_date THEN CASE WHEN x.birth_unknown_day AND y.birth_unknown_day THEN 'both_unknown' ELSE 'equal' END
        WHEN (x.birth_unknown_day OR y.birth_unknown_day) AND year(x.birth_date) = year(y.birth_date) THEN 'unknown_day'
        WHEN day(x.birth_date) = month(y.birth_date) AND month(x.birth_date) = day(y.birth_date)
            AND year(x.birth_date) = year(y.birth_date) THEN 'swapped'
        WHEN day(x.birth_date) = day(y.birth_date) AND month(x.birth_date) = month(y.birth_date) THEN
            CASE WHEN abs(year(x.birth_date) - year(y.birth_date)) IN (1, 2, 10) THEN 'year_off' ELSE 'year_differs' END
        WHEN day(x.birth_date) = day(y.birth_date) AND year(x.birth_date) = year(y.birth_date) THEN 'month_off'
        WHEN month(x.birth_date) = month(y.birth_date) AND year(x.birth_date) = year(y.birth_date) THEN 'day_off'
        WHEN (x.birth_date IS NULL OR y.birth_date IS NULL) AND x.birth_digits IS NOT NULL AND y.birth_digits IS NOT NULL
            AND damerau_levenshtein(x.birth_digits, y.birth_digits) <= 1 THEN 'digits'
        WHEN (x.birth_date IS NULL OR y.birth_date IS NULL)
            AND coalesce(substr(x.birth_digits, 1, 4), CAST(year(x.birth_date) AS VARCHAR)) = coalesce(substr(y.birth_digits, 1, 4), CAST(year(y.birth_date) AS VARCHAR)) THEN 'unknown_day'
        WHEN x.birth_date IS NULL OR y.birth_date IS NULL THEN 'unreadable'
        WHEN NOT x.birth_told OR NOT y.birth_told THEN 'from_nik'
        ELSE 'different'
    END AS birth,
    greatest(x.birth_n, y.birth_n) AS birth_n,
    CASE WHEN x.sex IS NULL OR y.sex IS NULL THEN '' WHEN x.sex = y.sex THEN 'equal' ELSE 'different' END AS sex
FROM candidate_pairs AS c
JOIN core_people AS x ON x.row_id = c.a
JOIN core_people AS y ON y.row_id = c.b
LEFT JOIN name_pairs AS np ON np.x = least(x.name_id, y.name_id) AND np.y = greatest(x.name_id, y.name_id)
