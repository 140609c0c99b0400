-- Open rows with what their keys are made of, by themselves, by the sounds and by the whole names they are sought under.
CREATE OR REPLACE TABLE key_people AS
SELECT
    p.row_id, p.side, p.nik_digits, p.nik_kind, p.birth_date, p.sex, p.kelurahan, p.kk, p.kpj, p.postcode,
    CASE WHEN day(p.birth_date) <= 12 THEN
            year(p.birth_date) * 10000 + least(day(p.birth_date), month(p.birth_date)) * 100 + greatest(day(p.birth_date), month(p.birth_date))
         ELSE year(p.birth_date) * 10000 + month(p.birth_date) * 100 + day(p.birth_date) END AS birth_key,
    p.birth_unknown_day,
    p.birth_column IS NULL AS undated,
    p.name_id,
    replace(f.name_key, ' ', '') AS name_key,
    CASE WHEN r.mother IS NOT NULL THEN hash(upper(trim(r.mother)), substr(upper(trim(r.mother)), 5)) END AS mother_id,
    upper(trim(r.address)) AS address
FROM people AS p
JOIN raw AS r ON r.row_id = p.row_id
SEMI JOIN open_rows AS o ON o.row_id = p.row_id
LEFT JOIN name_forms AS f ON f.name_id = p.name_id AND f.length > 0
-- A birth date, a place and an address name nobody: a row meets others by its name or by a number of the person's own.
WHERE p.name_id IS NOT NULL OR length(p.nik_digits) >= 5 OR length(p.kpj) >= 6 OR length(p.kk) >= 12;

-- The sounds a row is sought by: those of telling words, or of all its words where none tells.
CREATE OR REPLACE TABLE key_sounds_of AS
SELECT DISTINCT p.row_id, s.sound
FROM key_people AS p
JOIN name_forms AS f ON f.name_id = p.name_id
JOIN name_sounds AS s ON s.name_id = p.name_id
WHERE f.telling = '' OR contains(' ' || f.telling || ' ', ' ' || s.word_key || ' ');

-- Whole names as keys: their letters in order, so that words joined, parted, turned about and letters exchanged make no other
-- key; a short name keeps its order. An open short form (M., St., A.) or a degree that may be a word gives one for each reading.
CREATE OR REPLACE TABLE key_names_of AS
SELECT
    p.row_id, p.birth_date, p.birth_unknown_day, p.undated, p.kelurahan, p.mother_id, p.nik_digits, p.nik_kind,
    CASE WHEN length(k.name_key) < 6 THEN k.name_key ELSE array_to_string(list_sort(string_split(k.name_key, '')), '') END AS letters
FROM key_people AS p
JOIN (
    SELECT name_id, replace(name_key, ' ', '') AS name_key FROM name_forms WHERE length > 0 AND reading_keys IS NULL
    UNION ALL
    SELECT name_id, unnest(string_split(reading_keys, ' ')) FROM name_forms WHERE length > 0 AND reading_keys IS NOT NULL
) AS k ON k.name_id = p.name_id;

-- Keys that hold no birth date, or its year alone. They are far too wide for all, so that only those count under which a row
-- stands that tells no birth date beside its NIK, or no day (`undated_blocks`). A view: hardly one is ever laid down.
CREATE OR REPLACE VIEW wide_keys AS
SELECT row_id, hash('undated+name', letters) AS block, undated
FROM key_names_of
UNION ALL
SELECT p.row_id, hash('undated+kelurahan+sound', p.kelurahan, s.sound), p.undated
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE p.kelurahan IS NOT NULL
UNION ALL
SELECT p.row_id, hash('undated+mother+sound', p.mother_id, s.sound), p.undated
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE p.mother_id IS NOT NULL
UNION ALL
SELECT p.row_id, hash('year+kelurahan+sound', p.kelurahan, s.sound, year(p.birth_date)), p.birth_unknown_day
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE p.kelurahan IS NOT NULL AND p.birth_date IS NOT NULL
