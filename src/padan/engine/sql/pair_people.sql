CREATE OR REPLACE TABLE pair_people AS
SELECT
    p.row_id, p.mother_id, m.name_key AS mother_key, p.kelurahan, p.kecamatan, p.postcode, p.kpj, p.kk,
    pk.value AS place_key,
    ak.value AS address_key,
    string_split(nullif(trim(regexp_replace(' ' || ak.value || ' ', '( [^ ]{1,3}(?: [^ ]{1,3})* )', ' ', 'g')), ''), ' ') AS address_words,
    CASE WHEN length(p.phone) BETWEEN 7 AND 12 AND replace(p.phone, substr(p.phone, 1, 1), '') <> '' THEN p.phone END AS phone_key
FROM (
    SELECT
        p.row_id, p.kelurahan, p.kecamatan, p.postcode, p.kpj, p.kk, r.address,
        regexp_replace(regexp_replace(regexp_replace(r.phone, '[/,].*$', ''), '[^0-9]', '', 'g'), '^(62|0)+', '') AS phone,
        coalesce(r.birth_place, p.birth_place_in_date) AS birth_place,
        CASE WHEN says_something(r.mother) THEN hash(upper(trim(r.mother)), substr(upper(trim(r.mother)), 5)) END AS mother_id
    FROM people AS p
    SEMI JOIN pair_rows AS n ON n.row_id = p.row_id
    JOIN raw AS r ON r.row_id = p.row_id
) AS p
LEFT JOIN address_keys AS ak ON ak.text = p.address
LEFT JOIN birth_place_keys AS pk ON pk.text = p.birth_place
LEFT JOIN name_forms AS m ON m.name_id = p.mother_id
