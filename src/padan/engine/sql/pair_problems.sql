-- What differs, and what only one side has, for each linked pair and then for each of its rows. Compared after case,
-- space, punctuation, titles and short forms.
CREATE OR REPLACE TABLE pair_differences AS
SELECT
    q.a,
    q.b,
    q.probability,
    q.rule,
    x.nik_digits IS NULL AND y.nik_digits IS NOT NULL AS a_lacks_nik,
    y.nik_digits IS NULL AND x.nik_digits IS NOT NULL AS b_lacks_nik,
    coalesce(x.nik_digits <> y.nik_digits, FALSE) AS nik,
    x.name_id IS NULL AND y.name_id IS NOT NULL AS a_lacks_name,
    y.name_id IS NULL AND x.name_id IS NOT NULL AS b_lacks_name,
    coalesce(x.name_id <> y.name_id, FALSE) AS name,
    x.name_id AS name_a,
    y.name_id AS name_b,
    x.birth_column IS NULL AND y.birth_column IS NOT NULL AS a_lacks_birth,
    y.birth_column IS NULL AND x.birth_column IS NOT NULL AS b_lacks_birth,
    coalesce(x.birth_column <> y.birth_column, FALSE) AS birth,
    x.sex_column IS NULL AND y.sex_column IS NOT NULL AS a_lacks_sex,
    y.sex_column IS NULL AND x.sex_column IS NOT NULL AS b_lacks_sex,
    coalesce(x.sex_column <> y.sex_column, FALSE) AS sex,
    coalesce(x.segment <> y.segment, FALSE) AS segment
FROM paired AS q
JOIN people AS x ON x.row_id = q.a
JOIN people AS y ON y.row_id = q.b;

-- Words of the names; where these are the same and both tell the father, his name.
CREATE OR REPLACE TABLE names_differ AS
SELECT d.a
FROM pair_differences AS d
JOIN name_forms AS f ON f.name_id = d.name_a
JOIN name_forms AS g ON g.name_id = d.name_b
LEFT JOIN scored AS s ON s.a = d.a AND s.b = d.b
LEFT JOIN scored_nik AS n ON n.a = d.a AND n.b = d.b
WHERE d.name AND coalesce(s.name, n.name, 'variant') <> 'equal'
  AND (f.words_joined <> g.words_joined
      OR (f.parent AND g.parent AND coalesce(s.name, n.name) IS NOT NULL));

-- Both rows of each linked pair, with the problems of each.
CREATE OR REPLACE TABLE paired_lines AS
SELECT
    row_id, match_row_id, probability, rule,
    CASE WHEN lacks_nik OR nik OR lacks_name OR name OR lacks_birth OR birth OR lacks_sex OR sex OR segment THEN concat_ws(',',
        CASE WHEN lacks_nik THEN 'missing_nik' WHEN nik THEN 'nik_differs' END,
        CASE WHEN lacks_name THEN 'missing_name' WHEN name THEN 'name_differs' END,
        CASE WHEN lacks_birth THEN 'missing_birth_date' WHEN birth THEN 'birth_date_differs' END,
        CASE WHEN lacks_sex THEN 'missing_sex' WHEN sex THEN 'sex_differs' END,
        CASE WHEN segment THEN 'segment_other' END) END AS problems,
    nik OR name OR birth OR sex AS differs
FROM (
    SELECT d.a AS row_id, d.b AS match_row_id, d.probability, d.rule, a_lacks_nik AS lacks_nik, nik, a_lacks_name AS lacks_name,
        n.a IS NOT NULL AS name, a_lacks_birth AS lacks_birth, birth, a_lacks_sex AS lacks_sex, sex, segment
    FROM pair_differences AS d LEFT JOIN names_differ AS n ON n.a = d.a
    UNION ALL
    SELECT d.b, d.a, d.probability, d.rule, b_lacks_nik, nik, b_lacks_name, n.a IS NOT NULL, b_lacks_birth, birth, b_lacks_sex, sex, segment
    FROM pair_differences AS d LEFT JOIN names_differ AS n ON n.a = d.a
) AS lines;

DROP TABLE pair_differences
