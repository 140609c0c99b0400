-- Which rows of the sheets that were read again say something else than before. `kept` is the state.
CREATE OR REPLACE TABLE gone_rows AS
SELECT k.row_id
FROM kept.raw_rows AS k
SEMI JOIN read_sheets AS s ON s.sheet_id = k.sheet_id
ANTI JOIN read_contents AS n ON n.row_id = k.row_id;

CREATE OR REPLACE TABLE changed_rows AS
SELECT n.row_id
FROM read_contents AS n
LEFT JOIN kept_contents AS k ON k.row_id = n.row_id
WHERE k.content IS NULL OR k.content <> n.content OR n.sheet_id IN (SELECT sheet_id FROM read_sheets WHERE retold)
