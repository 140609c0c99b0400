-- Rows in whose pairs something may differ.
CREATE OR REPLACE TABLE human_pairs_known AS
SELECT a, b, same, alone FROM kept.human UNION SELECT a, b, same, alone FROM human_now
UNION SELECT a, b, NULL, NULL FROM kept.human_again UNION SELECT a, b, NULL, NULL FROM human_again;

CREATE OR REPLACE TABLE human_changes AS
SELECT a, b
FROM (
    SELECT a, b, same, alone FROM kept.human UNION ALL SELECT a, b, same, alone FROM human_now
    UNION ALL SELECT a, b, NULL, NULL FROM kept.human_again UNION ALL SELECT a, b, NULL, NULL FROM human_again
) AS said
GROUP BY a, b, same, alone
HAVING count(*) = 1;

CREATE OR REPLACE TABLE touched_rows AS
SELECT row_id FROM lost_rows
UNION SELECT row_id FROM near_rows
UNION SELECT a FROM human_changes
UNION SELECT b FROM human_changes
