"""The text of a step is read once in a process, whichever run asks for it."""

from typing import Any

import pytest

from padan.engine import session

STEP = ("CREATE OR REPLACE TABLE said AS SELECT 1 AS n", "INSERT INTO said SELECT n + 1 FROM said")


class Reading:
    """A connection that counts the texts it is given to read."""

    def __init__(self) -> None:
        self.con, self.read = session.open_session(), 0

    def extract_statements(self, text: str) -> Any:
        self.read += 1
        return self.con.extract_statements(text)

    def execute(self, statement: Any) -> None:
        assert not isinstance(statement, str)
        self.con.execute(statement)


def test_a_second_run_reads_nothing_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "statements", lambda name: STEP)
    monkeypatch.setattr(session, "_PARSED", {})
    first, second = Reading(), Reading()
    for con in (first, second, second):
        session.run(con, "step")  # type: ignore[arg-type]
        assert con.con.execute("SELECT n FROM said ORDER BY n").fetchall() == [(1,), (2,)]
    assert (first.read, second.read) == (2, 0)
    for con in (first, second):
        con.con.close()
