"""A number that looks like a NIK, filled in for a crowd: it is nobody's, and says nothing for or against anybody."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from reconcile_runs import read_result, reconcile, write_csv

from thorough import one_in

pytestmark = one_in(2)

HEAD = ("NIK", "Nama", "Tanggal Lahir", "JK", "Ibu Kandung", "Kelurahan")
FILLED = "9901016505709001"
PLACES = ("Legok", "Jelutung", "Rawasari", "Beringin")
WORDS = ("BARIM", "SOLTA", "KEMUN", "DARWI", "TEGAR", "LUSIN", "MARNO", "PITAR", "RONGA", "SAWIT")
NAMESAKES = ("ZULKARNAIN POHAN", "ZULKARNAIN POHAN")


def person(n: int, nik: str | None = None, name: str | None = None) -> Sequence[str]:
    """The nth person; all say something else of themselves."""
    day, month, year = n % 28 + 1, n // 3 % 12 + 1, 1950 + n * 7 % 50
    return (
        nik if nik is not None else f"9901{n % 90 + 10}{day:02d}{month:02d}{year % 100:02d}{9000 + n}",
        name or f"{WORDS[n % 10]}{WORDS[n // 10 % 10]} {WORDS[n * 3 % 10]}ANTO",
        f"{day:02d}-{month:02d}-{year}", "L", f"{WORDS[n * 7 % 10]}I {WORDS[n // 7 % 10]}WATI", PLACES[n % 4],
    )  # fmt: skip


def run(folder: Path, filled: int) -> pl.DataFrame:
    """200 people, of whom the first `filled` have lost their NIK to one number; half of these, and both of two
    namesakes among them, are unknown to the other side."""
    names = dict(zip((0, 2), NAMESAKES, strict=True))
    listed = [person(n, FILLED if n < filled else None, names.get(n)) for n in range(200)]
    registered = [person(n) for n in range(200) if n >= filled or n % 2]
    files = [write_csv(folder / "L.csv", HEAD, listed), write_csv(folder / "P.csv", HEAD, registered)]
    assert reconcile(files[:1], files[1:], folder / "out") == 0
    return read_result(folder / "out").rows.filter(pl.col("side") == "list").sort("record")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    return run(tmp_path_factory.mktemp("seragam"), 40)


def test_who_stands_under_the_number_of_a_crowd_is_found_by_the_rest(crowd: pl.DataFrame) -> None:
    found = crowd.filter(pl.col("record") <= 40, pl.col("record") % 2 == 0)
    assert set(found["bucket"]) == {"differs"}


def test_who_is_not_registered_is_neither_asked_about_nor_another_of_the_crowd(crowd: pl.DataFrame) -> None:
    left = crowd.filter(pl.col("record") <= 40, pl.col("record") % 2 == 1)
    assert set(left["bucket"]) == {"not_registered"}
    assert left["problems"].list.contains("nik_shared").all()


def test_a_few_under_one_number_are_asked_about(tmp_path: Path) -> None:
    few = run(tmp_path, 4)
    assert set(few.filter(pl.col("record").is_in([1, 3]))["bucket"]) <= {"review", "duplicate"}
