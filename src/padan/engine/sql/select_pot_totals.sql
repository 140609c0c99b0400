-- What each pot came to, the empty ones too, in the order in which they were given.
CREATE OR REPLACE TABLE select_totals AS
SELECT
    p.pot, p.programme, p.place, p.money, p.heads, p.months,
    count(s.row_number) FILTER (s.outcome = 'chosen') AS chosen,
    count(s.row_number) FILTER (s.outcome = 'waiting') AS waiting,
    coalesce(CAST(sum(coalesce(t.cost, p.cost)) FILTER (s.outcome = 'chosen') AS BIGINT), 0) AS spent
FROM select_pots AS p
LEFT JOIN selected AS s ON s.pot = p.pot
LEFT JOIN select_turns AS t ON t.row_number = s.row_number
GROUP BY ALL
ORDER BY min(p.number);
