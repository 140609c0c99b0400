-- Keys under which two rows of one person are likely to meet. Open rows carry all of them; settled rows only those under
-- which an open row of their own side may be found to be the same person.

-- Keys under which rows of one side are met whether they are settled or not.
CREATE OR REPLACE TABLE sought_keys AS
SELECT row_id, side, hash('name text+birth', name_id, birth_date) AS block
FROM key_people WHERE birth_date IS NOT NULL AND name_id IS NOT NULL
UNION ALL
SELECT row_id, side, hash('name text+kelurahan', name_id, kelurahan)
FROM key_people WHERE kelurahan IS NOT NULL AND name_id IS NOT NULL
UNION ALL
SELECT row_id, side, hash('birth+kelurahan', birth_date, kelurahan, unnest(CASE WHEN sex IS NULL THEN ['L', 'P'] ELSE [sex] END))
FROM key_people WHERE birth_date IS NOT NULL AND kelurahan IS NOT NULL
UNION ALL
SELECT row_id, side, hash('kk+birth', kk, birth_date)
FROM key_people WHERE length(kk) >= 12 AND birth_date IS NOT NULL
UNION ALL
SELECT row_id, side, hash('kpj', kpj)
FROM key_people WHERE length(kpj) >= 6;

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
SELECT row_id, hash('name+month-day', letters, month(birth_date), day(birth_date))
FROM key_names_of WHERE birth_date IS NOT NULL AND NOT birth_unknown_day
UNION ALL
SELECT row_id, hash('name+year', letters, year(birth_date))
FROM key_names_of WHERE birth_date IS NOT NULL
UNION ALL
SELECT row_id, hash('name+kelurahan', letters, kelurahan)
FROM key_names_of WHERE kelurahan IS NOT NULL
UNION ALL
SELECT row_id, hash('name+mother', letters, mother_id)
FROM key_names_of WHERE mother_id IS NOT NULL
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
SELECT row_id, hash('nik but its day+name', substr(nik_digits, 1, 5), right(nik_digits, 6), letters)
FROM key_names_of WHERE length(nik_digits) >= 14 AND nik_kind NOT IN ('kk', 'excel_truncated')
UNION ALL
SELECT row_id, hash('nik but its year+name', substr(nik_digits, 1, 10), right(nik_digits, 4), letters)
FROM key_names_of WHERE length(nik_digits) >= 14 AND nik_kind NOT IN ('kk', 'excel_truncated')
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
UNION ALL
SELECT w.row_id, w.block FROM wide_keys AS w SEMI JOIN undated_blocks AS u ON u.block = w.block
