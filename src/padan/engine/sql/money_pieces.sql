-- Lines by name, cut into months; the rupiah that do not divide go to the first month.
CREATE OR REPLACE TABLE named_pieces AS
SELECT
    l.payment_id, l.payment_id AS line_id, l.billing_code, l.npp, l.segment, y.payee_id, t.unit_id, t.row_id,
    t.resolved_by, c.month, c.n,
    CASE WHEN c.n = l.first_n THEN l.amount - (l.amount // l.months) * (l.months - 1) ELSE l.amount // l.months END
        AS amount,
    CASE
        WHEN t.unit_id IS NOT NULL THEN NULL
        WHEN g.payee_id IS NOT NULL OR k.name_key IS NOT NULL THEN 'two_candidates'
        ELSE 'nobody_found'
    END AS reason
FROM payment_lines AS l
JOIN payees AS y
    ON y.kpj = l.kpj AND y.nik = l.nik AND y.name_key = l.name_key AND y.segment = l.segment
JOIN span_months AS c ON c.first_n = l.first_n AND c.last_n = l.last_n
LEFT JOIN payee_unit AS t ON t.payee_id = y.payee_id
LEFT JOIN (SELECT DISTINCT payee_id FROM payee_units) AS g ON g.payee_id = y.payee_id
LEFT JOIN name_bearers AS k ON k.name_key = y.name_key
WHERE NOT l.is_bill AND l.unread IS NULL;

CREATE OR REPLACE TABLE bill_pieces AS
SELECT
    l.payment_id, l.billing_code, l.npp, l.segment, l.people, c.month, c.n,
    CASE WHEN c.n = l.first_n THEN l.amount - (l.amount // l.months) * (l.months - 1) ELSE l.amount // l.months END
        AS total
FROM payment_lines AS l
JOIN span_months AS c ON c.first_n = l.first_n AND c.last_n = l.last_n
WHERE l.is_bill AND l.unread IS NULL;

-- Lines by name that belong to a bill: same billing code, else (one of them without a code) same NPP, and month.
CREATE OR REPLACE TABLE bill_names AS
SELECT payment_id, month, min(bill_id) AS bill_id
FROM (
    SELECT n.payment_id, n.month, b.payment_id AS bill_id
    FROM named_pieces AS n
    JOIN bill_pieces AS b ON b.billing_code = n.billing_code AND b.month = n.month
    WHERE n.billing_code <> ''
    UNION ALL
    SELECT n.payment_id, n.month, b.payment_id AS bill_id
    FROM named_pieces AS n
    JOIN bill_pieces AS b ON b.npp = n.npp AND b.month = n.month
    WHERE n.npp <> '' AND (n.billing_code = '' OR b.billing_code = '')
) AS found
GROUP BY payment_id, month;

CREATE OR REPLACE TABLE bills AS
SELECT
    b.payment_id, b.billing_code, b.npp, b.segment, b.month, b.people, b.total,
    coalesce(k.named_people, 0) AS named_people,
    coalesce(k.named, 0) AS named,
    greatest(b.total - coalesce(k.named, 0), 0) AS rest,
    greatest(coalesce(k.named, 0) - b.total, 0) AS over,
    greatest(b.people - coalesce(k.named_people, 0), 0) AS rest_people,
    CASE WHEN h.npp IS NOT NULL THEN 'npp ' || b.npp || ' segment ' || b.segment
        WHEN b.npp <> '' AND g.npp IS NOT NULL THEN 'npp ' || b.npp
        WHEN b.segment <> '' THEN 'segment ' || b.segment END AS group_key
FROM bill_pieces AS b
LEFT JOIN (
    SELECT x.bill_id, x.month, sum(n.amount) AS named, count(DISTINCT n.payee_id) AS named_people
    FROM bill_names AS x
    JOIN named_pieces AS n ON n.payment_id = x.payment_id AND n.month = x.month
    GROUP BY x.bill_id, x.month
) AS k ON k.bill_id = b.payment_id AND k.month = b.month
LEFT JOIN (SELECT DISTINCT npp FROM units WHERE npp IS NOT NULL) AS g ON g.npp = b.npp
LEFT JOIN (SELECT DISTINCT npp, segment FROM units WHERE npp IS NOT NULL AND segment IS NOT NULL) AS h
    ON h.npp = b.npp AND h.segment = b.segment;

-- Bills for one month of which one is for all of an NPP and another for a segment of it: neither says whom it pays.
CREATE OR REPLACE TABLE bills_overlapping AS
SELECT DISTINCT a.payment_id, a.month
FROM bills AS a
JOIN bills AS b ON b.npp = a.npp AND b.month = a.month
WHERE a.npp <> '' AND a.rest > 0 AND b.rest > 0 AND a.group_key <> b.group_key
  AND (a.group_key = 'npp ' || a.npp OR b.group_key = 'npp ' || b.npp);

-- Everybody whom the insurer knows in a bill's group that month and whom no line names.
CREATE OR REPLACE TABLE bill_members AS
SELECT b.payment_id, b.month, m.unit_id, m.rate
FROM bills AS b
JOIN (
    SELECT unit_id, 'npp ' || npp AS group_key FROM units WHERE kind = 'listed' OR side = 'participants'
    UNION ALL
    SELECT unit_id, 'npp ' || npp || ' segment ' || segment AS group_key FROM units WHERE kind = 'listed' OR side = 'participants'
    UNION ALL
    SELECT unit_id, 'segment ' || segment AS group_key FROM units WHERE kind = 'listed' OR side = 'participants'
) AS g ON g.group_key = b.group_key
JOIN unit_months AS m ON m.unit_id = g.unit_id AND m.month = b.month
LEFT JOIN (SELECT DISTINCT unit_id, month FROM named_pieces WHERE unit_id IS NOT NULL) AS n
    ON n.unit_id = m.unit_id AND n.month = m.month
WHERE n.unit_id IS NULL AND (b.rest > 0 OR b.rest_people > 0);

-- A bill pays them all only where it counts at least as many people and at least what they all owe together.
-- Fewer, or two bills for one group and month: nobody can say who was paid. A bill that names a segment beside the NPP
-- is for those of the NPP in that segment.
CREATE OR REPLACE TABLE bills_whole AS
SELECT b.payment_id, b.month, count(*) AS members, sum(m.rate) AS owed
FROM bills AS b
JOIN bill_members AS m ON m.payment_id = b.payment_id AND m.month = b.month
JOIN (
    SELECT group_key, month FROM bills WHERE rest > 0 GROUP BY group_key, month HAVING count(*) = 1
) AS single ON single.group_key = b.group_key AND single.month = b.month
ANTI JOIN bills_overlapping AS o ON o.payment_id = b.payment_id AND o.month = b.month
GROUP BY b.payment_id, b.month, b.rest, b.rest_people, b.people
HAVING count(m.rate) = count(*)
   AND b.rest >= sum(m.rate)
   AND ((b.people IS NOT NULL AND b.rest_people >= count(*)) OR (b.people IS NULL AND b.rest = sum(m.rate)));

CREATE OR REPLACE TABLE payments AS
SELECT
    q.payment_id, l.sheet_id, l.record, l.row, q.month, q.unit_id, q.row_id, q.resolved_by, q.outcome, q.reason,
    q.amount, q.people, nullif(l.segment, '') AS segment, nullif(l.npp, '') AS npp,
    nullif(l.billing_code, '') AS billing_code, l.ntpn, l.paid_date, l.is_bill
FROM (
    SELECT
        n.payment_id, n.month, n.unit_id, n.row_id, n.resolved_by,
        CASE WHEN p.month IS NULL THEN 'outside_period' WHEN n.unit_id IS NULL THEN 'unassigned' ELSE 'assigned' END
            AS outcome,
        n.reason, n.amount, 1 AS people
    FROM named_pieces AS n
    LEFT JOIN money_period AS p ON p.month = n.month
    UNION ALL
    SELECT b.payment_id, b.month, b.unit_id, u.participants_row_id AS row_id, 'bill' AS resolved_by,
        'assigned' AS outcome, NULL AS reason, b.rate AS amount, 1 AS people
    FROM bill_members AS b
    JOIN bills_whole AS w ON w.payment_id = b.payment_id AND w.month = b.month
    JOIN units AS u ON u.unit_id = b.unit_id
    UNION ALL
    SELECT
        b.payment_id, b.month, NULL AS unit_id, NULL AS row_id, NULL AS resolved_by,
        CASE WHEN p.month IS NULL THEN 'outside_period' ELSE 'unassigned' END AS outcome,
        'bill_remainder' AS reason,
        b.rest - coalesce(w.owed, 0) AS amount,
        greatest(coalesce(b.rest_people, 0) - coalesce(w.members, 0), 0) AS people
    FROM bills AS b
    LEFT JOIN bills_whole AS w ON w.payment_id = b.payment_id AND w.month = b.month
    LEFT JOIN money_period AS p ON p.month = b.month
    UNION ALL
    SELECT payment_id, NULL AS month, NULL AS unit_id, NULL AS row_id, NULL AS resolved_by,
        'unreadable' AS outcome, unread AS reason, coalesce(amount, 0) AS amount, coalesce(people, 1) AS people
    FROM payment_lines
    WHERE unread IS NOT NULL
) AS q
JOIN payment_lines AS l ON l.payment_id = q.payment_id
