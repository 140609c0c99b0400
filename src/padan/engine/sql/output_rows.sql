-- A row's number tells its sheet and record; its place in the sheet is looked up only where it is another number.
CREATE OR REPLACE TABLE rows_elsewhere AS
SELECT row_id, row FROM decided WHERE row <> record;

CREATE OR REPLACE VIEW output_rows AS
SELECT
    d.row_id,
    d.side,
    s.file,
    s.sheet,
    d.segment,
    d.record,
    d.row,
    d.bucket,
    ms.file AS match_file,
    ms.sheet AS match_sheet,
    d.told_match % 4294967296 + 1 AS match_record,
    coalesce(m.row, d.told_match % 4294967296 + 1) AS match_row,
    d.probability,
    d.rule,
    coalesce(r.reasons, []) AS reasons,
    CASE WHEN q.problems = '' THEN [] ELSE string_split(q.problems, ',') END AS problems
FROM (
    -- A row under review beside a row of its own side has no counterpart: that pair stands in pairs_within.
    SELECT *, CASE
        WHEN bucket <> 'review' OR (match_row_id >= 72057594037927936) <> (side = 'participants') THEN match_row_id
        END AS told_match
    FROM decided
) AS d
JOIN sheets AS s ON s.sheet_id = d.sheet_id
JOIN row_problems AS q ON q.row_id = d.row_id
LEFT JOIN sheets AS ms ON ms.sheet_id = d.told_match % 72057594037927936 // 4294967296
LEFT JOIN rows_elsewhere AS m ON m.row_id = d.told_match
LEFT JOIN best_links AS b ON b.row_id = d.row_id AND d.match_row_id IS NULL
LEFT JOIN pair_reasons AS r
    ON r.a = least(d.row_id, coalesce(d.match_row_id, b.match_row_id)) AND r.b = greatest(d.row_id, coalesce(d.match_row_id, b.match_row_id));

CREATE OR REPLACE VIEW output_pairs AS
SELECT
    xs.file AS list_file, xs.sheet AS list_sheet, q.a % 4294967296 + 1 AS list_record,
    ys.file AS participants_file, ys.sheet AS participants_sheet, q.b % 4294967296 + 1 AS participants_record,
    q.probability, q.decision
FROM (
    SELECT a, b, probability, CASE WHEN rule = 'manusia' THEN 'human_same' ELSE 'auto' END AS decision FROM paired
    UNION ALL
    SELECT a, b, probability, 'review' FROM review_pairs
    UNION ALL
    SELECT l.a, l.b, l.probability, 'outranked'
    FROM links AS l
    CROSS JOIN thresholds AS t
    ANTI JOIN paired AS p ON p.a = l.a AND p.b = l.b
    ANTI JOIN review_pairs AS v ON v.a = l.a AND v.b = l.b
    ANTI JOIN human AS h ON h.a = l.a AND h.b = l.b
    WHERE l.probability >= t.review
    UNION ALL
    SELECT h.a, h.b, CASE WHEN h.same THEN 1.0 ELSE 0.0 END, CASE WHEN h.same THEN 'human_same' ELSE 'human_different' END
    FROM human AS h
    ANTI JOIN paired AS p ON p.a = h.a AND p.b = h.b
    WHERE h.across
) AS q
JOIN sheets AS xs ON xs.sheet_id = q.a % 72057594037927936 // 4294967296
JOIN sheets AS ys ON ys.sheet_id = q.b % 72057594037927936 // 4294967296
ORDER BY q.a, q.b;

CREATE OR REPLACE VIEW output_pairs_within AS
SELECT
    xs.side,
    xs.file AS list_file, xs.sheet AS list_sheet, q.a % 4294967296 + 1 AS list_record,
    ys.file AS participants_file, ys.sheet AS participants_sheet, q.b % 4294967296 + 1 AS participants_record,
    q.probability, q.decision
FROM (
    SELECT w.a, w.b, w.probability, CASE
        WHEN h.a IS NOT NULL THEN 'human_same'
        WHEN v.a IS NOT NULL THEN 'review'
        WHEN w.probability >= t.auto_within THEN 'auto'
        ELSE 'outranked' END AS decision
    FROM links_within AS w
    CROSS JOIN thresholds AS t
    LEFT JOIN review_within AS v ON v.a = w.a AND v.b = w.b
    LEFT JOIN human AS h ON h.a = w.a AND h.b = w.b
    WHERE v.a IS NOT NULL OR w.probability >= t.review_within
    UNION ALL
    SELECT h.a, h.b, 0.0, 'human_different' FROM human AS h WHERE NOT h.across AND NOT h.same
) AS q
JOIN sheets AS xs ON xs.sheet_id = q.a % 72057594037927936 // 4294967296
JOIN sheets AS ys ON ys.sheet_id = q.b % 72057594037927936 // 4294967296
ORDER BY q.a, q.b
