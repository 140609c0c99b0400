-- A unit is what a contribution is paid for: a linked pair of rows, or a row that stands alone.
-- Duplicates belong to the unit of the row that is kept, so a second card of one person pays for the same unit.
CREATE OR REPLACE TABLE unit_pairs AS
SELECT l.row_id AS list_row_id, p.row_id AS participants_row_id
FROM decided AS d
JOIN money_people AS l ON l.row_id = d.row_id AND l.side = 'list'
JOIN money_people AS p ON p.row_id = d.match_row_id AND p.side = 'participants'
WHERE d.bucket IN ('matched', 'differs');

CREATE OR REPLACE TABLE unit_kept AS
SELECT list_row_id AS row_id, list_row_id AS unit_id FROM unit_pairs
UNION ALL
SELECT participants_row_id AS row_id, min(list_row_id) AS unit_id FROM unit_pairs GROUP BY participants_row_id
UNION ALL
SELECT d.row_id, d.row_id AS unit_id
FROM decided AS d
LEFT JOIN unit_pairs AS l ON l.list_row_id = d.row_id
LEFT JOIN (SELECT DISTINCT participants_row_id FROM unit_pairs) AS p ON p.participants_row_id = d.row_id
WHERE l.list_row_id IS NULL AND p.participants_row_id IS NULL
  AND NOT (d.bucket = 'duplicate' AND d.match_row_id IS NOT NULL);

CREATE OR REPLACE TABLE unit_rows AS
SELECT row_id, unit_id FROM unit_kept
UNION ALL
SELECT d.row_id, coalesce(k.unit_id, d.row_id) AS unit_id
FROM decided AS d
LEFT JOIN unit_kept AS k ON k.row_id = d.match_row_id
LEFT JOIN unit_kept AS self ON self.row_id = d.row_id
WHERE d.bucket = 'duplicate' AND d.match_row_id IS NOT NULL AND self.row_id IS NULL;

CREATE OR REPLACE TABLE units AS
WITH alone AS (
    SELECT
        r.unit_id,
        x.list_row_id,
        x.participants_row_id,
        CASE
            WHEN x.list_row_id IS NOT NULL THEN 'listed'
            WHEN d.bucket = 'review' THEN 'review'
            WHEN o.side = 'list' THEN 'not_registered'
            ELSE 'not_listed'
        END AS kind,
        o.side,
        coalesce(d.person_id, -1 - r.unit_id) AS person_id,
        coalesce(o.segment, p.segment) AS segment,
        coalesce(o.kelurahan, p.kelurahan) AS kelurahan,
        coalesce(o.kecamatan, p.kecamatan) AS kecamatan,
        coalesce(p.npp, o.npp) AS npp,
        coalesce(o.wage, p.wage) AS wage,
        coalesce(o.start_date, p.start_date) AS start_date,
        coalesce(o.end_date, p.end_date) AS end_date,
        least(coalesce(o.death_date, p.death_date), coalesce(p.death_date, o.death_date)) AS death_date,
        coalesce(o.birth_date, p.birth_date) AS birth_date
    FROM unit_rows AS r
    JOIN decided AS d ON d.row_id = r.row_id
    JOIN money_people AS o ON o.row_id = r.row_id
    LEFT JOIN unit_pairs AS x ON x.list_row_id = r.row_id
    LEFT JOIN money_people AS p ON p.row_id = x.participants_row_id
    WHERE r.row_id = r.unit_id
)
SELECT
    a.*,
    least(coalesce(a.end_date, DATE '9999-12-31'), coalesce(a.death_date, DATE '9999-12-31')) AS ends,
    CASE WHEN s.by_wage THEN coalesce(a.wage, -1) ELSE -1 END AS rate_wage
FROM alone AS a
LEFT JOIN rate_segments AS s ON s.segment = a.segment
