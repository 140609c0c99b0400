-- One bucket a row. Matched and differs rows point at each other; `differs` is what `pair_problems` says.
CREATE OR REPLACE TABLE decided AS
SELECT
    p.row_id, p.side, p.sheet_id, p.record, p.row, p.segment,
    CASE
        WHEN q.row_id IS NOT NULL THEN CASE WHEN pp.differs THEN 'differs' ELSE 'matched' END
        WHEN d.row_id IS NOT NULL THEN 'duplicate'
        WHEN v.row_id IS NOT NULL THEN 'review'
        WHEN p.says_nobody THEN 'rejected'
        WHEN p.side = 'list' THEN 'not_registered'
        ELSE 'not_listed'
    END AS bucket,
    coalesce(q.match_row_id, d.kept, v.match_row_id) AS match_row_id,
    coalesce(q.probability, v.probability, w.probability, b.probability) AS probability,
    CASE
        WHEN q.row_id IS NOT NULL THEN q.rule
        WHEN d.row_id IS NOT NULL THEN 'ganda'
        WHEN v.row_id IS NOT NULL THEN v.rule
        WHEN b.row_id IS NOT NULL THEN 'kalah_bukti'
        ELSE 'tanpa_calon'
    END AS rule,
    p.problems AS own_problems,
    pp.problems AS pair_problems,
    p.person_id,
    p.side_person
FROM row_persons AS p
LEFT JOIN paired_rows AS q ON q.row_id = p.row_id
LEFT JOIN pair_problems AS pp ON pp.row_id = p.row_id
LEFT JOIN duplicate_rows AS d ON d.row_id = p.row_id
LEFT JOIN review_rows AS v ON v.row_id = p.row_id
LEFT JOIN links_within AS w ON w.a = least(p.row_id, d.kept) AND w.b = greatest(p.row_id, d.kept)
LEFT JOIN best_links AS b ON b.row_id = p.row_id
