-- Rows whose number is one that a changed row gives or gave, as NIK or as KK; `met_keys` are theirs.
CREATE OR REPLACE TABLE near_rows AS
SELECT m.row_id, s.text AS nik_digits
FROM sought_numbers AS s
JOIN met_keys AS m ON m.block = s.block
ANTI JOIN lost_rows AS c ON c.row_id = m.row_id
WHERE NOT s.card;

-- Whether such a number is a NIK or a KK may have changed with the rows that give it as their KK: it is read again.
CREATE OR REPLACE TABLE reread_rows AS
SELECT n.row_id, n.nik_digits FROM near_rows AS n SEMI JOIN card_numbers AS c ON c.text = n.nik_digits;

CREATE OR REPLACE TABLE card_holders AS
SELECT min(m.row_id) AS row_id
FROM sought_numbers AS s
JOIN met_keys AS m ON m.block = s.block
SEMI JOIN (SELECT text FROM said_numbers UNION SELECT nik_digits FROM reread_rows) AS t ON t.text = s.text
ANTI JOIN lost_rows AS c ON c.row_id = m.row_id
ANTI JOIN reread_rows AS r ON r.row_id = m.row_id
WHERE s.card
GROUP BY s.text
