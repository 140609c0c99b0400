-- What was found before of pairs in which no touched row stands holds still.
INSERT INTO settled
SELECT s.* FROM kept.settled AS s
SEMI JOIN redone_rows AS r ON r.row_id = s.a
ANTI JOIN touched_rows AS t ON t.row_id = s.a
ANTI JOIN touched_rows AS u ON u.row_id = s.b;

INSERT INTO scored
SELECT s.* FROM kept.scored AS s
SEMI JOIN redone_rows AS r ON r.row_id = s.a
ANTI JOIN touched_rows AS t ON t.row_id = s.a
ANTI JOIN touched_rows AS u ON u.row_id = s.b;

INSERT INTO scored_nik
SELECT s.* FROM kept.scored_nik AS s
SEMI JOIN redone_rows AS r ON r.row_id = s.a
ANTI JOIN touched_rows AS t ON t.row_id = s.a
ANTI JOIN touched_rows AS u ON u.row_id = s.b
