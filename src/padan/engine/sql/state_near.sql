-- Rows whose number is one that a changed row gives or gave, as NIK or as KK; `said_numbers` are the NIK of changed rows.
CREATE OR REPLACE TABLE lost_rows AS
SELECT row_id FROM changed_rows UNION ALL SELECT row_id FROM gone_rows;

CREATE OR REPLACE TABLE old_people AS
SELECT p.row_id, p.nik_digits, p.kk FROM kept.people AS p SEMI JOIN lost_rows AS c ON c.row_id = p.row_id;

CREATE OR REPLACE TABLE card_numbers AS
SELECT kk AS text FROM old_people WHERE kk IS NOT NULL
UNION
SELECT nullif(regexp_replace(kk, '[^0-9]', '', 'g'), '') FROM raw WHERE kk IS NOT NULL;

CREATE OR REPLACE TABLE near_rows AS
SELECT p.row_id, p.nik_digits
FROM kept.people AS p
SEMI JOIN (
    SELECT text FROM card_numbers
    UNION SELECT text FROM said_numbers
    UNION SELECT nik_digits FROM old_people WHERE nik_digits IS NOT NULL
) AS t ON t.text = p.nik_digits
ANTI JOIN lost_rows AS c ON c.row_id = p.row_id;

-- Whether such a number is a NIK or a KK may have changed with the rows that give it as their KK: it is read again.
CREATE OR REPLACE TABLE reread_rows AS
SELECT n.row_id, n.nik_digits FROM near_rows AS n SEMI JOIN card_numbers AS c ON c.text = n.nik_digits;

CREATE OR REPLACE TABLE card_holders AS
SELECT min(p.row_id) AS row_id
FROM kept.people AS p
SEMI JOIN (SELECT text FROM said_numbers UNION SELECT nik_digits FROM reread_rows) AS t ON t.text = p.kk
ANTI JOIN lost_rows AS c ON c.row_id = p.row_id
ANTI JOIN reread_rows AS r ON r.row_id = p.row_id
GROUP BY p.kk
