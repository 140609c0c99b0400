CREATE OR REPLACE TABLE pair_reasons AS
SELECT
    l.a,
    l.b,
    list({'field': l.field, 'outcome': coalesce(t.outcome, l.outcome), 'weight': l.weight,
        'text': CASE
            WHEN t.text IS NOT NULL THEN t.text
            WHEN l.outcome = 'equal' THEN coalesce(p.phrase, '')
            ELSE coalesce(p.phrase, l.outcome) || ': ' || coalesce(l.text_a, '-') || w.conjunction || coalesce(l.text_b, '-')
        END} ORDER BY l.place_in_order) AS reasons
FROM reason_lines AS l
CROSS JOIN reason_words AS w
LEFT JOIN reason_texts AS t ON t.field = l.field AND t.text_a = l.text_a AND t.text_b = l.text_b AND l.outcome <> 'equal'
LEFT JOIN reason_phrases AS p ON p.field = l.field AND p.outcome = l.outcome
GROUP BY l.a, l.b
