-- For each pair of names: the outcome, the (log, in millionths) share of people whose names hold the words they share, and
-- whether they look alike at all (EKA and UKA do, two strangers' names seldom; so do a call name and the name it is cut from, NELI and ROSNELI), whether they are spelt closely, whether one is but
-- the other's last word, which may be the family's, whether their first words look alike, and whether the last is one.
CREATE OR REPLACE TABLE name_pairs AS
SELECT p.x, p.y, p.outcome, s.shared_log, coalesce(k.likeness >= 0.6 OR (p.outcome = 'different' AND cut_from(k.key_x, k.key_y)), FALSE) AS alike,
    coalesce(k.likeness >= 0.75, FALSE) AS close_spelling, coalesce(k.last_alone, FALSE) AS last_alone,
    coalesce(k.first_alike, FALSE) AS first_alike, coalesce(k.last_same, FALSE) AS last_same
FROM name_pairs_decided AS p
LEFT JOIN name_pair_looks AS k ON k.x = p.x AND k.y = p.y
LEFT JOIN (
    SELECT q.x, q.y, sum(coalesce(w.log_share, r.log_share)) AS shared_log
    FROM name_pairs_decided AS q
    JOIN name_sounds AS a ON a.name_id = q.x
    JOIN name_sounds AS b ON b.name_id = q.y AND b.word_key = a.word_key
    LEFT JOIN word_shares AS w ON w.word_key = a.word_key
    CROSS JOIN rare_word AS r
    WHERE q.outcome IN ('short', 'similar')
    GROUP BY q.x, q.y
) AS s ON s.x = p.x AND s.y = p.y
