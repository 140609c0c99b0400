-- Lines by name, cut into months; the rupiah that do not divide go to the first month. What is taken back is cut
-- in the same way, below zero.
CREATE OR REPLACE TABLE named_pieces AS
SELECT
    l.payment_id, l.payment_id AS line_id, l.billing_code, l.npp, l.segment, y.payee_id, t.unit_id, t.row_id,
    t.resolved_by, c.month, c.n,
    CAST(sign(l.amount) * CASE WHEN c.n = l.first_n THEN abs(l.amount) - (abs(l.amount) // l.months) * (l.months - 1)
        ELSE abs(l.amount) // l.months END AS BIGINT) AS amount,
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

-- A bill is known by its number: the billing code, else the NTPN.
CREATE OR REPLACE TABLE bill_pieces AS
SELECT
    l.payment_id, l.billing_code, l.npp, l.segment, l.people, c.month, c.n, coalesce(l.ntpn_key, '') AS ntpn,
    CASE WHEN l.billing_code <> '' THEN 'code ' || l.billing_code
        WHEN l.ntpn_key <> '' THEN 'ntpn ' || l.ntpn_key
        ELSE '' END AS number,
    CAST(sign(l.amount) * CASE WHEN c.n = l.first_n THEN abs(l.amount) - (abs(l.amount) // l.months) * (l.months - 1)
        ELSE abs(l.amount) // l.months END AS BIGINT) AS total
FROM payment_lines AS l
JOIN span_months AS c ON c.first_n = l.first_n AND c.last_n = l.last_n
WHERE l.is_bill AND l.unread IS NULL;

-- The same bill handed in twice: same number, group, month, total and people. The first one counts.
CREATE OR REPLACE TABLE bills_repeated AS
SELECT DISTINCT b.payment_id, b.month
FROM bill_pieces AS a
JOIN bill_pieces AS b
    ON b.number = a.number AND b.npp = a.npp AND b.segment = a.segment AND b.month = a.month AND b.total = a.total
WHERE a.number <> '' AND a.payment_id < b.payment_id
  AND coalesce(a.people, b.people, 0) = coalesce(b.people, a.people, 0)
  AND (a.ntpn = '' OR b.ntpn = '' OR a.ntpn = b.ntpn);

-- Lines by name that belong to a bill: same billing code, else (one of them without a code) same NPP, and month.
CREATE OR REPLACE TABLE bill_names AS
SELECT payment_id, month, min(bill_id) AS bill_id
FROM (
    SELECT n.payment_id, n.month, b.payment_id AS bill_id
    FROM named_pieces AS n
    JOIN bill_pieces AS b ON b.billing_code = n.billing_code AND b.month = n.month
    WHERE n.billing_code <> '' AND b.total >= 0
    UNION ALL
    SELECT n.payment_id, n.month, b.payment_id AS bill_id
    FROM named_pieces AS n
    JOIN bill_pieces AS b ON b.npp = n.npp AND b.month = n.month
    WHERE n.npp <> '' AND (n.billing_code = '' OR b.billing_code = '') AND b.total >= 0
) AS found
GROUP BY payment_id, month;

-- What of a bill is left beside those whom it names. A bill below zero takes back from its group: whole, and its people.
CREATE OR REPLACE TABLE bills AS
SELECT
    b.payment_id, b.billing_code, b.number, b.npp, b.segment, b.month, b.people, b.total,
    coalesce(k.named_people, 0) AS named_people,
    greatest(coalesce(k.named, 0), 0) AS named,
    d.payment_id IS NOT NULL AS repeated,
    CASE WHEN d.payment_id IS NOT NULL THEN 0 WHEN b.total < 0 THEN b.total
        ELSE greatest(b.total - greatest(coalesce(k.named, 0), 0), 0) END AS rest,
    CASE WHEN b.total < 0 THEN 0 ELSE greatest(greatest(coalesce(k.named, 0), 0) - b.total, 0) END AS over,
    CASE WHEN d.payment_id IS NOT NULL THEN 0 WHEN b.total < 0 THEN -coalesce(b.people, 0)
        ELSE greatest(b.people - coalesce(k.named_people, 0), 0) END AS rest_people,
    CASE WHEN h.npp IS NOT NULL THEN 'npp ' || b.npp || ' segment ' || b.segment
        WHEN b.npp <> '' AND g.npp IS NOT NULL THEN 'npp ' || b.npp
        WHEN b.segment <> '' THEN 'segment ' || b.segment END AS group_key
FROM bill_pieces AS b
LEFT JOIN bills_repeated AS d ON d.payment_id = b.payment_id AND d.month = b.month
LEFT JOIN (
    SELECT
        x.bill_id, x.month, sum(n.amount) AS named,
        count(DISTINCT CASE WHEN n.amount >= 0 THEN n.payee_id END) AS named_people
    FROM bill_names AS x
    JOIN named_pieces AS n ON n.payment_id = x.payment_id AND n.month = x.month
    GROUP BY x.bill_id, x.month
) AS k ON k.bill_id = b.payment_id AND k.month = b.month
LEFT JOIN (SELECT DISTINCT npp FROM units WHERE npp IS NOT NULL) AS g ON g.npp = b.npp
LEFT JOIN (SELECT DISTINCT npp, segment FROM units WHERE npp IS NOT NULL AND segment IS NOT NULL) AS h
    ON h.npp = b.npp AND h.segment = b.segment;

-- Bills for one month of which one is for all of an NPP and another for a segment of it: neither says whom it pays.
CREATE OR REPLACE TABLE bills_overlapping AS
SELECT DISTINCT a.group_key, a.month
FROM bills AS a
JOIN bills AS b ON b.npp = a.npp AND b.month = a.month
WHERE a.npp <> '' AND a.rest > 0 AND b.rest > 0 AND a.group_key <> b.group_key
  AND (a.group_key = 'npp ' || a.npp OR b.group_key = 'npp ' || b.npp);

-- The bills of one group and month together, where they can be added up: a single one, or each with a number of its own.
CREATE OR REPLACE TABLE bill_sums AS
SELECT
    b.group_key, b.month, CAST(sum(b.rest) AS BIGINT) AS rest,
    CASE WHEN count(CASE WHEN b.rest > 0 AND b.people IS NULL THEN 1 END) = 0 THEN CAST(sum(b.rest_people) AS BIGINT) END AS people,
    max(b.rest) > 0 AND (
        count(CASE WHEN b.rest > 0 THEN 1 END) = 1
        OR count(CASE WHEN b.rest > 0 THEN 1 END)
            = count(DISTINCT CASE WHEN b.rest > 0 AND b.number <> '' THEN b.number END)
    ) AS adds_up
FROM bills AS b
WHERE b.group_key IS NOT NULL AND (b.rest <> 0 OR b.rest_people > 0)
GROUP BY b.group_key, b.month;

-- Everybody whom the insurer knows in a bill's group that month and whom no line names.
CREATE OR REPLACE TABLE bill_members AS
SELECT b.group_key, b.month, m.unit_id, m.rate
FROM bill_sums AS b
JOIN (
    SELECT unit_id, 'npp ' || npp AS group_key FROM units WHERE kind = 'listed' OR side = 'participants'
    UNION ALL
    SELECT unit_id, 'npp ' || npp || ' segment ' || segment AS group_key FROM units WHERE kind = 'listed' OR side = 'participants'
    UNION ALL
    SELECT unit_id, 'segment ' || segment AS group_key FROM units WHERE kind = 'listed' OR side = 'participants'
) AS g ON g.group_key = b.group_key
JOIN unit_months AS m ON m.unit_id = g.unit_id AND m.month = b.month
LEFT JOIN (SELECT DISTINCT unit_id, month FROM named_pieces WHERE unit_id IS NOT NULL AND amount >= 0) AS n
    ON n.unit_id = m.unit_id AND n.month = m.month
WHERE n.unit_id IS NULL;

-- Bills pay them all only where they count at least as many people and hold at least what they all owe together.
-- Fewer, or two bills that cannot be told apart: nobody can say who was paid. A bill that names a segment beside the
-- NPP is for those of the NPP in that segment.
CREATE OR REPLACE TABLE bills_whole AS
SELECT b.group_key, b.month, count(*) AS members, CAST(sum(m.rate) AS BIGINT) AS owed, b.people - count(*) AS people_left
FROM bill_sums AS b
JOIN bill_members AS m ON m.group_key = b.group_key AND m.month = b.month
ANTI JOIN bills_overlapping AS o ON o.group_key = b.group_key AND o.month = b.month
WHERE b.adds_up
GROUP BY b.group_key, b.month, b.rest, b.people
HAVING count(m.rate) = count(*)
   AND b.rest >= sum(m.rate)
   AND (b.people >= count(*) OR (b.people IS NULL AND b.rest = sum(m.rate)));

-- Bills of a whole group laid end to end beside what its people owe, also end to end: each bill pays what it lies beside.
-- A person is counted at the bill where his due begins.
CREATE OR REPLACE TABLE bill_shares AS
SELECT
    b.payment_id, m.month, m.unit_id,
    CAST(least(m.upto, b.upto) - greatest(m.upto - m.rate, b.upto - b.rest) AS BIGINT) AS amount,
    CASE WHEN m.upto - m.rate >= b.upto - b.rest THEN 1 ELSE 0 END AS people
FROM (
    SELECT
        x.group_key, x.month, x.unit_id, x.rate,
        sum(x.rate) OVER (PARTITION BY x.group_key, x.month ORDER BY x.unit_id) AS upto
    FROM bill_members AS x
    JOIN bills_whole AS w ON w.group_key = x.group_key AND w.month = x.month
) AS m
JOIN (
    SELECT
        y.payment_id, y.group_key, y.month, y.rest,
        sum(y.rest) OVER (PARTITION BY y.group_key, y.month ORDER BY y.payment_id) AS upto
    FROM bills AS y
    WHERE y.rest > 0
) AS b ON b.group_key = m.group_key AND b.month = m.month AND m.upto - m.rate < b.upto AND m.upto > b.upto - b.rest;

-- What a line by name takes back holds as far as something was paid for that person and month; the rest is not assigned.
CREATE OR REPLACE TABLE taken_back AS
SELECT
    t.payment_id, t.month,
    CAST(least(t.amount, greatest(coalesce(g.amount, 0) - t.upto + t.amount, 0)) AS BIGINT) AS held
FROM (
    SELECT
        payment_id, unit_id, month, -amount AS amount,
        sum(-amount) OVER (PARTITION BY unit_id, month ORDER BY payment_id) AS upto
    FROM named_pieces
    WHERE unit_id IS NOT NULL AND amount < 0
) AS t
LEFT JOIN (
    SELECT unit_id, month, sum(amount) AS amount
    FROM (
        SELECT unit_id, month, amount FROM named_pieces WHERE unit_id IS NOT NULL AND amount > 0
        UNION ALL
        SELECT unit_id, month, amount FROM bill_shares
    ) AS given
    GROUP BY unit_id, month
) AS g ON g.unit_id = t.unit_id AND g.month = t.month;

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
        n.reason, CASE WHEN p.month IS NULL THEN n.amount ELSE coalesce(-t.held, n.amount) END AS amount,
        CASE WHEN n.amount < 0 THEN 0 ELSE 1 END AS people
    FROM named_pieces AS n
    LEFT JOIN money_period AS p ON p.month = n.month
    LEFT JOIN taken_back AS t ON t.payment_id = n.payment_id AND t.month = n.month
    UNION ALL
    SELECT n.payment_id, n.month, NULL AS unit_id, NULL AS row_id, NULL AS resolved_by, 'unassigned' AS outcome,
        'more_than_paid' AS reason, n.amount + t.held AS amount, 0 AS people
    FROM named_pieces AS n
    JOIN taken_back AS t ON t.payment_id = n.payment_id AND t.month = n.month
    JOIN money_period AS p ON p.month = n.month
    WHERE n.amount + t.held < 0
    UNION ALL
    SELECT b.payment_id, b.month, b.unit_id, u.participants_row_id AS row_id, 'bill' AS resolved_by,
        'assigned' AS outcome, NULL AS reason, b.amount, b.people
    FROM bill_shares AS b
    JOIN units AS u ON u.unit_id = b.unit_id
    UNION ALL
    SELECT
        b.payment_id, b.month, NULL AS unit_id, NULL AS row_id, NULL AS resolved_by,
        CASE WHEN p.month IS NULL THEN 'outside_period' ELSE 'unassigned' END AS outcome,
        CASE WHEN b.repeated THEN 'bill_repeated' ELSE 'bill_remainder' END AS reason,
        b.rest - CAST(coalesce(s.amount, 0) AS BIGINT) AS amount,
        CASE WHEN w.group_key IS NULL THEN greatest(coalesce(b.rest_people, 0), 0)
            WHEN f.payment_id IS NOT NULL THEN greatest(coalesce(w.people_left, 0), 0) ELSE 0 END AS people
    FROM bills AS b
    LEFT JOIN bills_whole AS w ON w.group_key = b.group_key AND w.month = b.month
    LEFT JOIN (SELECT payment_id, month, sum(amount) AS amount FROM bill_shares GROUP BY payment_id, month) AS s
        ON s.payment_id = b.payment_id AND s.month = b.month
    LEFT JOIN (
        SELECT min(payment_id) AS payment_id, month FROM bills WHERE rest > 0 GROUP BY group_key, month
    ) AS f ON f.payment_id = b.payment_id AND f.month = b.month
    LEFT JOIN money_period AS p ON p.month = b.month
    UNION ALL
    SELECT payment_id, NULL AS month, NULL AS unit_id, NULL AS row_id, NULL AS resolved_by,
        'unreadable' AS outcome, unread AS reason, coalesce(amount, 0) AS amount, coalesce(people, 1) AS people
    FROM payment_lines
    WHERE unread IS NOT NULL
) AS q
JOIN payment_lines AS l ON l.payment_id = q.payment_id
