-- Step 7: persons, their rows paired one to one, duplicates pointed to the row that is kept, and one bucket a row.
-- `thresholds` holds one row: auto, review, auto_within, review_within. Persons are told of rows that have a candidate;
-- those that a NIK settled alone wait until `decided`.
CREATE OR REPLACE TABLE row_persons AS
SELECT
    p.row_id, p.side, p.segment,
    coalesce(g.person, p.row_id) AS side_person,
    coalesce(l.person_a, g.person, p.row_id) AS person_id
FROM people AS p
SEMI JOIN (SELECT row_id FROM row_groups UNION SELECT a FROM links UNION SELECT b FROM links) AS n ON n.row_id = p.row_id
LEFT JOIN row_groups AS g ON g.row_id = p.row_id
LEFT JOIN person_links AS l ON l.person_b = coalesce(g.person, p.row_id) AND p.side = 'participants';

CREATE OR REPLACE TABLE row_fullness AS
SELECT
    p.row_id,
    CASE WHEN p.nik IS NULL OR contains(p.problems, 'nik_birth_date_differs') THEN 0 ELSE 3 END + CASE WHEN p.nik_digits IS NULL THEN 0 ELSE 1 END
        + CASE WHEN p.birth_column IS NULL THEN 0 ELSE 2 END + CASE WHEN p.name_id IS NULL THEN 0 ELSE 2 END
        + CASE WHEN p.sex_column IS NULL THEN 0 ELSE 1 END + CASE WHEN p.kk IS NULL THEN 0 ELSE 1 END
        + CASE WHEN r.mother IS NULL THEN 0 ELSE 1 END + CASE WHEN r.address IS NULL THEN 0 ELSE 1 END
        + CASE WHEN r.phone IS NULL THEN 0 ELSE 1 END + CASE WHEN r.birth_place IS NULL THEN 0 ELSE 1 END
        + CASE WHEN r.kelurahan IS NULL THEN 0 ELSE 1 END + CASE WHEN p.kpj IS NULL THEN 0 ELSE 1 END
        + CASE WHEN p.end_date IS NULL THEN 1 ELSE 0 END AS fullness
FROM people AS p
JOIN raw AS r ON r.row_id = p.row_id
SEMI JOIN row_persons AS n ON n.row_id = p.row_id;

CREATE OR REPLACE TABLE unsettled AS
SELECT r.row_id, r.side, r.segment, r.person_id, f.fullness, coalesce(b.weight, -99) AS weight
FROM row_fullness AS f
JOIN row_persons AS r ON r.row_id = f.row_id
SEMI JOIN linked_persons AS n ON n.person_id = r.person_id
LEFT JOIN row_best AS b ON b.row_id = r.row_id
ANTI JOIN (SELECT a AS row_id FROM settled UNION ALL SELECT b FROM settled) AS s ON s.row_id = r.row_id;

CREATE OR REPLACE TABLE paired_same_segment AS
SELECT x.row_id AS a, y.row_id AS b
FROM (SELECT *, row_number() OVER (PARTITION BY person_id, segment ORDER BY weight DESC, fullness DESC, row_id) AS n
      FROM unsettled WHERE side = 'list') AS x
JOIN (SELECT *, row_number() OVER (PARTITION BY person_id, segment ORDER BY weight DESC, fullness DESC, row_id) AS n
      FROM unsettled WHERE side = 'participants') AS y
    ON y.person_id = x.person_id AND y.n = x.n AND y.segment = x.segment
WHERE x.n = 1;

-- Segments in which a person of an unsettled row is settled already.
CREATE OR REPLACE TABLE settled_segments AS
SELECT k.person_id, p.segment
FROM (SELECT s.a, coalesce(g.person, s.a) AS person_id FROM settled AS s LEFT JOIN row_groups AS g ON g.row_id = s.a) AS k
SEMI JOIN unsettled AS u ON u.person_id = k.person_id
JOIN people AS p ON p.row_id = k.a;

CREATE OR REPLACE TABLE paired_rest AS
SELECT x.row_id AS a, y.row_id AS b
FROM (SELECT u.*, row_number() OVER (PARTITION BY person_id
              ORDER BY u.segment IS NULL, u.weight DESC, u.fullness DESC, u.row_id) AS n
      FROM unsettled AS u
      ANTI JOIN paired_same_segment AS s ON s.a = u.row_id
      ANTI JOIN (SELECT q.person_id, q.segment FROM paired_same_segment AS s JOIN unsettled AS q ON q.row_id = s.a
                 UNION ALL SELECT person_id, segment FROM settled_segments) AS h
        ON h.person_id = u.person_id AND h.segment IS NOT DISTINCT FROM u.segment
      WHERE u.side = 'list') AS x
JOIN (SELECT u.*, row_number() OVER (PARTITION BY person_id ORDER BY u.weight DESC, u.fullness DESC, u.row_id) AS n
      FROM unsettled AS u
      ANTI JOIN paired_same_segment AS s ON s.b = u.row_id
      WHERE u.side = 'participants') AS y
    ON y.person_id = x.person_id AND y.n = x.n;

CREATE OR REPLACE TABLE paired AS
SELECT s.a, s.b, s.probability, s.rule FROM settled AS s
UNION ALL
SELECT
    q.a, q.b,
    CASE WHEN h.a IS NOT NULL THEN 1.0 ELSE coalesce(l.probability, m.probability) END AS probability,
    CASE WHEN h.a IS NOT NULL THEN 'manusia' ELSE 'bukti' END AS rule
FROM (SELECT a, b FROM paired_same_segment UNION ALL SELECT a, b FROM paired_rest) AS q
JOIN row_persons AS x ON x.row_id = q.a
JOIN row_persons AS y ON y.row_id = q.b
LEFT JOIN links AS l ON l.a = q.a AND l.b = q.b
LEFT JOIN person_links AS m ON m.person_a = x.side_person AND m.person_b = y.side_person
LEFT JOIN human AS h ON h.a = q.a AND h.b = q.b AND h.same;

CREATE OR REPLACE TABLE paired_rows AS
SELECT a AS row_id, b AS match_row_id, probability, rule FROM paired
UNION ALL
SELECT b, a, probability, rule FROM paired;

-- Rows of one person on one side: in the same segment (participants: same KPJ, or overlapping dates) one is kept, and
-- never one that would be rejected. A row
-- of a list whose segment is blank is of no other segment: it repeats whichever row says one.
CREATE OR REPLACE TABLE twins_of_row AS
SELECT
    r.row_id, r.side, r.side_person, r.segment, p.kpj, p.npp, p.start_date, p.end_date,
    q.row_id IS NOT NULL AS is_paired, f.fullness,
    p.name_id IS NOT NULL OR length(p.nik_digits) >= 10 AS says_who,
    r.side = 'list' AND r.segment IS NULL AND NOT contains(p.problems, 'segment_unknown') AS blank_segment
FROM row_groups AS g
JOIN row_persons AS r ON r.row_id = g.row_id
JOIN people AS p ON p.row_id = g.row_id
JOIN row_fullness AS f ON f.row_id = g.row_id
LEFT JOIN paired_rows AS q ON q.row_id = r.row_id;

CREATE OR REPLACE TABLE duplicates AS
SELECT row_id, kept
FROM (
    SELECT
        x.row_id,
        y.row_id AS kept,
        row_number() OVER (
            PARTITION BY x.row_id ORDER BY y.is_paired DESC, y.blank_segment, y.fullness DESC, y.row_id) AS n
    FROM twins_of_row AS x
    JOIN twins_of_row AS y ON y.side = x.side AND y.side_person = x.side_person AND y.row_id <> x.row_id
    WHERE NOT x.is_paired AND (y.is_paired OR y.says_who)
      AND (y.is_paired OR (x.blank_segment AND NOT y.blank_segment) OR (x.blank_segment = y.blank_segment
          AND (y.fullness > x.fullness OR (y.fullness = x.fullness AND y.row_id < x.row_id))))
      AND CASE
            WHEN x.side = 'list' THEN x.blank_segment OR x.segment IS NOT DISTINCT FROM y.segment
            ELSE coalesce(x.kpj = y.kpj, FALSE)
                OR (x.segment IS NOT DISTINCT FROM y.segment
                    AND coalesce(x.start_date, DATE '1900-01-01') <= coalesce(y.end_date, DATE '9999-12-31')
                    AND coalesce(y.start_date, DATE '1900-01-01') <= coalesce(x.end_date, DATE '9999-12-31'))
          END
) AS ranked
WHERE n = 1;

-- The kept row must not itself be a duplicate: follow the pointer until it stands.
CREATE OR REPLACE TABLE duplicate_rows AS
WITH RECURSIVE followed(row_id, kept, steps) AS (
    SELECT row_id, kept, 0 FROM duplicates
    UNION ALL
    SELECT f.row_id, d.kept, f.steps + 1 FROM followed AS f JOIN duplicates AS d ON d.row_id = f.kept WHERE f.steps < 1000
)
SELECT f.row_id, f.kept
FROM followed AS f
ANTI JOIN duplicates AS d ON d.row_id = f.kept;

CREATE OR REPLACE TABLE review_pairs AS
SELECT a, b, probability
FROM (
    SELECT l.a, l.b, l.probability,
        row_number() OVER (PARTITION BY l.a ORDER BY l.probability DESC, l.b) AS rank_a,
        row_number() OVER (PARTITION BY l.b ORDER BY l.probability DESC, l.a) AS rank_b
    FROM links AS l
    CROSS JOIN thresholds AS t
    ANTI JOIN paired_rows AS x ON x.row_id = l.a
    ANTI JOIN paired_rows AS y ON y.row_id = l.b
    ANTI JOIN duplicate_rows AS d ON d.row_id = l.a
    ANTI JOIN duplicate_rows AS e ON e.row_id = l.b
    ANTI JOIN human AS h ON h.a = l.a AND h.b = l.b
    LEFT JOIN nik_joined AS j ON j.a = l.a AND j.b = l.b
    LEFT JOIN human_again AS n ON n.a = l.a AND n.b = l.b
    WHERE l.probability >= t.review OR j.a IS NOT NULL OR n.a IS NOT NULL
) AS ranked
WHERE rank_a <= 3 AND rank_b <= 3;

CREATE OR REPLACE TABLE review_within AS
SELECT w.a, w.b, w.probability
FROM links_within AS w
CROSS JOIN thresholds AS t
LEFT JOIN duplicate_rows AS d ON d.row_id = w.a
LEFT JOIN duplicate_rows AS e ON e.row_id = w.b
LEFT JOIN paired_rows AS x ON x.row_id = w.a
LEFT JOIN paired_rows AS y ON y.row_id = w.b
JOIN people AS p ON p.row_id = w.a
JOIN people AS q ON q.row_id = w.b
LEFT JOIN filler_niks AS f ON f.nik_digits = p.nik_digits
ANTI JOIN human AS h ON h.a = w.a AND h.b = w.b
WHERE d.row_id IS NULL AND e.row_id IS NULL AND (x.row_id IS NULL OR y.row_id IS NULL)
  AND ((w.probability >= t.review_within AND w.probability < t.auto_within) OR (p.nik = q.nik AND f.nik_digits IS NULL AND w.probability < t.auto_within));

-- The other side's row before one's own side's; of equals the first stands, so that the same rows give the same answer
-- whatever stands beside them.
CREATE OR REPLACE TABLE review_rows AS
SELECT row_id, other AS match_row_id, probability, first_rule AS rule
FROM (
    SELECT
        *,
        min(rule) OVER (PARTITION BY row_id) AS first_rule,
        row_number() OVER (PARTITION BY row_id ORDER BY rule, probability DESC, other) AS n
    FROM (
        SELECT a AS row_id, b AS other, probability, 'ditinjau' AS rule FROM review_pairs
        UNION ALL SELECT b, a, probability, 'ditinjau' FROM review_pairs
        UNION ALL SELECT a, b, probability, 'nik_dipakai_dua_orang' FROM review_within
        UNION ALL SELECT b, a, probability, 'nik_dipakai_dua_orang' FROM review_within
    ) AS every_pair
) AS ranked
WHERE n = 1;

CREATE OR REPLACE TABLE best_links AS
SELECT row_id, other AS match_row_id, probability
FROM (
    SELECT *, row_number() OVER (PARTITION BY row_id ORDER BY probability DESC, other) AS n
    FROM (SELECT a AS row_id, b AS other, probability FROM links UNION ALL SELECT b, a, probability FROM links) AS every_link
) AS ranked
WHERE n = 1
