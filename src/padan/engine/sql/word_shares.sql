-- Shares are kept as whole millionths of a natural logarithm, so that sums are the same in whatever order they are made.
CREATE OR REPLACE TABLE word_shares AS
SELECT
    c.word_key,
    CAST(round(1000000 * ln(least((c.n + 200 * coalesce(d.share, 0.0008)) / (t.people + 200), 0.5))) AS BIGINT) AS log_share
FROM (
    SELECT w.word_key, count(*) AS n
    FROM name_sample AS s
    JOIN name_sounds AS w ON w.name_id = s.name_id
    GROUP BY w.word_key
) AS c
LEFT JOIN word_defaults AS d ON d.word_key = c.word_key
CROSS JOIN (SELECT count(*) AS people FROM name_sample) AS t;

CREATE OR REPLACE TABLE rare_word AS
SELECT CAST(round(1000000 * ln(200 * 0.0008 / (count(*) + 200))) AS BIGINT) AS log_share FROM name_sample
