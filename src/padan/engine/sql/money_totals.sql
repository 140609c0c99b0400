-- The same measures by segment and month, and by kelurahan. Money of unknown dues and of review rows stands apart,
-- so that due - paid = missing - in excess in every line.
CREATE OR REPLACE TABLE money_cells AS
SELECT
    coalesce(segment, 'unknown') AS segment,
    month,
    coalesce(kelurahan, '') AS kelurahan,
    coalesce(kecamatan, '') AS kecamatan,
    status,
    count(*) AS person_months,
    sum(CASE WHEN is_due AND due IS NOT NULL THEN 1 ELSE 0 END) AS due_months,
    sum(coalesce(due, 0)) AS due,
    sum(CASE WHEN due IS NOT NULL AND paid > 0 THEN 1 ELSE 0 END) AS paid_months,
    sum(CASE WHEN due IS NOT NULL THEN paid ELSE 0 END) AS paid,
    sum(CASE WHEN missing > 0 THEN 1 ELSE 0 END) AS missing_months,
    sum(missing) AS missing,
    sum(CASE WHEN in_excess > 0 THEN 1 ELSE 0 END) AS in_excess_months,
    sum(in_excess) AS in_excess,
    sum(CASE WHEN is_due AND due IS NULL THEN 1 ELSE 0 END) AS unknown_months,
    sum(CASE WHEN is_due AND due IS NULL THEN paid ELSE 0 END) AS unknown_paid,
    sum(CASE WHEN kind = 'review' THEN 1 ELSE 0 END) AS review_months,
    sum(coalesce(review_due, 0)) AS review_due,
    sum(CASE WHEN kind = 'review' THEN paid ELSE 0 END) AS review_paid
FROM person_months
GROUP BY segment, month, kelurahan, kecamatan, status;

CREATE OR REPLACE TABLE money_by AS
SELECT
    coalesce(m.segment, q.segment) AS segment,
    coalesce(m.month, q.month) AS month,
    coalesce(m.person_months, 0) AS person_months,
    coalesce(m.due_months, 0) AS due_months, coalesce(m.due, 0) AS due,
    coalesce(m.paid_months, 0) AS paid_months, coalesce(m.paid, 0) AS paid,
    coalesce(m.missing_months, 0) AS missing_months, coalesce(m.missing, 0) AS missing,
    coalesce(m.in_excess_months, 0) AS in_excess_months, coalesce(m.in_excess, 0) AS in_excess,
    coalesce(m.unknown_months, 0) AS unknown_months, coalesce(m.unknown_paid, 0) AS unknown_paid,
    coalesce(m.review_months, 0) AS review_months, coalesce(m.review_due, 0) AS review_due,
    coalesce(m.review_paid, 0) AS review_paid,
    coalesce(q.unassigned_people, 0) AS unassigned_people, coalesce(q.unassigned, 0) AS unassigned
FROM (
    SELECT
        segment, month, sum(person_months) AS person_months,
        sum(due_months) AS due_months, sum(due) AS due, sum(paid_months) AS paid_months, sum(paid) AS paid,
        sum(missing_months) AS missing_months, sum(missing) AS missing,
        sum(in_excess_months) AS in_excess_months, sum(in_excess) AS in_excess,
        sum(unknown_months) AS unknown_months, sum(unknown_paid) AS unknown_paid,
        sum(review_months) AS review_months, sum(review_due) AS review_due, sum(review_paid) AS review_paid
    FROM money_cells
    GROUP BY segment, month
) AS m
FULL OUTER JOIN (
    SELECT coalesce(segment, 'unknown') AS segment, month, sum(people) AS unassigned_people, sum(amount) AS unassigned
    FROM payments
    WHERE outcome = 'unassigned' AND (amount <> 0 OR people > 0)
    GROUP BY coalesce(segment, 'unknown'), month
) AS q ON q.segment = m.segment AND q.month = m.month
ORDER BY segment, month;

CREATE OR REPLACE TABLE money_by_kelurahan AS
SELECT
    kecamatan, kelurahan, segment, sum(person_months) AS person_months,
    sum(due_months) AS due_months, sum(due) AS due, sum(paid_months) AS paid_months, sum(paid) AS paid,
    sum(missing_months) AS missing_months, sum(missing) AS missing,
    sum(in_excess_months) AS in_excess_months, sum(in_excess) AS in_excess,
    sum(unknown_months) AS unknown_months, sum(unknown_paid) AS unknown_paid,
    sum(review_months) AS review_months, sum(review_due) AS review_due, sum(review_paid) AS review_paid
FROM money_cells
GROUP BY kecamatan, kelurahan, segment
ORDER BY kecamatan, kelurahan, segment
