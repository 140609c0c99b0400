-- Pairs whose reasons are told: linked rows that differ, pairs under review, and the best candidate of a row left without.
CREATE OR REPLACE TABLE explained AS
SELECT s.*, w.under_review
FROM (SELECT * FROM scored UNION ALL BY NAME SELECT * FROM scored_twice UNION ALL BY NAME SELECT a, b, nik, name, birth, sex, w_nik, w_name, w_birth, w_sex FROM scored_nik AS n ANTI JOIN scored AS s ON s.a = n.a AND s.b = n.b) AS s
JOIN (
    SELECT a, b, bool_or(under_review) AS under_review
    FROM (
        SELECT a, b, TRUE AS under_review FROM review_pairs
        UNION ALL SELECT a, b, TRUE FROM review_within
        UNION ALL SELECT row_id, match_row_id, FALSE FROM decided WHERE bucket = 'differs' AND side = 'list'
        UNION ALL SELECT least(d.row_id, d.match_row_id), greatest(d.row_id, d.match_row_id), FALSE FROM decided AS d WHERE d.bucket = 'duplicate'
        UNION ALL SELECT least(d.row_id, b.match_row_id), greatest(d.row_id, b.match_row_id), FALSE
        FROM decided AS d JOIN best_links AS b ON b.row_id = d.row_id WHERE d.rule IN ('kalah_bukti', 'sudah_berpasangan')
    ) AS every_pair
    GROUP BY a, b
) AS w ON w.a = s.a AND w.b = s.b
;

-- Of pairs under review all is told: the texts of the fields that a whole household shares.
CREATE OR REPLACE TABLE review_texts AS
SELECT r.row_id, r.mother, r.birth_place, r.kk, coalesce(r.kelurahan, sh.kelurahan) AS kelurahan, r.address, r.phone, r.kpj
FROM raw AS r
JOIN sheets AS sh ON sh.sheet_id = r.sheet_id
WHERE r.row_id IN (SELECT a FROM explained WHERE under_review UNION SELECT b FROM explained WHERE under_review)
