-- Months for which a bill of the person's group was paid without saying for whom.
CREATE OR REPLACE TABLE open_months AS
SELECT DISTINCT m.unit_id, m.month
FROM bill_members AS m
LEFT JOIN bills_whole AS w ON w.group_key = m.group_key AND w.month = m.month
WHERE w.group_key IS NULL
