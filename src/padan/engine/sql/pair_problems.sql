-- What differs, and what only one side has, for each linked row. Compared after case, space, punctuation, titles and short forms.
CREATE OR REPLACE TABLE pair_problems AS
SELECT
    q.row_id,
    concat_ws(',',
        CASE WHEN x.nik_digits IS NULL AND y.nik_digits IS NOT NULL THEN 'missing_nik'
             WHEN x.nik_digits IS NOT NULL AND y.nik_digits IS NOT NULL AND x.nik_digits <> y.nik_digits THEN 'nik_differs' END,
        CASE WHEN x.name_id IS NULL AND y.name_id IS NOT NULL THEN 'missing_name'
             WHEN x.name_id <> y.name_id AND replace(fx.words, ' ', '') <> replace(fy.words, ' ', '')
                AND coalesce(n.outcome, 'variant') <> 'equal' THEN 'name_differs' END,
        CASE WHEN x.birth_column IS NULL AND y.birth_column IS NOT NULL THEN 'missing_birth_date'
             WHEN x.birth_column <> y.birth_column THEN 'birth_date_differs' END,
        CASE WHEN x.sex_column IS NULL AND y.sex_column IS NOT NULL THEN 'missing_sex'
             WHEN x.sex_column <> y.sex_column THEN 'sex_differs' END,
        CASE WHEN x.segment <> y.segment THEN 'segment_other' END
    ) AS problems
FROM paired_rows AS q
JOIN people AS x ON x.row_id = q.row_id
JOIN people AS y ON y.row_id = q.match_row_id
LEFT JOIN name_forms AS fx ON fx.name_id = x.name_id
LEFT JOIN name_forms AS fy ON fy.name_id = y.name_id
LEFT JOIN name_outcomes AS n ON n.x = least(x.name_id, y.name_id) AND n.y = greatest(x.name_id, y.name_id)
