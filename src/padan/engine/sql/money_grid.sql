-- Every month of the period in which a unit's dates hold, with what such a month costs (NULL = not known).
CREATE OR REPLACE TABLE unit_months AS
SELECT u.unit_id, u.kind, u.side, c.month, r.due AS rate, r.other_due, coalesce(r.tolerance, 0) AS tolerance
FROM units AS u
CROSS JOIN money_period AS c
LEFT JOIN rate_months AS r ON r.segment = u.segment AND r.rate_wage = u.rate_wage AND r.month = c.month
WHERE coalesce(u.start_date, DATE '1000-01-01') <= c.last_day AND u.ends >= c.first_day
