-- One row a person-month: what is due (a list row linked to a participant, or waiting for a decision), what was
-- paid, or both. due is NULL where the amount is not known; review rows carry theirs in a column of their own.
CREATE OR REPLACE TABLE paid_months AS
SELECT
    unit_id, month, sum(amount) AS paid, sum(CASE WHEN amount > 0 THEN people ELSE 0 END) AS lines, max(amount) AS largest
FROM payments
WHERE outcome = 'assigned'
GROUP BY unit_id, month;

CREATE OR REPLACE TABLE person_month_facts AS
SELECT
    coalesce(m.unit_id, p.unit_id) AS unit_id,
    coalesce(m.month, p.month) AS month,
    m.unit_id IS NOT NULL AS due_now,
    m.rate,
    m.other_due,
    coalesce(m.tolerance, 0) AS tolerance,
    coalesce(p.paid, 0) AS paid,
    coalesce(p.lines, 0) AS lines,
    coalesce(p.largest, 0) AS largest
FROM (
    SELECT unit_id, month, rate, other_due, tolerance FROM unit_months
    WHERE kind = 'listed' OR (kind = 'review' AND side = 'list')
) AS m
FULL OUTER JOIN paid_months AS p ON p.unit_id = m.unit_id AND p.month = m.month;

CREATE OR REPLACE TABLE person_months AS
WITH known AS (
    SELECT
        f.unit_id,
        coalesce(u.list_row_id, f.unit_id) AS row_id,
        coalesce(u.participants_row_id, CASE WHEN u.side = 'participants' THEN f.unit_id END) AS participants_row_id,
        f.month,
        u.kind,
        u.segment,
        u.kelurahan,
        u.kecamatan,
        u.kind = 'listed' AND f.due_now AS is_due,
        CASE WHEN u.kind = 'review' THEN NULL WHEN f.due_now THEN f.rate ELSE 0 END AS due,
        CASE WHEN u.kind = 'listed' THEN f.other_due END AS other_due,
        CASE WHEN u.kind = 'review' AND f.due_now THEN f.rate END AS review_due,
        f.paid,
        f.lines,
        f.largest,
        f.tolerance,
        CASE
            WHEN u.death_date < c.first_day THEN 'after_death'
            WHEN u.end_date < c.first_day THEN 'after_leaving'
            WHEN u.start_date > c.last_day THEN 'before_start'
            ELSE 'in'
        END AS timing
    FROM person_month_facts AS f
    JOIN units AS u ON u.unit_id = f.unit_id
    JOIN money_period AS c ON c.month = f.month
    WHERE f.due_now OR f.paid > 0
)
SELECT
    k.unit_id, k.row_id, k.participants_row_id, k.month, k.kind, k.segment, k.kelurahan, k.kecamatan, k.is_due,
    k.due, k.other_due, k.review_due, k.paid, k.lines,
    CASE WHEN k.kind <> 'review' THEN greatest(coalesce(k.due, k.paid) - k.paid, 0) ELSE 0 END AS missing,
    CASE WHEN k.kind <> 'review' THEN greatest(k.paid - coalesce(k.due, k.paid), 0) ELSE 0 END AS in_excess,
    CASE
        WHEN k.kind = 'review' THEN 'review'
        WHEN k.timing IN ('after_death', 'after_leaving') THEN k.timing
        WHEN k.kind <> 'listed' THEN k.kind
        WHEN k.timing <> 'in' THEN k.timing
        WHEN k.paid = 0 THEN 'unpaid'
        WHEN k.due IS NULL THEN 'unknown'
        WHEN abs(k.paid - k.due) <= k.tolerance THEN 'paid'
        WHEN abs(k.paid - k.other_due) <= 1 THEN 'other_reading'
        WHEN k.paid > k.due AND k.lines = 1 AND k.paid % k.due = 0 THEN 'paid_twice'
        WHEN k.paid > k.due AND k.lines > 1 AND k.largest >= k.due THEN 'paid_twice'
        WHEN k.paid > k.due THEN 'wrong_rate'
        WHEN k.lines = 1 AND v.amount IS NOT NULL THEN 'wrong_rate'
        ELSE 'partial'
    END AS status,
    o.unit_id IS NOT NULL AS open_bill
FROM known AS k
LEFT JOIN money_prices AS v ON v.month = k.month AND v.amount = k.paid
LEFT JOIN open_months AS o ON o.unit_id = k.unit_id AND o.month = k.month
