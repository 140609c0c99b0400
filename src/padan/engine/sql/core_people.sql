-- The rows of the candidate pairs with what the first comparison needs, and nothing else. A sex that only the NIK tells is
-- the person's where the NIK is, which the birth date beside it shows: the NIK of a wife in her husband's row tells hers.
-- A number that was filled in for a crowd is nobody's and says nothing.
CREATE OR REPLACE TABLE core_people AS
SELECT
    p.row_id, p.side,
    CASE WHEN f.nik_digits IS NULL THEN p.nik_digits END AS nik_digits,
    CASE WHEN f.nik_digits IS NULL THEN p.nik_kind ELSE 'dummy' END AS nik_kind,
    p.name_id, p.birth_date, p.birth_digits, p.birth_unknown_day,
    CASE WHEN p.sex_column IS NOT NULL OR (p.birth_column IS NOT NULL AND NOT contains(p.problems, 'nik_birth_date_differs')) THEN p.sex END AS sex,
    f.nik_digits IS NULL AND p.nik IS NOT NULL AND p.birth_column IS NOT NULL AND NOT contains(p.problems, 'nik_birth_date_differs')
        AND NOT contains(p.problems, 'nik_sex_differs') AS nik_sound,
    f.nik_digits IS NULL AND p.nik_kind IN ('valid', 'excel_truncated') AND length(p.nik_digits) >= 15 AND NOT contains(p.problems, 'nik_birth_date_differs')
        AND NOT contains(p.problems, 'nik_sex_differs') AND NOT contains(p.problems, 'nik_invalid_date') AS nik_own,
    p.birth_column IS NOT NULL AS birth_told,
    coalesce(b.n, 0) AS birth_n,
    s.share AS name_share
FROM people AS p
SEMI JOIN core_rows AS c ON c.row_id = p.row_id
LEFT JOIN birth_counts AS b ON b.birth_date = p.birth_date
LEFT JOIN name_shares AS s ON s.name_id = p.name_id
LEFT JOIN filler_niks AS f ON f.nik_digits = p.nik_digits
