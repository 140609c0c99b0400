-- Rows as found, with what a NIK of sixteen plain digits and a possible date inside says (the same answer as
-- padan.domain.nik.read_nik), and with the digits of the KK. Plain digits are taken apart as the number they are.
CREATE OR REPLACE VIEW nik_parts AS
SELECT
    *,
    coalesce(
        nik_number % 10000 <> 0 AND nik_number % 1111111111111111 <> 0
        AND inner_day BETWEEN 1 AND 31 AND inner_month BETWEEN 1 AND 12
        AND (inner_day <= 28 OR (inner_month <> 2 AND inner_day <= 30) OR inner_month IN (1, 3, 5, 7, 8, 10, 12)
            OR (inner_month = 2 AND inner_day = 29 AND inner_year2 % 4 = 0)), FALSE
    ) AS plain,
    CASE
        WHEN kk_number % 1111111111111111 <> 0 THEN kk
        WHEN NOT regexp_full_match(kk, '\D*(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)\D*')
            THEN nullif(regexp_replace(regexp_replace(kk, '\.0+$', ''), '[^0-9]', '', 'g'), '')
    END AS kk_digits
FROM (
    SELECT
        *,
        CAST(nik_number // 100000000 % 100 - CASE WHEN nik_number // 100000000 % 100 > 40 THEN 40 ELSE 0 END AS INTEGER) AS inner_day,
        nik_number // 100000000 % 100 > 40 AS female,
        CAST(nik_number // 1000000 % 100 AS INTEGER) AS inner_month,
        CAST(nik_number // 10000 % 100 AS INTEGER) AS inner_year2
    FROM raw
) AS dates
