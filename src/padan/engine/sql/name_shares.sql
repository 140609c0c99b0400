-- How common the compared names are: counted whole, mixed with the product of their words where few people were seen.
-- A name keeps its share once it has one.
INSERT INTO name_shares
SELECT
    p.name_id,
    (greatest(coalesce(c.n, 0) - t.discount, 0) + 2000 * least(exp(p.log_product / 1000000.0), 0.02)) / (t.people + 2000) AS share
FROM (
    SELECT s.name_id, sum(coalesce(w.log_share, r.log_share)) AS log_product
    FROM name_sounds AS s
    SEMI JOIN (
        SELECT p.name_id FROM people AS p SEMI JOIN core_rows AS c ON c.row_id = p.row_id
    ) AS asked ON asked.name_id = s.name_id
    ANTI JOIN name_shares AS known ON known.name_id = s.name_id
    LEFT JOIN word_shares AS w ON w.word_key = s.word_key
    CROSS JOIN rare_word AS r
    GROUP BY s.name_id
) AS p
LEFT JOIN name_counts AS c ON c.name_id = p.name_id
CROSS JOIN counted_people AS t
