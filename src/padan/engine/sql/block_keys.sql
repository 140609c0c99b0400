-- Keys under which two rows of one person are likely to meet. Open rows carry all of them; settled rows only those under
-- which an open row of their own side may be found to be the same person.
CREATE OR REPLACE TABLE key_people AS
SELECT
    p.row_id, p.side, p.nik_digits, p.nik_kind, p.birth_date, p.sex, p.kelurahan, p.kk, p.kpj, p.postcode,
    CASE WHEN day(p.birth_date) <= 12 THEN
            year(p.birth_date) * 10000 + least(day(p.birth_date), month(p.birth_date)) * 100 + greatest(day(p.birth_date), month(p.birth_date))
         ELSE year(p.birth_date) * 10000 + month(p.birth_date) * 100 + day(p.birth_date) END AS birth_key,
    p.birth_unknown_day,
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

-- Keys under which rows of one side are met whether they are settled or not.
CREATE OR REPLACE TABLE sought_keys AS
SELECT row_id, side, hash('name text+birth', name_id, birth_date) AS block
FROM key_people WHERE birth_date IS NOT NULL AND name_id IS NOT NULL
UNION ALL
SELECT row_id, side, hash('name text+kelurahan', name_id, kelurahan)
FROM key_people WHERE kelurahan IS NOT NULL AND name_id IS NOT NULL
UNION ALL
SELECT row_id, side, hash('birth+kelurahan', birth_date, kelurahan, sex)
FROM key_people WHERE birth_date IS NOT NULL AND kelurahan IS NOT NULL
UNION ALL
SELECT row_id, side, hash('kk+birth', kk, birth_date)
FROM key_people WHERE length(kk) >= 12 AND birth_date IS NOT NULL
UNION ALL
SELECT row_id, side, hash('kpj', kpj)
FROM key_people WHERE length(kpj) >= 6;

-- The sounds a row is sought by: those of telling words, or of all its words where none tells.
CREATE OR REPLACE TABLE key_sounds_of AS
SELECT DISTINCT p.row_id, s.sound
FROM key_people AS p
JOIN name_forms AS f ON f.name_id = p.name_id
JOIN name_sounds AS s ON s.name_id = p.name_id
WHERE f.telling = '' OR contains(' ' || f.telling || ' ', ' ' || s.word_key || ' ');

CREATE OR REPLACE TABLE open_keys AS
SELECT p.row_id, hash('birth+sound', birth_key, s.sound) AS block
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE birth_key IS NOT NULL
UNION ALL
SELECT row_id, hash('birth+head', birth_key, substr(name_key, 1, 2))
FROM key_people WHERE birth_key IS NOT NULL AND name_key IS NOT NULL
UNION ALL
SELECT row_id, hash('birth+tail', birth_key, right(name_key, 2))
FROM key_people WHERE birth_key IS NOT NULL AND name_key IS NOT NULL
UNION ALL
SELECT row_id, hash('name+month-day', name_key, month(birth_date), day(birth_date))
FROM key_people WHERE birth_date IS NOT NULL AND name_key IS NOT NULL AND NOT birth_unknown_day
UNION ALL
SELECT row_id, hash('name+year', name_key, year(birth_date))
FROM key_people WHERE birth_date IS NOT NULL AND name_key IS NOT NULL
UNION ALL
SELECT row_id, hash('name+kelurahan', name_key, kelurahan)
FROM key_people WHERE kelurahan IS NOT NULL AND name_key IS NOT NULL
UNION ALL
SELECT row_id, hash('name+mother', name_key, mother_id)
FROM key_people WHERE mother_id IS NOT NULL AND name_key IS NOT NULL
UNION ALL
SELECT row_id, hash('birth+mother', birth_key, mother_id)
FROM key_people WHERE birth_key IS NOT NULL AND mother_id IS NOT NULL
UNION ALL
SELECT row_id, hash('birth+postcode', birth_key, postcode)
FROM key_people WHERE birth_key IS NOT NULL AND postcode IS NOT NULL
UNION ALL
SELECT p.row_id, hash('kk+sound', kk, s.sound)
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE length(kk) >= 12
UNION ALL
SELECT p.row_id, hash('sound+postcode', s.sound, postcode)
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE postcode IS NOT NULL
UNION ALL
SELECT p.row_id, hash('nik head+sound', substr(nik_digits, 1, 12), s.sound)
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE length(nik_digits) >= 14 AND nik_kind <> 'kk'
UNION ALL
SELECT p.row_id, hash('nik tail+sound', right(nik_digits, 10), s.sound)
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE length(nik_digits) >= 14 AND nik_kind NOT IN ('kk', 'excel_truncated')
UNION ALL
SELECT row_id, hash('nik but its day+name', substr(nik_digits, 1, 5), right(nik_digits, 6), name_key)
FROM key_people WHERE length(nik_digits) >= 14 AND nik_kind NOT IN ('kk', 'excel_truncated') AND name_key IS NOT NULL
UNION ALL
SELECT row_id, hash('nik but its year+name', substr(nik_digits, 1, 10), right(nik_digits, 4), name_key)
FROM key_people WHERE length(nik_digits) >= 14 AND nik_kind NOT IN ('kk', 'excel_truncated') AND name_key IS NOT NULL
UNION ALL
SELECT p.row_id, hash('mother+sound+year', mother_id, s.sound, year(birth_date))
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE mother_id IS NOT NULL AND birth_date IS NOT NULL
UNION ALL
SELECT p.row_id, hash('kelurahan+sound+month', kelurahan, s.sound, year(birth_date), month(birth_date))
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE kelurahan IS NOT NULL AND birth_date IS NOT NULL AND NOT birth_unknown_day
UNION ALL
SELECT p.row_id, hash('kelurahan+sound+day', kelurahan, s.sound, year(birth_date), day(birth_date))
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE kelurahan IS NOT NULL AND birth_date IS NOT NULL AND NOT birth_unknown_day
UNION ALL
SELECT row_id, hash('nik but its end', substr(nik_digits, 1, 15))
FROM key_people WHERE length(nik_digits) >= 15 AND nik_kind <> 'kk'
UNION ALL
SELECT row_id, hash('address+year', address, year(birth_date))
FROM key_people WHERE length(address) >= 8 AND birth_date IS NOT NULL
UNION ALL
SELECT row_id, hash('identifier', nik_digits)
FROM key_people WHERE length(nik_digits) >= 5 AND nik_kind <> 'kk' AND NOT (nik_kind = 'excel_truncated' AND length(nik_digits) < 15)
UNION ALL
SELECT p.row_id, hash('address+sound', address, s.sound)
FROM key_people AS p JOIN key_sounds_of AS s ON s.row_id = p.row_id
WHERE length(address) >= 8
UNION ALL
SELECT row_id, hash('address+birth', address, birth_key)
FROM key_people WHERE length(address) >= 8 AND birth_key IS NOT NULL
UNION ALL
SELECT row_id, block FROM sought_keys
