-- Payment lines, every value read through the table of its distinct values. A line that names nobody is a bill.
CREATE OR REPLACE TABLE payment_lines AS
SELECT
    p.payment_id,
    p.sheet_id,
    p.record,
    p.row,
    CASE WHEN trim(coalesce(p.kpj_key, ''), '0') <> '' THEN p.kpj_key ELSE '' END AS kpj,
    coalesce(i.value, '') AS nik,
    p.name_key,
    CASE WHEN trim(coalesce(p.npp_key, ''), '0') <> '' THEN p.npp_key ELSE '' END AS npp,
    coalesce(s.value, '') AS segment,
    CASE WHEN trim(coalesce(p.code_key, ''), '0') <> '' THEN p.code_key ELSE '' END AS billing_code,
    p.ntpn,
    CASE WHEN trim(coalesce(p.ntpn_key, ''), '0') <> '' THEN p.ntpn_key ELSE '' END AS ntpn_key,
    m.first_n,
    m.last_n,
    m.last_n - m.first_n + 1 AS months,
    a.value AS amount,
    d.value AS paid_date,
    c.value AS people,
    trim(coalesce(p.kpj_key, ''), '0') = '' AND p.name_key = ''
        AND trim(coalesce(regexp_replace(p.nik, '[^0-9]', '', 'g'), ''), '0') = '' AS is_bill,
    CASE WHEN a.value IS NULL THEN 'amount' WHEN m.first_n IS NULL THEN 'month' END AS unread
FROM (
    SELECT
        t.*,
        regexp_replace(upper(t.kpj), '[^0-9A-Z]', '', 'g') AS kpj_key,
        regexp_replace(upper(t.npp), '[^0-9A-Z]', '', 'g') AS npp_key,
        regexp_replace(upper(t.billing_code), '[^0-9A-Z]', '', 'g') AS code_key,
        regexp_replace(upper(t.ntpn), '[^0-9A-Z]', '', 'g') AS ntpn_key,
        coalesce(regexp_replace(upper(t.name), '[^A-Z]', '', 'g'), '') AS name_key
    FROM payments_text AS t
) AS p
LEFT JOIN money_niks AS i ON i.text = p.nik
LEFT JOIN money_segments AS s ON s.text = p.segment
LEFT JOIN money_amounts AS a ON a.text = p.amount
LEFT JOIN money_counts AS c ON c.text = p.people_count
LEFT JOIN money_dates AS d ON d.text = p.paid_date
LEFT JOIN money_spans AS m
    ON m.month = coalesce(p.month, '') AND m.month_from = coalesce(p.month_from, '')
    AND m.month_to = coalesce(p.month_to, '')
