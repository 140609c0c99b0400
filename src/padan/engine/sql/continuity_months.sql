-- Every month of a person from the first that is known (at the latest now) to now, within the dates; a month that no
-- fact tells of is unclear.
CREATE OR REPLACE TABLE continuity_known AS
SELECT
    p.person, c.n, coalesce(f.what, 'unclear') AS what, f.due
FROM (
    SELECT
        q.person, q.start_date, q.end_date, q.death_date,
        least(coalesce(m.first_n, w.now_n), w.now_n) AS first_n
    FROM continuity_people AS q
    CROSS JOIN continuity_now AS w
    LEFT JOIN (SELECT person, min(n) AS first_n FROM continuity_facts GROUP BY person) AS m ON m.person = q.person
) AS p
JOIN continuity_period AS c ON c.n >= p.first_n
LEFT JOIN continuity_facts AS f ON f.person = p.person AND f.n = c.n
WHERE coalesce(p.start_date, DATE '1000-01-01') <= c.last_day
  AND coalesce(p.end_date, DATE '9999-12-31') >= c.first_day
  AND coalesce(p.death_date, DATE '9999-12-31') >= c.first_day;

-- The last month that is not unpaid, and the last of all.
CREATE OR REPLACE TABLE continuity_last AS
SELECT person, max(CASE WHEN what <> 'unpaid' THEN n END) AS last_n, max(n) AS final_n
FROM continuity_known
GROUP BY person;

-- Unpaid months in a row up to the end, and whether the last month of all is unclear.
CREATE OR REPLACE TABLE continuity_runs AS
SELECT
    m.person,
    sum(CASE WHEN l.last_n IS NULL OR m.n > l.last_n THEN 1 ELSE 0 END) AS unpaid_months,
    max(CASE WHEN m.n = l.final_n AND m.what = 'unclear' THEN 1 ELSE 0 END) AS unclear
FROM continuity_known AS m
JOIN continuity_last AS l ON l.person = m.person
GROUP BY m.person;

-- Months paid or unclear, with the unpaid months before each; of people who owe or owed anything.
CREATE OR REPLACE TABLE continuity_gaps AS
SELECT
    m.person, m.n, m.what,
    m.place - 1 - coalesce(lag(m.place) OVER (PARTITION BY m.person ORDER BY m.n), 0) AS gap
FROM (
    SELECT x.person, x.n, x.what, row_number() OVER (PARTITION BY x.person ORDER BY x.n) AS place
    FROM continuity_known AS x
    SEMI JOIN (SELECT DISTINCT person FROM continuity_known WHERE what = 'unpaid') AS owing ON owing.person = x.person
) AS m
WHERE m.what <> 'unpaid'
