-- One programme's turn (`select_turn` names it): each person once and nobody whom an earlier programme
-- chose; then within each pot strictly by rank until the next does not fit. Every cost is above 0, so that the sums
-- rise and the rows that fit are the first ones.
CREATE OR REPLACE TABLE select_standing AS
SELECT
    t.*, t.person IN (SELECT person FROM select_taken) AS taken,
    row_number() OVER (
        PARTITION BY t.person ORDER BY t.covered, t.first_key, t.second_key, t.draw, t.candidate
    ) AS standing
FROM select_turns AS t
JOIN select_turn AS now ON now.programme = t.programme
WHERE t.state = 'eligible';

INSERT INTO selected
SELECT
    row_number, candidate, score, 'not_eligible', CASE WHEN taken THEN 'chosen_elsewhere' ELSE 'listed_twice' END, '',
    NULL
FROM select_standing
WHERE taken OR standing > 1;

INSERT INTO selected
SELECT row_number, candidate, score, 'waiting', 'no_pot', '', NULL
FROM select_standing
WHERE NOT taken AND standing = 1 AND pot IS NULL;

CREATE OR REPLACE TABLE select_queue AS
SELECT
    s.row_number, s.candidate, s.person, s.score, s.pot, p.heads,
    row_number() OVER turn AS position,
    (p.heads IS NULL OR row_number() OVER turn <= p.heads)
        AND sum(coalesce(s.cost, p.cost)) OVER (turn ROWS UNBOUNDED PRECEDING) <= p.money AS fits
FROM select_standing AS s
JOIN select_pots AS p ON p.pot = s.pot
WHERE NOT s.taken AND s.standing = 1
WINDOW turn AS (PARTITION BY s.pot ORDER BY s.covered, s.first_key, s.second_key, s.draw, s.candidate);

INSERT INTO selected
SELECT
    q.row_number, q.candidate, q.score, CASE WHEN q.fits THEN 'chosen' ELSE 'waiting' END,
    CASE WHEN q.fits THEN 'fits' WHEN q.heads <= c.chosen THEN 'heads' ELSE 'money' END, q.pot, q.position
FROM select_queue AS q
JOIN (SELECT pot, count(*) FILTER (fits) AS chosen FROM select_queue GROUP BY pot) AS c ON c.pot = q.pot;

INSERT INTO select_taken SELECT person FROM select_queue WHERE fits;
