-- Posts that a list's own row says to be vacant ("RT 12, KOSONG").
CREATE OR REPLACE TABLE posts_said_vacant AS
SELECT DISTINCT r.post_id
FROM post_register AS r
JOIN post_vacancies AS v ON v.kelurahan = r.kelurahan AND v.rt = r.rt AND (v.rw IS NULL OR r.rw IS NULL OR v.rw = r.rw);

-- Posts are a side of their own: each in exactly one state, so that the states add up to the number of posts.
-- A row of the register whose kelurahan or RT cannot be read is a post by itself.
CREATE OR REPLACE TABLE posts AS
SELECT
    min(r.post_id) AS post_id,
    r.kelurahan,
    r.rt,
    r.rw,
    max(CASE WHEN r.vacant OR v.post_id IS NOT NULL THEN 1 ELSE 0 END) AS vacant,
    count(*) AS register_rows
FROM post_register AS r
LEFT JOIN posts_said_vacant AS v ON v.post_id = r.post_id
GROUP BY r.kelurahan, r.rt, r.rw, CASE WHEN r.kelurahan IS NULL OR r.rt IS NULL THEN r.post_id ELSE -1 END;

CREATE OR REPLACE TABLE post_rows AS
SELECT r.post_id AS register_id, p.post_id
FROM post_register AS r
JOIN posts AS p
    ON (p.kelurahan = r.kelurahan AND p.rt = r.rt AND coalesce(p.rw, 0) = coalesce(r.rw, 0))
    OR ((r.kelurahan IS NULL OR r.rt IS NULL) AND p.post_id = r.post_id);

-- People of the segment whose own row (or the row that they are linked to) names the RT: one post alone may fit.
CREATE OR REPLACE TABLE post_people AS
SELECT h.row_id, min(p.post_id) AS post_id
FROM post_heads AS h
JOIN posts AS p ON p.kelurahan = h.kelurahan AND p.rt = h.rt AND (p.rw IS NULL OR h.rw IS NULL OR p.rw = h.rw)
GROUP BY h.row_id
HAVING count(*) = 1;

-- A person by a NIK that one person alone bears; and whom the register names, by NIK, as head of one post alone.
CREATE OR REPLACE TABLE post_niks AS
SELECT m.nik, min(u.person_id) AS person_id
FROM money_people AS m
JOIN unit_rows AS w ON w.row_id = m.row_id
JOIN units AS u ON u.unit_id = w.unit_id
WHERE m.nik IS NOT NULL
GROUP BY m.nik
HAVING count(DISTINCT u.person_id) = 1;

CREATE OR REPLACE TABLE post_claims AS
SELECT n.person_id, min(x.post_id) AS post_id
FROM post_register AS r
JOIN post_rows AS x ON x.register_id = r.post_id
JOIN post_niks AS n ON n.nik = r.nik
GROUP BY n.person_id
HAVING count(DISTINCT x.post_id) = 1;

CREATE OR REPLACE TABLE post_units AS
SELECT
    q.post_id, u.unit_id, u.person_id,
    max(CASE WHEN m.side = 'list' AND coalesce(m.end_date, DATE '9999-12-31') >= coalesce(now.as_of, DATE '1000-01-01')
        AND coalesce(m.death_date, DATE '9999-12-31') > coalesce(now.as_of, DATE '1000-01-01')
        THEN 1 ELSE 0 END) AS listed_now
FROM post_people AS q
CROSS JOIN cover_now AS now
JOIN money_people AS m ON m.row_id = q.row_id
JOIN unit_rows AS r ON r.row_id = q.row_id
JOIN units AS u ON u.unit_id = r.unit_id
LEFT JOIN post_claims AS c ON c.person_id = u.person_id
-- The insurer's number of the RT counts only where the list gives none: a head may have moved to another post.
WHERE (m.side = 'list' OR u.unit_id NOT IN (
    SELECT w.unit_id FROM post_people AS x
    JOIN unit_rows AS w ON w.row_id = x.row_id
    JOIN money_people AS y ON y.row_id = x.row_id AND y.side = 'list'
))
-- A head whose list still writes the old kelurahan (or RT) is head of the post where the register names him.
AND (c.post_id IS NULL OR c.post_id = q.post_id)
GROUP BY q.post_id, u.unit_id, u.person_id
