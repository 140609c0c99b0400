"""What each test asks of the database, so that PostgreSQL is asked all of it once and not again and again.

On the embedded database every test of `make test` notes the statements it puts, without their values, and which of them
the database refused. What only reads and locks nothing is noted by its kind: each table, and each two words of SQL. On
PostgreSQL those tests are then repeated that between them put every one of these, the quickest first; tests of which
nothing is noted (they were skipped, or are new) and those that commit, all run. PADAN_THOROUGH=1 repeats every test.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connections
from django.db.models.sql.compiler import SQLCompiler

_VALUES = re.compile(r"%s(?:, %s)+|\(%s\)(?:, \(%s\))+")
_WINDOW = re.compile(r"\b(LIMIT|OFFSET) \d+")
_SAVEPOINT = re.compile(r"SAVEPOINT \S+")
_TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
_WORD = re.compile(r"""'[^']*'|"[^"]*"|%s|\w+|[^\s\w"',.()]+""")
Noted = Mapping[str, tuple[float, frozenset[str]]]
"""By test: its seconds, and the marks of its statements."""


@contextmanager
def noting() -> Iterator[set[str]]:
    """The marks of all statements put meanwhile."""
    marks: set[str] = set()
    locking: set[str] = set()

    def written(compiler: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        sql, params = as_sql(compiler, *args, **kwargs)
        if compiler.query.select_for_update:
            locking.add(sql)
        return sql, params

    def put(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        try:
            found = execute(sql, params, many, context)
        except Exception as refused:
            marks.add(_mark(f"{type(refused).__name__} {sql}"))
            raise
        marks.update(map(_mark, {f"{sql} FOR UPDATE"} if sql in locking else kinds(sql)))
        return found

    as_sql = SQLCompiler.as_sql
    with connections["default"].execute_wrapper(put), patch.object(SQLCompiler, "as_sql", written):
        yield marks


def kinds(sql: str) -> set[str]:
    """What is new in a statement. Of one that reads: its tables, and each two words of SQL (`GROUP`, `LIKE`,
    functions, operators) that it has together; of any other the whole."""
    if not sql.startswith("SELECT"):
        return {sql}
    words = {word.upper() for word in _WORD.findall(sql) if word[0] not in "'\"" and not word.isdigit()}
    aliases = {word for word in words if re.fullmatch(r"[TUVW]\d+|COL\d+|__COL\d+", word)}
    pairs = map(" with ".join, combinations(sorted(words - aliases), 2))
    return {*pairs, *(f"FROM {table}" for table in _TABLE.findall(sql))}


def _mark(sql: str) -> str:
    """Of a statement whatever its values and however many they are."""
    bare = _SAVEPOINT.sub("SAVEPOINT", _WINDOW.sub(r"\1", _VALUES.sub("%s", _VALUES.sub("%s", sql))))
    return hashlib.blake2b(bare.encode(), digest_size=6).hexdigest()


def needed(noted: Noted) -> set[str]:
    """Tests that between them put every statement that any of them puts."""
    chosen: set[str] = set()
    left = set().union(*(marks for _seconds, marks in noted.values()))
    waiting = {test: set(marks) for test, (_seconds, marks) in noted.items()}
    while left:
        best = max(waiting, key=lambda test: len(waiting[test]) / (noted[test][0] + 0.05))
        chosen.add(best)
        done = waiting.pop(best)
        left -= done
        waiting = {test: rest for test, marks in waiting.items() if (rest := marks - done)}
    return chosen


def read(path: Path) -> dict[str, tuple[float, frozenset[str]]]:
    """What a file of notes says of tests that passed (see left_out.py)."""
    told = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {test: (float(seconds), frozenset(marks.split())) for kind, test, seconds, marks in told if kind == "asked"}
