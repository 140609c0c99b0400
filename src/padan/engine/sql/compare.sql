-- Step 5, the other fields of the pairs that are still worth it: one word a field, '' where a side is silent. Where a side
-- tells no kelurahan the kecamatan alone speaks, and one kecamatan is then no sign that the kelurahan differ.
CREATE OR REPLACE TABLE compared AS
SELECT
    c.a,
    c.b,
    c.one_side, c.nik, c.bears_nik, c.neighbours, c.one_day, c.dates_apart, c.one_generation, c.name, c.name_share, c.shared_log, c.alike, c.close_spelling, c.last_alone, c.first_alike, c.last_same, c.birth, c.birth_n, c.sex, c.w_name, c.w_birth, c.w_sex,
    CASE
        WHEN x.kelurahan IS NOT NULL AND x.kelurahan = y.kelurahan THEN 'equal'
        WHEN x.kelurahan IS NULL OR y.kelurahan IS NULL THEN
            CASE WHEN x.kecamatan = y.kecamatan THEN 'same_kecamatan' WHEN x.kecamatan <> y.kecamatan THEN 'other_kecamatan' ELSE '' END
        WHEN x.kecamatan IS NOT NULL AND x.kecamatan = y.kecamatan THEN 'kecamatan'
        WHEN jaro_winkler_similarity(x.kelurahan, y.kelurahan) >= 0.92 THEN 'near'
        ELSE 'different'
    END AS region,
    CASE
        WHEN x.postcode IS NULL OR y.postcode IS NULL THEN ''
        WHEN x.postcode = y.postcode THEN 'equal'
        WHEN damerau_levenshtein(x.postcode, y.postcode) = 1 THEN 'near'
        ELSE 'different'
    END AS postcode,
    CASE
        WHEN x.kpj IS NULL OR y.kpj IS NULL THEN ''
        WHEN x.kpj = y.kpj THEN 'equal'
        ELSE 'different'
    END AS kpj,
    CASE
        WHEN x.kk IS NULL OR y.kk IS NULL OR length(x.kk) < 12 OR length(y.kk) < 12 THEN ''
        WHEN x.kk = y.kk THEN 'equal'
        WHEN length(x.kk) = length(y.kk) THEN
            CASE WHEN hamming(x.kk, y.kk) = 1 OR (hamming(x.kk, y.kk) = 2 AND damerau_levenshtein(x.kk, y.kk) = 1) THEN 'near' ELSE 'different' END
        WHEN abs(length(x.kk) - length(y.kk)) = 1 AND levenshtein(x.kk, y.kk) = 1 THEN 'near'
        ELSE 'different'
    END AS kk,
    CASE
        WHEN x.mother_id IS NULL OR y.mother_id IS NULL THEN ''
        WHEN x.mother_id = y.mother_id OR replace(x.mother_key, ' ', '') = replace(y.mother_key, ' ', '') THEN 'equal'
        WHEN jaro_winkler_similarity(x.mother_key, y.mother_key) >= 0.92 THEN 'near'
        WHEN starts_with(x.mother_key, y.mother_key || ' ') OR starts_with(y.mother_key, x.mother_key || ' ')
            OR ends_with(x.mother_key, ' ' || y.mother_key) OR ends_with(y.mother_key, ' ' || x.mother_key) THEN 'near'
        ELSE 'different'
    END AS mother,
    CASE
        WHEN x.place_key IS NULL OR y.place_key IS NULL THEN ''
        WHEN x.place_key = y.place_key THEN 'equal'
        WHEN jaro_winkler_similarity(x.place_key, y.place_key) >= 0.9 THEN 'near'
        ELSE 'different'
    END AS place,
    CASE
        WHEN x.phone_key IS NULL OR y.phone_key IS NULL THEN ''
        WHEN x.phone_key = y.phone_key THEN 'equal'
        WHEN length(x.phone_key) = length(y.phone_key) THEN
            CASE WHEN hamming(x.phone_key, y.phone_key) = 1 OR (hamming(x.phone_key, y.phone_key) = 2 AND damerau_levenshtein(x.phone_key, y.phone_key) = 1) THEN 'near' ELSE 'different' END
        WHEN abs(length(x.phone_key) - length(y.phone_key)) = 1 AND levenshtein(x.phone_key, y.phone_key) = 1 THEN 'near'
        ELSE 'different'
    END AS phone,
    CASE
        WHEN x.address_key IS NULL OR y.address_key IS NULL THEN ''
        WHEN x.address_key = y.address_key THEN 'equal'
        WHEN jaro_winkler_similarity(x.address_key, y.address_key) >= 0.9 THEN 'near'
        WHEN list_has_any(x.address_words, y.address_words) THEN 'part'
        ELSE 'different'
    END AS address
FROM core_kept AS c
JOIN pair_people AS x ON x.row_id = c.a
JOIN pair_people AS y ON y.row_id = c.b
