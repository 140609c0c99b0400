-- Problems that only show beside other rows: one person in two segments or under two payers, one NIK on two people.
CREATE OR REPLACE TABLE many_segments AS
SELECT d.row_id
FROM decided AS d
JOIN (
    SELECT d.side, d.side_person
    FROM decided AS d
    SEMI JOIN row_groups AS g ON g.row_id = d.row_id
    GROUP BY d.side, d.side_person
    HAVING count(DISTINCT d.segment) > 1
) AS m ON m.side = d.side AND m.side_person = d.side_person;

-- One payer may have several NPP: where every row of the person names the same payer, there is one.
CREATE OR REPLACE TABLE many_payers AS
SELECT d.row_id
FROM decided AS d
JOIN (
    SELECT d.side_person
    FROM (
        SELECT d.row_id, d.side_person, d.bucket, d.segment, p.kpj, p.npp,
            nullif(regexp_replace(upper(r.payer), '[^0-9A-Z]', '', 'g'), '') AS payer
        FROM decided AS d
        JOIN people AS p ON p.row_id = d.row_id
        JOIN raw AS r ON r.row_id = d.row_id
        SEMI JOIN row_groups AS g ON g.row_id = d.row_id
        WHERE d.side = 'participants'
    ) AS d
    GROUP BY d.side_person
    HAVING (count(d.payer) < count(*) OR count(DISTINCT d.payer) > 1) AND (count(DISTINCT d.npp) > 1
        OR (count(DISTINCT d.npp) = 0
            AND count(DISTINCT CASE WHEN d.bucket <> 'duplicate' THEN d.kpj END) > 1
            AND count(DISTINCT CASE WHEN d.bucket <> 'duplicate' THEN d.segment END) > 1))
) AS m ON m.side_person = d.side_person
JOIN people AS p ON p.row_id = d.row_id
WHERE d.side = 'participants' AND (d.bucket <> 'duplicate' OR p.npp IS NOT NULL);

CREATE OR REPLACE TABLE shared_niks AS
SELECT p.row_id
FROM people AS p
SEMI JOIN niks_twice AS t ON t.row_id = p.row_id
JOIN decided AS d ON d.row_id = p.row_id
JOIN (
    SELECT p.side, p.nik
    FROM people AS p
    SEMI JOIN niks_twice AS c ON c.row_id = p.row_id
    JOIN decided AS d ON d.row_id = p.row_id
    GROUP BY p.side, p.nik
    HAVING count(DISTINCT d.side_person) > 1
) AS s ON s.side = p.side AND s.nik = p.nik;

CREATE OR REPLACE TABLE row_problems AS
SELECT
    d.row_id,
    concat_ws(',',
        nullif(d.own_problems, ''),
        nullif(d.pair_problems, ''),
        CASE WHEN s.row_id IS NOT NULL THEN 'two_segments' END,
        CASE WHEN y.row_id IS NOT NULL THEN 'two_payers' END,
        CASE WHEN k.row_id IS NOT NULL THEN 'nik_shared' END
    ) AS problems
FROM decided AS d
LEFT JOIN many_segments AS s ON s.row_id = d.row_id
LEFT JOIN many_payers AS y ON y.row_id = d.row_id
LEFT JOIN shared_niks AS k ON k.row_id = d.row_id
