-- Everybody with what decides his turn: state, pot, score and order. The order is that of domain.ranking.order_key: the
-- smaller the better. What is looked up stands in tables: verdicts, points, orders and pots by distinct value.
CREATE OR REPLACE TABLE select_turns AS
WITH scored AS (
    SELECT
        p.row_number, p.candidate, p.person, p.programme, p.place, p.covered_now, p.musyawarah_rank, p.cost, v.state,
        a.pot, o.by_score, o.covered_first,
        coalesce(p1.points, 0) + coalesce(p2.points, 0) + coalesce(p3.points, 0) + coalesce(p4.points, 0)
            + coalesce(p5.points, 0) + coalesce(p6.points, 0) + coalesce(p7.points, 0) AS score,
        left(sha256(d.draw_text || '|' || p.candidate), 16) AS draw
    FROM select_people AS p
    CROSS JOIN select_draw AS d
    JOIN select_places AS a ON a.programme = p.programme AND a.place = p.place
    JOIN select_orders AS o ON o.order_id = a.order_id
    JOIN select_states AS v ON v.row_number = p.row_number
    LEFT JOIN select_points AS p1
        ON p1.order_id = a.order_id AND p1.criterion = 'decile' AND p1.value = CAST(p.decile AS VARCHAR)
    LEFT JOIN select_points AS p2
        ON p2.order_id = a.order_id AND p2.criterion = 'breadwinner' AND p2.value = CAST(p.breadwinner AS VARCHAR)
    LEFT JOIN select_points AS p3
        ON p3.order_id = a.order_id AND p3.criterion = 'dependants' AND p3.value = CAST(p.dependants AS VARCHAR)
    LEFT JOIN select_points AS p4
        ON p4.order_id = a.order_id AND p4.criterion = 'job_risk' AND p4.value = p.job_risk
    LEFT JOIN select_points AS p5
        ON p5.order_id = a.order_id AND p5.criterion = 'woman_headed' AND p5.value = CAST(p.woman_headed AS VARCHAR)
    LEFT JOIN select_points AS p6
        ON p6.order_id = a.order_id AND p6.criterion = 'disability' AND p6.value = CAST(p.disability AS VARCHAR)
    LEFT JOIN select_points AS p7
        ON p7.order_id = a.order_id AND p7.criterion = 'months_uncovered'
            AND p7.value = CAST(p.months_uncovered AS VARCHAR)
)
SELECT
    row_number, candidate, person, programme, place, state, pot, cost, score, draw,
    CASE WHEN covered_first AND covered_now THEN 0 ELSE 1 END AS covered,
    CASE WHEN by_score THEN -score ELSE coalesce(musyawarah_rank, 1000000000) END AS first_key,
    CASE WHEN by_score THEN coalesce(musyawarah_rank, 1000000000) ELSE -score END AS second_key
FROM scored;

CREATE OR REPLACE TABLE select_taken (person VARCHAR);

CREATE OR REPLACE TABLE selected AS
SELECT
    row_number, candidate, score, CASE WHEN state = 'unknown' THEN 'unknown' ELSE 'not_eligible' END AS outcome,
    CASE WHEN state = 'unknown' THEN 'unknown' ELSE 'not_eligible' END AS why,
    CAST('' AS VARCHAR) AS pot, CAST(NULL AS BIGINT) AS position
FROM select_turns
WHERE state <> 'eligible';
