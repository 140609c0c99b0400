-- Step 3: one compact row a person-row, every value read through the table of its distinct values. Where Excel kept a
-- sheet's NIK as numbers, a last zero is what it put in place of a digit that is lost.
-- Numbers that stand both as somebody's NIK and as somebody's KK.
CREATE OR REPLACE TABLE card_niks AS
SELECT DISTINCT f.kk_digits AS number
FROM nik_parts AS f
SEMI JOIN (
    SELECT CASE WHEN r.plain THEN r.nik ELSE n.digits END AS digits
    FROM nik_parts AS r
    LEFT JOIN nik_values AS n ON n.text = r.nik AND NOT r.plain
) AS p ON p.digits = f.kk_digits;

-- A number that some row gives as its KK, and whose inner date is not the person's, was written in the wrong column. In a
-- city of a hundred thousand the NIK of somebody young is some family's KK by chance: serials are small and cards have
-- dates as well. So the inner year, or day and month, of a row's own birth date keep it a NIK.
CREATE OR REPLACE TABLE people AS
SELECT
    p.row_id, p.side, p.sheet_id, p.record, p.row, p.segment,
    CASE WHEN NOT p.is_card THEN p.nik END AS nik,
    p.nik_digits,
    CASE WHEN NOT p.is_card THEN p.nik_kind ELSE 'kk' END AS nik_kind,
    CASE WHEN p.nameless THEN NULL ELSE p.name_id END AS name_id,
    p.birth_column,
    p.birth_digits,
    p.birth_unknown_day,
    CASE
        WHEN p.birth_column IS NOT NULL THEN p.birth_column
        WHEN NOT p.is_card AND p.nik IS NOT NULL AND p.birth_digits IS NULL THEN try_cast(
            (CASE WHEN p.nik_year2 <= 26 THEN 2000 ELSE 1900 END + p.nik_year2) || '-' || p.nik_month || '-' || p.nik_day AS DATE)
    END AS birth_date,
    p.sex_column,
    coalesce(p.sex_column, CASE WHEN NOT p.is_card THEN p.nik_sex END) AS sex,
    p.birth_place_in_date, p.kk, p.kelurahan, p.kecamatan, p.kpj, p.npp, p.postcode,
    p.start_date, p.end_date, p.death_date, p.wage,
    concat_ws(',',
        CASE WHEN p.is_card THEN 'nik_is_kk' ELSE nullif(p.nik_problems, '') END,
        CASE WHEN p.nik_kind = 'missing' AND coalesce(p.nik_problems, '') = '' THEN 'nik_missing' END,
        CASE WHEN NOT p.is_card AND p.nik IS NOT NULL AND p.birth_column IS NOT NULL AND NOT p.birth_unknown_day
            AND (day(p.birth_column) <> p.nik_day OR month(p.birth_column) <> p.nik_month
                 OR year(p.birth_column) % 100 <> p.nik_year2) THEN 'nik_birth_date_differs' END,
        CASE WHEN NOT p.is_card AND p.nik IS NOT NULL AND p.sex_column <> p.nik_sex THEN 'nik_sex_differs' END,
        nullif(p.other_problems, '')
    ) AS problems
FROM (
    SELECT
        *,
        (niks_are_cards AND nik_kind IN ('valid', 'invalid_date', 'excel_truncated')) OR in_kk_column AND nik_kind IN ('valid', 'invalid_date', 'kk') AND CASE
            WHEN nik_day IS NULL THEN TRUE
            WHEN birth_column IS NULL THEN kk IS NULL OR nik_digits = kk
            WHEN nik_digits = kk THEN year(birth_column) % 100 <> nik_year2
                OR (NOT birth_unknown_day AND day(birth_column) <> nik_day AND month(birth_column) <> nik_month)
            ELSE year(birth_column) % 100 <> nik_year2
                AND (birth_unknown_day OR day(birth_column) <> nik_day OR month(birth_column) <> nik_month) END AS is_card
    FROM (
        SELECT
            r.row_id,
            r.side,
            r.sheet_id,
            r.record,
            r.row,
            coalesce(sg.value, CASE WHEN r.side = 'list' OR sg.elsewhere IS NOT TRUE THEN sh.segment END) AS segment,
            CASE WHEN NOT r.plain THEN n.nik WHEN NOT (sh.ends_lost AND r.nik_number % 10 = 0) THEN r.nik END AS nik,
            CASE WHEN NOT r.plain THEN n.digits WHEN sh.ends_lost AND r.nik_number % 10 = 0 THEN substr(r.nik, 1, 15) ELSE r.nik END AS nik_digits,
            CASE WHEN NOT r.plain THEN coalesce(n.kind, 'missing') WHEN sh.ends_lost AND r.nik_number % 10 = 0 THEN 'excel_truncated' ELSE 'valid' END AS nik_kind,
            CASE WHEN r.plain THEN r.inner_day ELSE n.day END AS nik_day,
            CASE WHEN r.plain THEN r.inner_month ELSE n.month END AS nik_month,
            CASE WHEN r.plain THEN r.inner_year2 ELSE n.year2 END AS nik_year2,
            CASE WHEN NOT r.plain THEN n.sex WHEN r.female THEN 'P' ELSE 'L' END AS nik_sex,
            CASE WHEN r.plain AND sh.ends_lost AND r.nik_number % 10 = 0 THEN 'nik_excel_truncated' ELSE n.problems END AS nik_problems,
            hash(upper(trim(r.name)), substr(upper(trim(r.name)), 5)) AS name_id,
            r.name IS NULL OR coalesce(tn.nameless, FALSE) AS nameless,
            b.value AS birth_column,
            b.digits AS birth_digits,
            coalesce(b.unknown_day, FALSE) AS birth_unknown_day,
            b.place AS birth_place_in_date,
            sx.value AS sex_column,
            CASE WHEN r.plain AND sh.niks_are_cards THEN coalesce(r.kk_digits, r.nik) ELSE r.kk_digits END AS kk,
            kel.value AS kelurahan,
            coalesce(kec.value, kel.kecamatan) AS kecamatan,
            CASE WHEN regexp_full_match(r.kpj, '[1-9][0-9A-Z]*') THEN r.kpj
                ELSE nullif(regexp_replace(regexp_replace(upper(r.kpj), '[^0-9A-Z]', '', 'g'), '^0+$', ''), '') END AS kpj,
            nullif(regexp_replace(upper(r.npp), '[^0-9A-Z]', '', 'g'), '') AS npp,
            CASE WHEN regexp_full_match(r.postcode, '[0-9A-Za-z]+') THEN r.postcode
                ELSE nullif(regexp_replace(r.postcode, '[^0-9A-Za-z]', '', 'g'), '') END AS postcode,
            d1.value AS start_date,
            d2.value AS end_date,
            d3.value AS death_date,
            w.value AS wage,
            concat_ws(',',
                CASE WHEN r.name IS NULL OR tn.nameless THEN 'name_missing' END,
                CASE WHEN r.birth_date IS NULL OR (b.digits IS NULL AND b.problem IS NULL) THEN 'birth_date_missing' END,
                b.problem,
                CASE WHEN b.unknown_day AND b.value IS NOT NULL THEN 'birth_date_unknown_day' END,
                CASE WHEN sx.text IS NOT NULL AND sx.value IS NULL THEN 'sex_invalid' END,
                CASE WHEN d1.problem IS NOT NULL OR d2.problem IS NOT NULL OR d3.problem IS NOT NULL THEN 'date_invalid' END,
                CASE WHEN w.invalid THEN 'amount_invalid' END,
                CASE WHEN sg.text IS NOT NULL AND sg.value IS NULL THEN 'segment_unknown' END,
                CASE WHEN r.kelurahan IS NOT NULL AND r.kecamatan IS NOT NULL AND kel.known <> kec.known THEN 'region_unknown' END,
                CASE WHEN d3.value IS NOT NULL OR tn.deceased OR st.value THEN 'deceased' END,
                CASE WHEN r.hidden THEN 'hidden_row' END
            ) AS other_problems,
            c.number IS NOT NULL AS in_kk_column,
            sh.niks_are_cards
        FROM nik_parts AS r
        JOIN sheets AS sh ON sh.sheet_id = r.sheet_id
        LEFT JOIN nik_values AS n ON n.text = r.nik AND NOT r.plain
        LEFT JOIN card_niks AS c ON c.number = CASE WHEN r.plain THEN r.nik ELSE n.digits END
        LEFT JOIN told_names AS tn ON tn.text = r.name
        LEFT JOIN birth_values AS b ON b.text = r.birth_date
        LEFT JOIN date_values AS d1 ON d1.text = r.start_date
        LEFT JOIN date_values AS d2 ON d2.text = r.end_date
        LEFT JOIN date_values AS d3 ON d3.text = r.death_date
        LEFT JOIN sex_values AS sx ON sx.text = r.sex
        LEFT JOIN segment_values AS sg ON sg.text = r.segment
        LEFT JOIN status_values AS st ON st.text = r.status
        LEFT JOIN region_values AS kel ON kel.text = coalesce(r.kelurahan, sh.kelurahan) AND kel.level = 'kelurahan'
        LEFT JOIN region_values AS kec ON kec.text = coalesce(r.kecamatan, sh.kecamatan) AND kec.level = 'kecamatan'
        LEFT JOIN amount_values AS w ON w.text = r.wage
    ) AS people_read
) AS p
