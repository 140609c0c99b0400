-- The cover of every participant at the end of the month `cover_now.n`: its state, gravest first, and what a death
-- would bring the family now and in full.
CREATE OR REPLACE TABLE cover_units AS
SELECT
    u.unit_id, u.list_row_id,
    coalesce(u.participants_row_id, u.unit_id) AS participants_row_id,
    u.kind, u.person_id, u.segment, u.kelurahan, u.kecamatan, u.npp,
    u.start_date, u.end_date, u.death_date, u.birth_date,
    s.state AS told
FROM units AS u
JOIN money_people AS p ON p.row_id = coalesce(u.participants_row_id, u.unit_id)
LEFT JOIN cover_statuses AS s ON s.text = p.status
WHERE u.kind = 'listed' OR u.side = 'participants';

CREATE OR REPLACE TABLE cover_months AS
SELECT
    m.unit_id, c.n,
    CASE WHEN p.paid > 0 THEN 'paid' WHEN o.unit_id IS NOT NULL THEN 'unclear' ELSE 'unpaid' END AS what
FROM unit_months AS m
JOIN money_period AS c ON c.month = m.month
CROSS JOIN cover_now AS now
LEFT JOIN paid_months AS p ON p.unit_id = m.unit_id AND p.month = m.month
LEFT JOIN open_months AS o ON o.unit_id = m.unit_id AND o.month = m.month
WHERE (m.kind = 'listed' OR m.side = 'participants') AND c.n <= now.n;

-- Unpaid months since the last month that was paid or may have been.
CREATE OR REPLACE TABLE cover_runs AS
SELECT
    m.unit_id,
    sum(CASE WHEN l.last_n IS NULL OR m.n > l.last_n THEN 1 ELSE 0 END) AS unpaid_months,
    max(CASE WHEN m.n = l.last_n AND m.what = 'unclear' AND l.last_n = l.final_n THEN 1 ELSE 0 END) AS unclear
FROM cover_months AS m
JOIN (
    SELECT unit_id, max(CASE WHEN what <> 'unpaid' THEN n END) AS last_n, max(n) AS final_n
    FROM cover_months
    GROUP BY unit_id
) AS l ON l.unit_id = m.unit_id
GROUP BY m.unit_id;

-- The last month paid after a gap long enough to end cover.
CREATE OR REPLACE TABLE cover_gaps AS
SELECT g.unit_id, max(g.n) AS resumed_n
FROM (
    SELECT
        m.unit_id, m.n, m.what,
        m.place - 1 - coalesce(lag(m.place) OVER (PARTITION BY m.unit_id ORDER BY m.n), 0) AS gap
    FROM (
        SELECT x.unit_id, x.n, x.what, row_number() OVER (PARTITION BY x.unit_id ORDER BY x.n) AS place
        FROM cover_months AS x
        SEMI JOIN (SELECT DISTINCT unit_id FROM cover_months WHERE what = 'unpaid') AS owing ON owing.unit_id = x.unit_id
    ) AS m
    WHERE m.what <> 'unpaid'
) AS g
JOIN cover_units AS u ON u.unit_id = g.unit_id
JOIN cover_rules AS r ON r.segment = u.segment AND r.reading = 0
WHERE g.what = 'paid' AND g.gap >= r.lapse_after
GROUP BY g.unit_id;

CREATE OR REPLACE TABLE cover_persons AS
SELECT u.person_id, count(DISTINCT u.segment) AS segments, max(coalesce(n.payers, 0)) AS payers
FROM units AS u
LEFT JOIN (
    SELECT
        w.person_id,
        CASE WHEN count(p.payer) = count(*) AND count(DISTINCT p.payer) = 1 THEN 1 ELSE count(DISTINCT p.npp) END AS payers
    FROM money_people AS p
    JOIN unit_rows AS r ON r.row_id = p.row_id
    JOIN units AS w ON w.unit_id = r.unit_id
    WHERE p.side = 'participants'
    GROUP BY w.person_id
) AS n ON n.person_id = u.person_id
GROUP BY u.person_id;

CREATE OR REPLACE TABLE participation AS
WITH facts AS (
    SELECT
        u.*,
        now.n AS now_n,
        now.as_of,
        coalesce(c.unpaid_months, 0) AS unpaid_months,
        coalesce(c.unclear, 0) AS unclear,
        g.resumed_n,
        r.lapse_after, o.lapse_after AS other_lapse_after, o.segment IS NOT NULL AS unsettled,
        r.first_months AS first_span, r.first_benefit, r.death_benefit, r.age_limit,
        CASE
            WHEN r.resume_restarts AND g.resumed_n IS NOT NULL THEN g.resumed_n
            ELSE year(u.start_date) * 12 + month(u.start_date) - 1
        END AS begun_n,
        q.segments > 1 AS two_segments,
        q.payers > 1 AS two_payers,
        year(now.as_of) - year(u.birth_date) - CASE
            WHEN month(now.as_of) * 100 + day(now.as_of) < month(u.birth_date) * 100 + day(u.birth_date) THEN 1 ELSE 0
        END AS age
    FROM cover_units AS u
    CROSS JOIN cover_now AS now
    JOIN cover_persons AS q ON q.person_id = u.person_id
    LEFT JOIN cover_runs AS c ON c.unit_id = u.unit_id
    LEFT JOIN cover_gaps AS g ON g.unit_id = u.unit_id
    LEFT JOIN cover_rules AS r ON r.segment = u.segment AND r.reading = 0
    LEFT JOIN cover_rules AS o ON o.segment = u.segment AND o.reading = 1
),
judged AS (
    SELECT
        f.*,
        CASE
            WHEN f.told = 'deceased' OR f.death_date <= f.as_of THEN 'deceased'
            WHEN f.told = 'ended' OR f.end_date < f.as_of THEN 'ended'
            WHEN f.told = 'lapsed' OR f.unpaid_months >= f.lapse_after THEN 'lapsed'
            WHEN f.age >= f.age_limit THEN 'over_age'
            WHEN f.unpaid_months > 0 THEN 'in_arrears'
            WHEN f.unclear = 1 THEN 'unclear'
            ELSE 'active'
        END AS state,
        coalesce(f.now_n - f.begun_n BETWEEN 0 AND f.first_span - 1, FALSE) AS first_months
    FROM facts AS f
)
SELECT
    unit_id, list_row_id, participants_row_id, kind, person_id, segment, kelurahan, kecamatan, npp, state,
    CASE
        WHEN NOT unsettled THEN state
        WHEN state = 'lapsed' AND told IS DISTINCT FROM 'lapsed' AND coalesce(unpaid_months < other_lapse_after, TRUE)
            THEN CASE WHEN age >= age_limit THEN 'over_age' ELSE 'in_arrears' END
        ELSE state
    END AS state_other_reading,
    unsettled, unpaid_months, resumed_n IS NOT NULL AS resumed,
    first_months AND state NOT IN ('lapsed', 'ended', 'deceased') AS first_months,
    coalesce(age >= age_limit, FALSE) AS over_age,
    two_segments, two_payers,
    CASE
        WHEN state IN ('lapsed', 'ended', 'deceased') THEN 0
        WHEN first_months THEN first_benefit
        ELSE coalesce(death_benefit, 0)
    END AS benefit_now,
    coalesce(death_benefit, 0) AS benefit_full,
    lapse_after
FROM judged;

-- Who stands to lose, the greatest loss first; then those whom the next unpaid months bring there.
CREATE OR REPLACE TABLE cover_risk AS
SELECT
    row_number() OVER (
        ORDER BY benefit_full - benefit_now DESC, coalesce(lapse_after - unpaid_months, 99), unpaid_months DESC, unit_id
    ) AS place,
    unit_id, list_row_id, participants_row_id, segment, kelurahan, kecamatan,
    CASE
        WHEN state = 'lapsed' THEN 'lapsed'
        WHEN first_months THEN 'first_months'
        WHEN lapse_after - unpaid_months = 1 THEN 'one_month_to_lapse'
        ELSE 'in_arrears'
    END AS reason,
    unpaid_months, benefit_now, benefit_full, benefit_full - benefit_now AS loses, lapse_after, unsettled
FROM participation
WHERE kind = 'listed' AND (state IN ('lapsed', 'in_arrears') OR first_months)
