-- A duplicate is as sure as the likeliest other row of its person, which need not be the one that is kept.
-- What became of rows that have no counterpart: a duplicate, a row under review, one whose person is paired by another
-- row already (in another segment, at another time), or one whose candidate was outdone.
CREATE OR REPLACE TABLE unpaired_rows AS
SELECT
    e.row_id,
    CASE WHEN d.row_id IS NOT NULL THEN 'duplicate' WHEN v.row_id IS NOT NULL THEN 'review' END AS bucket,
    coalesce(d.kept, v.match_row_id) AS match_row_id,
    CASE WHEN d.row_id IS NOT NULL THEN i.probability ELSE coalesce(v.probability, b.probability) END AS probability,
    CASE
        WHEN d.row_id IS NOT NULL THEN 'ganda'
        WHEN v.row_id IS NOT NULL THEN v.rule
        WHEN b.probability >= t.auto AND q.row_id IS NOT NULL THEN 'sudah_berpasangan'
        ELSE 'kalah_bukti'
    END AS rule
FROM (
    SELECT row_id FROM duplicate_rows UNION SELECT row_id FROM review_rows UNION SELECT row_id FROM best_links
) AS e
LEFT JOIN duplicate_rows AS d ON d.row_id = e.row_id
LEFT JOIN review_rows AS v ON v.row_id = e.row_id
LEFT JOIN (
    SELECT l.row_id, max(l.probability) AS probability
    FROM (SELECT a AS row_id, probability FROM links_within UNION ALL SELECT b, probability FROM links_within) AS l
    GROUP BY l.row_id
) AS i ON i.row_id = d.row_id
LEFT JOIN best_links AS b ON b.row_id = e.row_id
LEFT JOIN paired_rows AS q ON q.row_id = b.match_row_id
CROSS JOIN thresholds AS t;

-- One bucket a row. Matched and differs rows point at each other; `differs` is what `pair_problems` says.
CREATE OR REPLACE TABLE decided AS
SELECT
    p.row_id, p.side, p.sheet_id, p.record, p.row, p.segment,
    CASE
        WHEN q.row_id IS NOT NULL THEN CASE WHEN q.differs THEN 'differs' ELSE 'matched' END
        WHEN u.bucket IS NOT NULL THEN u.bucket
        WHEN p.name_id IS NULL AND length(coalesce(p.nik_digits, '')) < 10 THEN 'rejected'
        WHEN p.side = 'list' THEN 'not_registered'
        ELSE 'not_listed'
    END AS bucket,
    coalesce(q.match_row_id, u.match_row_id) AS match_row_id,
    coalesce(q.probability, u.probability) AS probability,
    CASE WHEN q.row_id IS NOT NULL THEN q.rule WHEN u.row_id IS NOT NULL THEN u.rule ELSE 'tanpa_calon' END AS rule,
    p.problems AS own_problems,
    q.problems AS pair_problems,
    coalesce(l.person_a, g.person, p.row_id) AS person_id,
    coalesce(g.person, p.row_id) AS side_person
FROM people AS p
LEFT JOIN paired_lines AS q ON q.row_id = p.row_id
LEFT JOIN unpaired_rows AS u ON u.row_id = p.row_id
LEFT JOIN row_groups AS g ON g.row_id = p.row_id
LEFT JOIN person_links AS l ON l.person_b = coalesce(g.person, p.row_id) AND p.side = 'participants'
