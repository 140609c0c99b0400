-- The last month paid after a gap long enough to end cover, by the rule of each reading.
CREATE OR REPLACE TABLE continuity_resumed AS
SELECT p.person, r.reading, max(g.n) AS resumed_n
FROM continuity_people AS p
JOIN continuity_rules AS r ON r.segment = p.segment
JOIN continuity_gaps AS g ON g.person = p.person
WHERE g.what = 'paid' AND g.gap >= r.lapse_after
GROUP BY p.person, r.reading;

-- Rupiah owed for the unpaid months up to now; NULL where one of them is not known.
CREATE OR REPLACE TABLE continuity_arrears AS
SELECT
    m.person, r.reading,
    CASE WHEN count(*) = count(coalesce(m.due, d.due)) THEN sum(coalesce(m.due, d.due)) END AS arrears
FROM continuity_known AS m
JOIN continuity_last AS l ON l.person = m.person
JOIN continuity_people AS p ON p.person = m.person
JOIN continuity_rules AS r ON r.segment = p.segment
LEFT JOIN continuity_dues AS d
    ON d.segment = p.segment AND d.reading = r.reading AND d.wage = p.rate_wage AND d.n = m.n
WHERE l.last_n IS NULL OR m.n > l.last_n
GROUP BY m.person, r.reading;

CREATE OR REPLACE TABLE continuity AS
WITH facts AS (
    SELECT
        p.person, p.place, p.segment, r.reading, r.payer, p.told, w.now_n, w.as_of,
        p.start_date, p.end_date, p.death_date,
        coalesce(u.unpaid_months, 0) AS unpaid_months,
        coalesce(u.unclear, 0) AS unclear,
        s.resumed_n IS NOT NULL AS resumed,
        r.lapse_after, r.first_months AS first_span, r.first_benefit, coalesce(r.death_benefit, 0) AS death_benefit,
        b.over_age_on,
        CASE
            WHEN r.resume_restarts AND s.resumed_n IS NOT NULL THEN s.resumed_n
            ELSE year(p.start_date) * 12 + month(p.start_date) - 1
        END AS begun_n,
        year(p.start_date) * 12 + month(p.start_date) - 1 AS start_n,
        year(p.end_date) * 12 + month(p.end_date) - 1
            + CASE WHEN p.end_date = last_day(p.end_date) THEN 1 ELSE 0 END AS ended_n,
        year(p.death_date) * 12 + month(p.death_date) - 1 AS deceased_n,
        CASE WHEN coalesce(u.unpaid_months, 0) = 0 THEN 0 ELSE a.arrears END AS arrears,
        d.due AS next_due
    FROM continuity_people AS p
    CROSS JOIN continuity_now AS w
    LEFT JOIN continuity_rules AS r ON r.segment = p.segment
    LEFT JOIN continuity_runs AS u ON u.person = p.person
    LEFT JOIN continuity_resumed AS s ON s.person = p.person AND s.reading = r.reading
    LEFT JOIN continuity_arrears AS a ON a.person = p.person AND a.reading = r.reading
    LEFT JOIN continuity_births AS b ON b.birth_date = p.birth_date AND b.age_limit = r.age_limit
    LEFT JOIN continuity_dues AS d
        ON d.segment = p.segment AND d.reading = r.reading AND d.wage = p.rate_wage AND d.n = w.now_n + 1
),
judged AS (
    SELECT
        f.*,
        CASE
            WHEN f.told = 'deceased' OR f.death_date <= f.as_of THEN 'deceased'
            WHEN f.told = 'ended' OR f.end_date < f.as_of THEN 'ended'
            WHEN f.told = 'lapsed' OR f.unpaid_months >= f.lapse_after THEN 'lapsed'
            WHEN f.over_age_on <= f.as_of THEN 'over_age'
            WHEN f.unpaid_months > 0 THEN 'in_arrears'
            WHEN f.unclear = 1 THEN 'unclear'
            ELSE 'active'
        END AS state,
        coalesce(f.now_n - f.begun_n BETWEEN 0 AND f.first_span - 1, FALSE) AS in_first_months,
        greatest(f.now_n + 1, coalesce(f.start_n, 0)) + f.lapse_after - f.unpaid_months - 1 AS lapsed_n
    FROM facts AS f
),
placed AS (
    SELECT
        j.*,
        j.state IN ('lapsed', 'ended', 'deceased') AS gone,
        least(
            coalesce(j.deceased_n, 999999), coalesce(j.ended_n, 999999), coalesce(j.lapsed_n, 999999)
        ) AS falls_n,
        least(
            coalesce(j.begun_n + j.first_span - 1, 999999), coalesce(j.deceased_n - 1, 999999),
            coalesce(j.ended_n - 1, 999999), j.now_n + 12
        ) AS first_n
    FROM judged AS j
)
SELECT
    person, place, segment, coalesce(reading, 0) AS reading, coalesce(payer, '') AS payer, state, unpaid_months,
    in_first_months AND NOT gone AS first_months, resumed,
    CASE WHEN gone THEN 0 WHEN in_first_months THEN first_benefit ELSE death_benefit END AS benefit_now,
    death_benefit AS benefit_full,
    CASE WHEN NOT gone AND falls_n <= now_n + 12 THEN falls_n END AS falls_out_n,
    CASE
        WHEN gone OR falls_n > now_n + 12 THEN ''
        WHEN falls_n = deceased_n THEN 'deceased'
        WHEN falls_n = ended_n THEN 'ended'
        ELSE 'lapsed'
    END AS why,
    arrears, next_due,
    CASE WHEN in_first_months AND NOT gone THEN first_n END AS first_until_n,
    over_age_on
FROM placed;

-- By place, under the first reading: who is covered, who falls out next month, what it costs to prevent and what their
-- families would lose.
CREATE OR REPLACE TABLE continuity_places AS
SELECT
    c.place,
    count(*) AS people,
    sum(CASE WHEN c.state IN ('lapsed', 'ended', 'deceased') THEN 0 ELSE 1 END) AS covered,
    sum(CASE WHEN c.falls_out_n = w.now_n + 1 THEN 1 ELSE 0 END) AS falling,
    sum(CASE WHEN c.falls_out_n = w.now_n + 1 THEN coalesce(c.arrears + c.next_due, 0) ELSE 0 END) AS cost,
    sum(CASE WHEN c.falls_out_n = w.now_n + 1 THEN c.benefit_now ELSE 0 END) AS loss
FROM continuity AS c
CROSS JOIN continuity_now AS w
WHERE c.reading = 0
GROUP BY c.place
