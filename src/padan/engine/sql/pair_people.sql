CREATE OR REPLACE TABLE pair_people AS
SELECT
    p.row_id, p.mother_id, p.kelurahan, p.kecamatan, p.postcode, p.kpj, p.kk,
    pk.value AS place_key,
    ak.value AS address_key,
    string_split(nullif(trim(regexp_replace(' ' || ak.value || ' ', '( [^ ]{1,3}(?: [^ ]{1,3})* )', ' ', 'g')), ''), ' ') AS address_words,
    nullif(regexp_replace(regexp_replace(regexp_replace(r.phone, '[/,].*$', ''), '[^0-9]', '', 'g'), '^(62|0)+', ''), '') AS phone_key
FROM people AS p
SEMI JOIN pair_rows AS n ON n.row_id = p.row_id
JOIN raw AS r ON r.row_id = p.row_id
LEFT JOIN address_keys AS ak ON ak.text = r.address
LEFT JOIN birth_place_keys AS pk ON pk.text = coalesce(r.birth_place, p.birth_place_in_date)
