-- One line a row of both sides: where it stands, what became of it, what it costs and how its person is covered.
-- A linked pair's money and cover stand at both its rows; a duplicate has none of its own.
CREATE OR REPLACE TABLE snapshot_money AS
SELECT
    m.row_id,
    sum(coalesce(m.due, 0)) AS due, sum(m.paid) AS paid, sum(m.missing) AS missing, sum(m.in_excess) AS in_excess,
    sum(coalesce(m.review_due, 0)) AS review_due,
    list(
        {
            'month': m.month, 'status': m.status, 'due': coalesce(m.due, m.review_due), 'paid': m.paid,
            'open': m.open_bill, 'is_due': m.is_due, 'counted': m.due, 'other': m.other_due
        }
        ORDER BY m.month
    ) AS months
FROM (
    SELECT p.row_id, p.month, p.due, p.other_due, p.is_due, p.paid, p.missing, p.in_excess, p.review_due, p.status, p.open_bill
    FROM person_months AS p
    UNION ALL
    SELECT p.participants_row_id, p.month, p.due, p.other_due, p.is_due, p.paid, p.missing, p.in_excess, p.review_due, p.status, p.open_bill
    FROM person_months AS p
    WHERE p.participants_row_id <> p.row_id
) AS m
GROUP BY m.row_id;

CREATE OR REPLACE TABLE snapshot_cover AS
SELECT
    u.row_id, c.state, c.first_months, c.over_age, c.two_segments, c.two_payers, c.resumed, r.reason AS risk,
    c.benefit_full
FROM (
    SELECT participants_row_id AS row_id, unit_id FROM participation
    UNION ALL
    SELECT list_row_id, unit_id FROM participation WHERE list_row_id IS NOT NULL
) AS u
JOIN participation AS c ON c.unit_id = u.unit_id
LEFT JOIN cover_risk AS r ON r.unit_id = u.unit_id;

CREATE OR REPLACE VIEW snapshot_rows AS
SELECT
    d.side, s.file, p.record, d.bucket, ms.file AS match_file, m.record AS match_record,
    m.side AS match_side, d.probability, d.rule,
    coalesce(r.reasons, []) AS reasons,
    q.problems, coalesce(mq.problems, '') AS match_problems, coalesce(p.segment, '') AS segment,
    coalesce(t.kelurahan, s.kelurahan, '') AS kelurahan, coalesce(t.kecamatan, s.kecamatan, '') AS kecamatan,
    coalesce(t.address, '') AS address, coalesce(n.office, '') AS npp_office,
    coalesce(y.due, 0) AS due, coalesce(y.paid, 0) AS paid, coalesce(y.missing, 0) AS missing,
    coalesce(y.in_excess, 0) AS in_excess, coalesce(y.review_due, 0) AS review_due, coalesce(y.months, []) AS months,
    coalesce(c.state, '') AS state, coalesce(c.first_months, FALSE) AS first_months,
    coalesce(c.over_age, FALSE) AS over_age, coalesce(c.two_segments, FALSE) AS two_segments,
    coalesce(c.two_payers, FALSE) AS two_payers, coalesce(c.resumed, FALSE) AS resumed, coalesce(c.risk, '') AS risk,
    coalesce(c.benefit_full, b.death_benefit, 0) AS benefit
FROM decided AS d
JOIN people AS p ON p.row_id = d.row_id
JOIN raw AS t ON t.row_id = d.row_id
JOIN sheets AS s ON s.sheet_id = p.sheet_id
JOIN row_problems AS q ON q.row_id = d.row_id
LEFT JOIN people AS m ON m.row_id = d.match_row_id
LEFT JOIN sheets AS ms ON ms.sheet_id = m.sheet_id
LEFT JOIN row_problems AS mq ON mq.row_id = d.match_row_id
LEFT JOIN best_links AS l ON l.row_id = d.row_id
LEFT JOIN pair_reasons AS r
    ON r.a = least(d.row_id, coalesce(d.match_row_id, l.match_row_id))
    AND r.b = greatest(d.row_id, coalesce(d.match_row_id, l.match_row_id))
LEFT JOIN npp_offices AS n ON n.row_id = d.row_id
LEFT JOIN snapshot_money AS y ON y.row_id = d.row_id
LEFT JOIN snapshot_cover AS c ON c.row_id = d.row_id
LEFT JOIN cover_rules AS b ON b.segment = p.segment AND b.reading = 0
ORDER BY d.row_id;

-- Pairs with their sentences: all but plain links across the sides, which stand at their rows already.
CREATE OR REPLACE VIEW snapshot_pairs AS
SELECT
    q.within, q.list_file, q.list_record, q.participants_file, q.participants_record, q.probability, q.decision,
    coalesce(r.reasons, []) AS reasons
FROM (
    SELECT
        '' AS within, 'list' AS one_side, 'participants' AS other_side,
        list_file, list_sheet, list_record, participants_file, participants_sheet, participants_record,
        probability, decision
    FROM output_pairs
    UNION ALL
    SELECT
        side, side, side,
        list_file, list_sheet, list_record, participants_file, participants_sheet, participants_record,
        probability, decision
    FROM output_pairs_within
) AS q
JOIN sheets AS xs ON xs.side = q.one_side AND xs.file = q.list_file AND xs.sheet = q.list_sheet
JOIN people AS x ON x.sheet_id = xs.sheet_id AND x.record = q.list_record
JOIN sheets AS ys ON ys.side = q.other_side AND ys.file = q.participants_file AND ys.sheet = q.participants_sheet
JOIN people AS y ON y.sheet_id = ys.sheet_id AND y.record = q.participants_record
LEFT JOIN pair_reasons AS r ON r.a = least(x.row_id, y.row_id) AND r.b = greatest(x.row_id, y.row_id)
WHERE q.decision <> 'auto' OR q.within <> ''
ORDER BY x.row_id, y.row_id
