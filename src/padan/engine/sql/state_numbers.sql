-- Numbers that a changed row gives or gave, as NIK or as KK, and the keys under which other rows give them.
-- `said_numbers` are the NIK of changed rows, `old_people` what the rows said before.
CREATE OR REPLACE TABLE card_numbers AS
SELECT kk AS text FROM old_people WHERE kk IS NOT NULL
UNION
SELECT nullif(regexp_replace(kk, '[^0-9]', '', 'g'), '') FROM raw WHERE kk IS NOT NULL;

CREATE OR REPLACE TABLE sought_numbers AS
SELECT text, FALSE AS card, hash('number', text, substr(text, 5)) AS block
FROM (
    SELECT text FROM card_numbers
    UNION SELECT text FROM said_numbers
    UNION SELECT nik_digits FROM old_people
) AS numbers
WHERE text IS NOT NULL
UNION ALL
SELECT text, TRUE, hash('card', text, substr(text, 5))
FROM (SELECT text FROM card_numbers UNION SELECT text FROM said_numbers) AS cards
WHERE text IS NOT NULL
