-- The office that answers for a participant who is not listed: that of the NPP (of the same segment where the register
-- tells), else the kelurahan of the address, else one queue for the rest. None goes to nobody.
CREATE OR REPLACE TABLE npp_offices AS
SELECT row_id, min(office) AS office
FROM (
    SELECT
        p.row_id, g.office,
        rank() OVER (
            PARTITION BY p.row_id
            ORDER BY CASE WHEN g.segment = p.segment THEN 0 WHEN g.segment IS NULL THEN 1 ELSE 2 END, g.group_id
        ) AS place
    FROM money_people AS p
    JOIN office_groups AS g ON g.npp = p.npp
    WHERE p.side = 'participants'
) AS ranked
WHERE place = 1
GROUP BY row_id;

CREATE OR REPLACE TABLE responsibility AS
SELECT
    p.row_id,
    coalesce(n.office, k.office, b.office) AS office,
    CASE WHEN n.office IS NOT NULL THEN 'npp' WHEN k.office IS NOT NULL THEN 'kelurahan' ELSE 'bappeda' END AS how
FROM decided AS d
JOIN money_people AS p ON p.row_id = d.row_id AND p.side = 'participants'
CROSS JOIN nobody_else AS b
LEFT JOIN npp_offices AS n ON n.row_id = p.row_id
LEFT JOIN office_places AS k ON k.text = p.kelurahan
WHERE d.bucket = 'not_listed'
ORDER BY p.row_id
