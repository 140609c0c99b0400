-- Open rows with what their keys are made of, by themselves, by the sounds and by the whole names they are sought under. What a
-- key is made of stands there as a number: each text is hashed once, not once a key.
CREATE OR REPLACE TABLE key_people AS
SELECT
    *,
    CASE WHEN is_long AND nik_kind <> 'kk' THEN hash(substr(nik_digits, 1, 12)) END AS nik_head,
    CASE WHEN is_whole THEN hash(right(nik_digits, 10)) END AS nik_tail,
    CASE WHEN is_whole THEN hash(substr(nik_digits, 1, 5), right(nik_digits, 6)) END AS nik_but_day,
    CASE WHEN is_whole THEN hash(substr(nik_digits, 1, 10), right(nik_digits, 4)) END AS nik_but_year
FROM (
    SELECT
        p.row_id, p.side, p.nik_digits, p.nik_kind, p.name_id, p.birth_date, p.birth_unknown_day, p.sex, p.kelurahan,
        CASE WHEN length(p.kk) >= 12 THEN p.kk END AS kk,
        CASE WHEN length(p.kpj) >= 6 THEN p.kpj END AS kpj,
        length(p.nik_digits) >= 14 AS is_long,
        length(p.nik_digits) >= 14 AND p.nik_kind NOT IN ('kk', 'excel_truncated') AS is_whole,
        p.birth_column IS NULL AS undated,
        year(p.birth_date) AS birth_year,
        month(p.birth_date) AS birth_month,
        day(p.birth_date) AS birth_day,
        year(p.birth_date) * 10000 + CASE WHEN day(p.birth_date) <= 12
            THEN least(day(p.birth_date), month(p.birth_date)) * 100 + greatest(day(p.birth_date), month(p.birth_date))
            ELSE month(p.birth_date) * 100 + day(p.birth_date) END AS birth_key,
        CASE WHEN p.kelurahan IS NOT NULL THEN hash(p.kelurahan) END AS place,
        CASE WHEN p.postcode IS NOT NULL THEN hash(p.postcode) END AS postcode,
        CASE WHEN length(p.kk) >= 12 THEN hash(p.kk) END AS card,
        CASE WHEN says_something(r.mother) THEN hash(upper(trim(r.mother)), substr(upper(trim(r.mother)), 5)) END AS mother_id,
        CASE WHEN length(trim(r.address)) >= 8 THEN hash(upper(trim(r.address))) END AS address,
        substr(f.key_joined, 1, 2) AS head,
        right(f.key_joined, 2) AS tail
    FROM people AS p
    JOIN raw AS r ON r.row_id = p.row_id
    SEMI JOIN open_rows AS o ON o.row_id = p.row_id
    LEFT JOIN name_forms AS f ON f.name_id = p.name_id AND f.length > 0
    -- A birth date, a place and an address name nobody: a row meets others by its name or by a number of the person's own.
    WHERE p.name_id IS NOT NULL OR length(p.nik_digits) >= 5 OR length(p.kpj) >= 6 OR length(p.kk) >= 12
) AS known;

-- The sounds a row is sought by: those of telling words, or of all its words where none tells.
CREATE OR REPLACE TABLE key_sounds_of AS
SELECT
    p.row_id, s.sound, p.birth_key, p.birth_year, p.birth_month, p.birth_day, p.birth_unknown_day, p.undated, p.place, p.postcode,
    p.card, p.mother_id, p.address, p.nik_head, p.nik_tail
FROM key_people AS p
JOIN name_sounds AS s ON s.name_id = p.name_id AND s.sought;

-- Whole names as keys: their letters whatever their order, so that words joined, parted, turned about and letters exchanged make
-- no other key; a short name keeps its order. An open short form (M., St., A.) or a degree that may be a word gives one for each
-- reading.
CREATE OR REPLACE TABLE key_names_of AS
SELECT
    p.row_id, n.letters, p.birth_year, p.birth_month, p.birth_day, p.birth_unknown_day, p.undated, p.place, p.mother_id,
    p.nik_but_day, p.nik_but_year
FROM key_people AS p
JOIN name_letters AS n ON n.name_id = p.name_id;

-- Keys that hold no birth date, or its year alone. They are far too wide for all, so that only those count under which a row
-- stands that tells no birth date beside its NIK, or no day (`undated_blocks`). A view: hardly one is ever laid down.
CREATE OR REPLACE VIEW wide_keys AS
SELECT row_id, hash('undated+name', letters) AS block, undated
FROM key_names_of
UNION ALL
SELECT row_id, hash('undated+kelurahan+sound', place, sound), undated
FROM key_sounds_of
WHERE place IS NOT NULL
UNION ALL
SELECT row_id, hash('undated+mother+sound', mother_id, sound), undated
FROM key_sounds_of
WHERE mother_id IS NOT NULL
UNION ALL
SELECT row_id, hash('year+kelurahan+sound', place, sound, birth_year), birth_unknown_day
FROM key_sounds_of
WHERE place IS NOT NULL AND birth_year IS NOT NULL
