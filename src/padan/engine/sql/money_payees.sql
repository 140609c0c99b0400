-- Who each distinct payee is: by KPJ, else by NIK, else by a name that only one person bears. Never by guessing:
-- two units left after comparing NIK, name and segment leave the line unassigned.
CREATE OR REPLACE TABLE payees AS
SELECT min(payment_id) AS payee_id, kpj, nik, name_key, segment
FROM payment_lines
WHERE NOT is_bill
GROUP BY kpj, nik, name_key, segment;

CREATE OR REPLACE TABLE payee_units AS
SELECT
    y.payee_id, r.unit_id, 'kpj' AS resolved_by, min(p.row_id) AS row_id,
    max(CASE WHEN y.nik = p.nik THEN 4 ELSE 0 END + CASE WHEN y.name_key = p.name_key THEN 2 ELSE 0 END
        + CASE WHEN y.segment = u.segment THEN 1 ELSE 0 END) AS score
FROM payees AS y
JOIN money_people AS p ON p.kpj = y.kpj AND p.side = 'participants'
JOIN unit_rows AS r ON r.row_id = p.row_id
JOIN units AS u ON u.unit_id = r.unit_id
WHERE y.kpj <> ''
GROUP BY y.payee_id, r.unit_id;

INSERT INTO payee_units
SELECT
    y.payee_id, r.unit_id, 'nik' AS resolved_by, min(p.row_id) AS row_id,
    max(CASE WHEN y.name_key = p.name_key THEN 2 ELSE 0 END
        + CASE WHEN y.segment = u.segment THEN 1 ELSE 0 END) AS score
FROM payees AS y
JOIN money_people AS p ON p.nik = y.nik AND p.side = 'participants'
JOIN unit_rows AS r ON r.row_id = p.row_id
JOIN units AS u ON u.unit_id = r.unit_id
WHERE y.nik <> '' AND NOT EXISTS (SELECT 1 FROM payee_units AS t WHERE t.payee_id = y.payee_id)
GROUP BY y.payee_id, r.unit_id;

INSERT INTO payee_units
SELECT
    y.payee_id, r.unit_id, 'list_nik' AS resolved_by, min(p.row_id) AS row_id,
    max(CASE WHEN y.name_key = p.name_key THEN 2 ELSE 0 END
        + CASE WHEN y.segment = u.segment THEN 1 ELSE 0 END) AS score
FROM payees AS y
JOIN money_people AS p ON p.nik = y.nik AND p.side = 'list'
JOIN unit_rows AS r ON r.row_id = p.row_id
JOIN units AS u ON u.unit_id = r.unit_id
WHERE y.nik <> '' AND NOT EXISTS (SELECT 1 FROM payee_units AS t WHERE t.payee_id = y.payee_id)
GROUP BY y.payee_id, r.unit_id;

-- A name counts where one person alone bears it and the line's own KPJ and NIK do not speak against a row of his.
CREATE OR REPLACE TABLE name_bearers AS
SELECT p.name_key, count(DISTINCT u.person_id) AS persons
FROM money_people AS p
JOIN (
    SELECT DISTINCT y.name_key
    FROM payees AS y
    WHERE y.name_key <> '' AND NOT EXISTS (SELECT 1 FROM payee_units AS t WHERE t.payee_id = y.payee_id)
) AS w ON w.name_key = p.name_key
JOIN unit_rows AS r ON r.row_id = p.row_id
JOIN units AS u ON u.unit_id = r.unit_id
GROUP BY p.name_key;

CREATE OR REPLACE TABLE payee_names AS
SELECT
    y.payee_id, r.unit_id, min(p.row_id) AS row_id,
    max(CASE WHEN y.segment = u.segment THEN 1 ELSE 0 END) AS score,
    max(CASE WHEN (y.nik <> '' AND p.nik <> y.nik) OR (y.kpj <> '' AND p.kpj <> y.kpj) THEN 1 ELSE 0 END) AS against
FROM payees AS y
JOIN name_bearers AS k ON k.name_key = y.name_key AND k.persons = 1
JOIN money_people AS p ON p.name_key = y.name_key
JOIN unit_rows AS r ON r.row_id = p.row_id
JOIN units AS u ON u.unit_id = r.unit_id
WHERE NOT EXISTS (SELECT 1 FROM payee_units AS t WHERE t.payee_id = y.payee_id)
GROUP BY y.payee_id, r.unit_id;

INSERT INTO payee_units
SELECT n.payee_id, n.unit_id, 'name' AS resolved_by, n.row_id, n.score
FROM payee_names AS n
JOIN (SELECT payee_id FROM payee_names GROUP BY payee_id HAVING max(against) = 0) AS agreed
    ON agreed.payee_id = n.payee_id;

CREATE OR REPLACE TABLE payee_unit AS
SELECT t.payee_id, min(t.unit_id) AS unit_id, min(t.row_id) AS row_id, min(t.resolved_by) AS resolved_by
FROM payee_units AS t
JOIN (SELECT payee_id, max(score) AS score FROM payee_units GROUP BY payee_id) AS best
    ON best.payee_id = t.payee_id AND best.score = t.score
GROUP BY t.payee_id
HAVING count(*) = 1
