-- A NIK of sixteen plain digits with a possible date inside needs no reading: the same answer as padan.domain.nik.read_nik.
CREATE OR REPLACE TABLE nik_parts AS
SELECT
    row_id,
    CASE
        WHEN digits IS NULL THEN FALSE
        ELSE day BETWEEN 1 AND 31 AND month BETWEEN 1 AND 12
            AND (day <= 28 OR (month <> 2 AND day <= 30) OR month IN (1, 3, 5, 7, 8, 10, 12) OR (month = 2 AND day = 29 AND year2 % 4 = 0))
            AND substr(digits, 13, 4) <> '0000' AND digits <> repeat(substr(digits, 1, 1), 16)
    END AS plain,
    CAST(day AS INTEGER) AS day,
    CAST(month AS INTEGER) AS month,
    CAST(year2 AS INTEGER) AS year2,
    female
FROM (
    SELECT
        row_id,
        digits,
        CASE WHEN day_part > 40 THEN day_part - 40 ELSE day_part END AS day,
        day_part > 40 AS female,
        CAST(substr(digits, 9, 2) AS INTEGER) AS month,
        CAST(substr(digits, 11, 2) AS INTEGER) AS year2
    FROM (
        SELECT row_id, digits, CAST(substr(digits, 7, 2) AS INTEGER) AS day_part
        FROM (SELECT row_id, CASE WHEN regexp_full_match(nik, '[1-9][0-9]{15}') THEN nik END AS digits FROM raw) AS texts
    ) AS parts
) AS dates
