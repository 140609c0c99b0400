-- What was found before of pairs in which no touched row stands holds still. They are not put back: only what the
-- decision asks of them is fetched.
INSERT INTO settled
SELECT s.* FROM kept.settled AS s
SEMI JOIN redone_rows AS r ON r.row_id = s.a
ANTI JOIN touched_rows AS t ON t.row_id = s.a
ANTI JOIN touched_rows AS u ON u.row_id = s.b;

INSERT INTO scored (a, b, weight, nik, birth, name, most, against_twins, against_relatives)
SELECT s.a, s.b, s.weight, s.nik, s.birth, s.name, s.most, s.against_twins, s.against_relatives FROM kept.scored AS s
SEMI JOIN redone_rows AS r ON r.row_id = s.a
ANTI JOIN touched_rows AS t ON t.row_id = s.a
ANTI JOIN touched_rows AS u ON u.row_id = s.b;

INSERT INTO scored_nik (a, b, name)
SELECT s.a, s.b, s.name FROM kept.scored_nik AS s
SEMI JOIN redone_rows AS r ON r.row_id = s.a
ANTI JOIN touched_rows AS t ON t.row_id = s.a
ANTI JOIN touched_rows AS u ON u.row_id = s.b
