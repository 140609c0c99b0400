-- What the papers say of each row: where it counts, what it says, and how much harm its problems may do.
-- A linked participant counts under its list row's place, so that every line of the recapitulation adds up.
CREATE OR REPLACE TABLE report_counted AS
SELECT
    d.row_id, d.side, d.bucket, d.person_id, h.segment,
    coalesce(n.shown_kecamatan, '') AS kecamatan,
    coalesce(n.shown_kelurahan, '') AS kelurahan,
    coalesce(n.residence, '') AS residence,
    CASE
        WHEN h.side = 'list' THEN coalesce(o.label, s.label)
        ELSE coalesce(y.office, 'Kelurahan ' || nullif(n.residence, ''), '')
    END AS office,
    contains(q.problems, 'deceased') AS deceased
FROM decided AS d
JOIN people AS h ON h.row_id = CASE WHEN d.side = 'participants' AND d.bucket IN ('matched', 'differs') THEN d.match_row_id ELSE d.row_id END
JOIN row_problems AS q ON q.row_id = d.row_id
JOIN sheet_offices AS s ON s.sheet_id = h.sheet_id
LEFT JOIN place_names AS n ON n.kelurahan = coalesce(h.kelurahan, '') AND n.kecamatan = coalesce(h.kecamatan, '')
LEFT JOIN row_offices AS w ON w.row_id = h.row_id
LEFT JOIN office_labels AS o ON o.text = w.office
LEFT JOIN responsibility AS y ON y.row_id = d.row_id;

CREATE OR REPLACE VIEW report_people AS
SELECT
    p.row_id, p.side,
    coalesce(r.nik, '') AS nik,
    coalesce(r.name, '') AS name,
    coalesce(strftime(p.birth_column, '%d-%m-%Y'), r.birth_date, '') AS birth_date,
    coalesce(p.sex_column, r.sex, '') AS sex,
    coalesce(r.kpj, '') AS kpj,
    p.segment,
    coalesce(n.shown_kelurahan, '') AS kelurahan,
    coalesce(n.shown_kecamatan, '') AS kecamatan,
    CASE WHEN p.side = 'list' THEN coalesce(o.label, s.label) ELSE coalesce(r.office, '') END AS office,
    concat_ws(' / ', t.file, nullif(t.sheet, ''), w.word || ' ' || p.row) AS source
FROM people AS p
JOIN raw AS r ON r.row_id = p.row_id
JOIN sheets AS t ON t.sheet_id = p.sheet_id
JOIN sheet_offices AS s ON s.sheet_id = p.sheet_id
CROSS JOIN row_word AS w
LEFT JOIN place_names AS n ON n.kelurahan = coalesce(p.kelurahan, '') AND n.kecamatan = coalesce(p.kecamatan, '')
LEFT JOIN office_labels AS o ON o.text = r.office;

CREATE OR REPLACE TABLE report_problems AS
SELECT u.row_id, u.code, w.harm
FROM (SELECT row_id, unnest(string_split(problems, ',')) AS code FROM row_problems WHERE problems <> '') AS u
LEFT JOIN problem_harms AS w ON w.code = u.code;

CREATE OR REPLACE TABLE report_harm AS
SELECT row_id, max(coalesce(harm, 1)) AS harm FROM report_problems GROUP BY row_id;

-- A pair under review is asked from its first record: candidate n of m.
CREATE OR REPLACE TABLE report_asked AS
SELECT
    q.a, q.b, q.probability,
    row_number() OVER (PARTITION BY q.a ORDER BY q.probability DESC, q.b) AS candidate,
    count(*) OVER (PARTITION BY q.a) AS candidates,
    greatest(coalesce(x.harm, 0), coalesce(y.harm, 0)) AS harm
FROM (SELECT a, b, probability FROM review_pairs UNION ALL SELECT a, b, probability FROM review_within) AS q
LEFT JOIN report_harm AS x ON x.row_id = q.a
LEFT JOIN report_harm AS y ON y.row_id = q.b
