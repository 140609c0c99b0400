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
FROM key_people WHERE kk IS NOT NULL AND birth_date IS NOT NULL
UNION ALL
SELECT row_id, side, hash('kpj', kpj)
FROM key_people WHERE kpj IS NOT NULL;

-- What a key is made of is told by its number.
CREATE OR REPLACE TABLE open_keys AS
-- Sounds of the name, with ...
SELECT row_id, hash(1, sound, birth_key) AS block FROM key_sounds_of WHERE birth_key IS NOT NULL
UNION ALL
SELECT row_id, hash(2, sound, card) FROM key_sounds_of WHERE card IS NOT NULL
UNION ALL
SELECT row_id, hash(3, sound, postcode) FROM key_sounds_of WHERE postcode IS NOT NULL
UNION ALL
SELECT row_id, hash(4, sound, nik_head) FROM key_sounds_of WHERE nik_head IS NOT NULL
UNION ALL
SELECT row_id, hash(5, sound, nik_tail) FROM key_sounds_of WHERE nik_tail IS NOT NULL
UNION ALL
SELECT row_id, hash(6, sound, address) FROM key_sounds_of WHERE address IS NOT NULL
UNION ALL
SELECT row_id, hash(7, sound, mother_id, birth_year) FROM key_sounds_of WHERE mother_id IS NOT NULL AND birth_year IS NOT NULL
UNION ALL
SELECT row_id, hash(8, sound, place, birth_year, birth_month)
FROM key_sounds_of WHERE place IS NOT NULL AND birth_year IS NOT NULL AND NOT birth_unknown_day
UNION ALL
SELECT row_id, hash(9, sound, place, birth_year, birth_day)
FROM key_sounds_of WHERE place IS NOT NULL AND birth_year IS NOT NULL AND NOT birth_unknown_day
UNION ALL
-- ... the letters of the whole name, with ...
SELECT row_id, hash(10, letters, birth_month, birth_day) FROM key_names_of WHERE birth_year IS NOT NULL AND NOT birth_unknown_day
UNION ALL
SELECT row_id, hash(11, letters, birth_year) FROM key_names_of WHERE birth_year IS NOT NULL
UNION ALL
SELECT row_id, hash(12, letters, place) FROM key_names_of WHERE place IS NOT NULL
UNION ALL
SELECT row_id, hash(13, letters, mother_id) FROM key_names_of WHERE mother_id IS NOT NULL
UNION ALL
SELECT row_id, hash(14, letters, nik_but_day) FROM key_names_of WHERE nik_but_day IS NOT NULL
UNION ALL
SELECT row_id, hash(15, letters, nik_but_year) FROM key_names_of WHERE nik_but_year IS NOT NULL
UNION ALL
-- ... the birth date, day and month in either order, with ...
SELECT row_id, hash(16, birth_key, head) FROM key_people WHERE birth_key IS NOT NULL AND head IS NOT NULL
UNION ALL
SELECT row_id, hash(17, birth_key, tail) FROM key_people WHERE birth_key IS NOT NULL AND tail IS NOT NULL
UNION ALL
SELECT row_id, hash(18, birth_key, mother_id) FROM key_people WHERE birth_key IS NOT NULL AND mother_id IS NOT NULL
UNION ALL
SELECT row_id, hash(19, birth_key, postcode) FROM key_people WHERE birth_key IS NOT NULL AND postcode IS NOT NULL
UNION ALL
SELECT row_id, hash(20, birth_key, address) FROM key_people WHERE birth_key IS NOT NULL AND address IS NOT NULL
UNION ALL
-- ... the address with the year, and the NIK by itself.
SELECT row_id, hash(21, address, birth_year) FROM key_people WHERE address IS NOT NULL AND birth_year IS NOT NULL
UNION ALL
SELECT row_id, hash(22, substr(nik_digits, 1, 15)) FROM key_people WHERE length(nik_digits) >= 15 AND nik_kind <> 'kk'
UNION ALL
SELECT row_id, hash(23, nik_digits)
FROM key_people WHERE length(nik_digits) >= 5 AND nik_kind <> 'kk' AND NOT (nik_kind = 'excel_truncated' AND length(nik_digits) < 15)
UNION ALL
SELECT row_id, block FROM sought_keys
UNION ALL
SELECT w.row_id, w.block FROM wide_keys AS w SEMI JOIN undated_blocks AS u ON u.block = w.block
