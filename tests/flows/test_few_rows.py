"""A run of few rows follows its statements as they are written: it gives the same files, byte for byte."""

import json
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from small_city import reconcile, write_city

from padan import reporting
from padan.cli import main
from padan.documents.wording import BUCKETS
from padan.engine import linkage, session
from padan.engine.money import has_table
from padan.engine.names_table import every_name_read, need_names, start_names
from padan.engine.reporting import BucketFacts, bucket_rows, prepare_report, rows_of_buckets
from padan.engine.session import Connection, open_session, plan_for, put, scalar
from padan.pipeline import Request, run
from thorough import one_in, repeats

pytestmark = one_in(4)

PLANNING = ("enable_optimizer", "threads")


def files_of(out: Path) -> dict[str, bytes]:
    """All files of DIR; of the summary all but its seconds."""
    found = {path.name: path.read_bytes() for path in out.iterdir()}
    summary = json.loads(found.pop("summary.json"))
    summary.pop("seconds")
    return {**found, "summary.json": json.dumps(summary).encode()}


@one_in(1)
def test_few_rows_say_the_same_however_they_are_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = write_city(tmp_path / "kota")
    words = ("--payments", city / "iuran.csv", "--as-of", "2024-12-31")
    assert reconcile(city, tmp_path / "sedikit", *words) == 0
    monkeypatch.setattr(session, "FEW_ROWS", 0)
    assert reconcile(city, tmp_path / "banyak", *words) == 0
    assert files_of(tmp_path / "sedikit") == files_of(tmp_path / "banyak")


@repeats("tests/flows/test_few_rows.py::test_few_rows_say_the_same_however_they_are_planned")
def test_a_small_city_says_the_same_however_it_is_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = tmp_path / "kota"
    assert main(["demo", str(city), "--people", "100", "--seed", "5", "--quiet"]) == 0
    sides = {"--participants": "peserta.xlsx", "--payments": "iuran.xlsx", "--posts": "pos-rt.xlsx"}
    files = [word for side, name in sides.items() for word in (side, str(city / name))]
    for few, out in ((10_000, "sedikit"), (0, "banyak")):
        monkeypatch.setattr(session, "FEW_ROWS", few)
        words = ["reconcile", str(city / "daftar"), *files, "--out", str(tmp_path / out), "--no-pdf", "--quiet"]
        assert main(words) == 0
    assert files_of(tmp_path / "sedikit") == files_of(tmp_path / "banyak")


def test_only_few_rows_are_spared_the_planning() -> None:
    con = open_session()
    planned = [scalar(con, f"SELECT current_setting('{name}')") for name in PLANNING]
    plan_for(con, session.FEW_ROWS + 1)
    assert [scalar(con, f"SELECT current_setting('{name}')") for name in PLANNING] == planned
    plan_for(con, session.FEW_ROWS)
    assert [scalar(con, f"SELECT current_setting('{name}')") for name in PLANNING] == [False, 1]


def test_rows_are_weighed_again_only_where_the_weights_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city, weighed, weigh = write_city(tmp_path / "kota"), [], linkage.weigh
    monkeypatch.setattr(linkage, "weigh", lambda con, model: (weighed.append(model), weigh(con, model)))
    assert reconcile(city, tmp_path / "hasil", "--no-pdf", "--no-workbook") == 0
    assert len(weighed) > 1
    assert all(former.levels != later.levels for former, later in pairwise(weighed))


def ask(con: Connection, alone: dict[str, list[BucketFacts]], at_once: dict[str, list[BucketFacts]]) -> None:
    prepare_report(con)
    alone.update({bucket.key: list(bucket_rows(con, bucket.key)) for bucket in BUCKETS})
    for key, facts in rows_of_buckets(con):
        at_once.setdefault(key, []).append(facts)


@pytest.mark.parametrize("payments", [(), ("iuran.csv",)])
def test_buckets_asked_at_once_say_what_each_says_alone(tmp_path: Path, payments: tuple[str, ...]) -> None:
    city, alone, at_once = write_city(tmp_path / "kota"), {}, {}
    files = {"lists": (city / "daftar.csv",), "participants": (city / "peserta.csv",)}
    paid = tuple(city / name for name in payments)
    request = Request(**files, out=tmp_path / "hasil", payments=paid, workbook=False, minutes=False)
    run(request, inspect=lambda con: ask(con, alone, at_once))
    assert at_once == {key: rows for key, rows in alone.items() if rows}
    assert len(at_once) > 4


@pytest.mark.parametrize("papers", [(), ("--no-pdf",)])
def test_the_papers_of_few_rows_ask_the_buckets_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, papers: tuple[str, ...]
) -> None:
    asked: list[Connection] = []
    monkeypatch.setattr(reporting, "bucket_rows", lambda con, bucket, limit: 1 / 0)
    monkeypatch.setattr(reporting, "rows_of_buckets", lambda con: (asked.append(con), rows_of_buckets(con))[1])
    assert reconcile(write_city(tmp_path / "kota"), tmp_path / "hasil", *papers) == 0
    assert len(asked) == 1


def test_names_that_are_all_read_are_not_looked_for() -> None:
    con = open_session()
    for told, read in ((True, 0), (False, 1)):
        start_names(con)
        put(con, "raw", pl.DataFrame({"row_id": [1], "name": ["BUDI"]}))
        if told:
            every_name_read(con)
        need_names(con, "SELECT row_id FROM raw")
        assert scalar(con, "SELECT count(*) FROM name_texts") == read


def test_a_table_is_there_or_not() -> None:
    con = open_session()
    assert not has_table(con, "participation")
    con.execute("CREATE VIEW participation AS SELECT 1 AS one")
    assert has_table(con, "participation")
