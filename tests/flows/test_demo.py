"""`padan demo` and `padan evaluate`: the city is the same from the same seed, its truth is true, its figures right."""

import hashlib
from pathlib import Path
from random import Random

import polars as pl
import pytest
from xlsxwriter.exceptions import FileCreateError

from padan import pipeline
from padan.demo.city import CitySummary, write_city
from padan.demo.dates import damaged_date, write_date
from padan.demo.evaluation import evaluate, share
from padan.demo.faults import FAULTS
from padan.demo.placing import shown_names
from padan.domain.errors import OutputError, UnreadableFileError, UsageError
from padan.files.letterhead import read_letterhead
from padan.files.reading import SheetRead, read_lists
from padan.results import Findings, FoundRow
from thorough import examples

DOCS = Path(__file__).parents[2] / "docs" / "reference" / "demo.md"
PEOPLE = examples(400, 1_000)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CitySummary]:
    folder = tmp_path_factory.mktemp("kota") / "kota"
    return folder, write_city(folder, people=PEOPLE, seed=7)


@pytest.fixture(scope="module")
def lists(city: tuple[Path, CitySummary]) -> list[SheetRead]:
    return read_lists([city[0] / "daftar"], kind="list")


@pytest.fixture(scope="module")
def participants(city: tuple[Path, CitySummary]) -> pl.DataFrame:
    return read_lists([city[0] / "peserta.xlsx"], kind="participants")[0].data.collect()


def digest(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("once", "again"):
        write_city(tmp_path / name, people=examples(150, PEOPLE), seed=7)
    assert digest(tmp_path / "again") == digest(tmp_path / "once")
    monkeypatch.setattr("padan.demo.city.WORKBOOKS_UP_TO", 0)
    for seed in (7, 8):
        write_city(tmp_path / str(seed), people=100, seed=seed)
    first, second = digest(tmp_path / "7"), digest(tmp_path / "8")
    assert {name for name in first if first[name] == second[name]} == {"kelompok.parquet", "kop.toml"}


def test_few_rows_ask_a_clerk_anything(city: tuple[Path, CitySummary], tmp_path: Path) -> None:
    rows: list[FoundRow] = []
    request = pipeline.Request(
        lists=(city[0] / "daftar",),
        participants=(city[0] / "peserta.xlsx",),
        payments=(city[0] / "iuran.xlsx",),
        out=tmp_path / "hasil",
        workbook=False,
        minutes=False,
    )
    pipeline.run(request, inspect=lambda con: rows.extend(Findings(con).rows()))
    assert 0 < sum(row.asks for row in rows) <= 0.03 * len(rows)


def test_every_file_of_the_contract_is_there(city: tuple[Path, CitySummary]) -> None:
    folder, summary = city
    assert {path.name for path in folder.iterdir()} == {
        "daftar", "peserta.xlsx", "iuran.xlsx", "pos-rt.xlsx", "kelompok.xlsx", "kop.toml", "truth.parquet",
        "faults.parquet", "usulan", "dana",
    }  # fmt: skip
    assert summary.kelurahan == 68
    assert summary.kecamatan == 11
    assert not list(folder.parent.glob(".*"))


def test_the_example_letterhead_is_understood_whole(city: tuple[Path, CitySummary]) -> None:
    letterhead = read_letterhead(city[0] / "kop.toml")
    assert letterhead.unread == ()
    assert letterhead.first.name
    assert letterhead.second.nip


def test_reading_finds_each_row_under_the_name_the_truth_gives_it(
    city: tuple[Path, CitySummary], lists: list[SheetRead], participants: pl.DataFrame
) -> None:
    folder, summary = city
    truth = pl.read_parquet(folder / "truth.parquet")
    assert sum(sheet.rows for sheet in lists) == summary.list_rows
    assert len(participants) == summary.participants
    rows = pl.concat([
        sheet.data.select(
            list_file=pl.lit(sheet.file), list_sheet=pl.lit(sheet.sheet), list_record="record", nik="nik"
        ).collect()
        for sheet in lists
    ])  # fmt: skip
    found = truth.join(rows, ["list_file", "list_sheet", "list_record"])
    found = found.join(participants.select(participants_record="record", theirs="nik"), "participants_record")
    assert len(found) == len(truth) == summary.true_pairs
    # One row off anywhere and hardly a NIK would agree; the stated damage leaves 92 to 95 of 100.
    assert 0.90 < (found["nik"] == found["theirs"]).mean() < 0.96  # type: ignore[operator]


def test_nobody_real_is_meant(participants: pl.DataFrame) -> None:
    """A serial no office has reached, or a region that does not exist; damaged values set aside."""
    niks = participants["nik"].drop_nulls()
    whole = niks.filter(niks.str.contains(r"^\d{16}$"))
    synthetic = whole.filter((whole.str.slice(12, 1) == "9") | (whole.str.slice(0, 2) == "99"))
    assert len(synthetic) > 0.99 * len(whole)


def test_faults_point_at_rows_that_exist_and_hold_what_they_say(
    city: tuple[Path, CitySummary], lists: list[SheetRead]
) -> None:
    faults = pl.read_parquet(city[0] / "faults.parquet").filter(side="list")
    tables = {(sheet.file, sheet.sheet): sheet.data.collect() for sheet in lists}
    swapped = faults.filter(fault="nik_swap")
    assert len(swapped) > 0
    for file, sheet, record, detail in swapped.select("file", "sheet", "record", "detail").iter_rows():
        before, after = detail.split(" -> ")
        assert sorted(before) == sorted(after) != list(before)
        cell = tables[file, sheet].filter(record=record)["nik"].item()
        # A list typed into number cells loses the last digit on top.
        assert cell[:15] == after[:15]
    for file, sheet, record in faults.select("file", "sheet", "record").iter_rows():
        assert record <= len(tables[file, sheet])


def test_planted_faults_are_known_kinds_near_their_stated_rates(city: tuple[Path, CitySummary]) -> None:
    folder, summary = city
    faults = pl.read_parquet(folder / "faults.parquet")
    known = {(fault.side, fault.kind): fault for fault in FAULTS}
    by_side = faults.group_by("side", "fault").len()
    # Situations (twins, movers, ...) are noted on both sides and stated once.
    kinds = {fault.kind for fault in FAULTS}
    assert set(by_side["fault"]) <= kinds
    for kind in ("nik_digit", "nik_missing", "name_title"):
        count = by_side.filter(side="list", fault=kind)["len"].sum()
        expected = known["list", kind].rate * summary.list_rows
        assert 0.4 * expected < count < 2.2 * expected


def test_docs_state_each_fault_its_rate_and_its_reason() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for fault in FAULTS:
        assert f"| `{fault.kind}` | {fault.rate:.4g} | {fault.of} | {fault.reason} |" in text, (fault.side, fault.kind)


def test_past_the_limit_it_writes_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.demo.city.WORKBOOKS_UP_TO", 500)
    summary = write_city(tmp_path / "kota", people=600, seed=2)
    assert [path.name for path in (tmp_path / "kota" / "daftar").iterdir()] == ["daftar-01.parquet"]
    truth = pl.read_parquet(tmp_path / "kota" / "truth.parquet")
    rows = pl.read_parquet(tmp_path / "kota" / "daftar" / "daftar-01.parquet")
    people = pl.read_parquet(tmp_path / "kota" / "peserta.parquet")
    assert (len(rows), len(people)) == (summary.list_rows, summary.participants)
    same = rows["NIK"].gather(truth["list_record"] - 1) == people["NIK"].gather(truth["participants_record"] - 1)
    assert same.mean() > 0.88  # type: ignore[operator]


def test_more_people_make_more_kelurahan_not_fuller_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padan.demo.places.PEOPLE_PER_KELURAHAN", 10)
    monkeypatch.setattr("padan.demo.city.WORKBOOKS_UP_TO", 100)
    summary = write_city(tmp_path / "kota", people=1_000, seed=2)
    assert summary.kelurahan == 100
    names = pl.read_parquet(tmp_path / "kota" / "daftar")["INSTANSI"]
    assert names.str.contains("Uji 001").any()


def test_a_folder_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("jangan dihapus", encoding="utf-8")
    with pytest.raises(OutputError):
        write_city(tmp_path, people=200)
    assert [path.name for path in tmp_path.iterdir()] == ["surat.txt"]
    with pytest.raises(UsageError):
        write_city(tmp_path / "kota", people=5)


def test_a_disk_that_fills_up_is_a_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_anything: object) -> None:
        raise FileCreateError(OSError(28, "No space left on device"))

    monkeypatch.setattr("padan.demo.city._write", full)
    with pytest.raises(OutputError, match="ruang penyimpanan habis"):
        write_city(tmp_path / "kota", people=100)
    assert list(tmp_path.iterdir()) == []


def test_shown_names_are_the_shortest_unique_endings() -> None:
    assert shown_names(["a/x/daftar.xlsx", "a/y/daftar.xlsx", "a/y/lain.xlsx"]) == {
        "a/x/daftar.xlsx": "x/daftar.xlsx", "a/y/daftar.xlsx": "y/daftar.xlsx", "a/y/lain.xlsx": "lain.xlsx",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("words", "3 Mei 1980"), ("dashes", "03-05-1980"), ("two_digit", "03/05/80"), ("serial", "29344"),
        ("short", "03-Mei-1980"), ("old_words", "3 MEI 1980"),
    ],
)  # fmt: skip
def test_date_styles(style: str, text: str) -> None:
    from_ = pl.Series(["1980-05-03"]).str.to_date().to_list()[0]
    assert write_date(from_, style) == text


def test_a_swapped_date_is_only_swapped_where_it_can_be() -> None:
    late, early = pl.Series(["1980-05-31", "1980-05-03"]).str.to_date().to_list()
    assert damaged_date("date_swapped", late, "iso", Random(1)) == "1980-05-31"
    assert damaged_date("date_swapped", early, "iso", Random(1)) == "1980-03-05"


# --- evaluate -------------------------------------------------------------------------------------------------------


def result(
    folder: Path, rows: list[tuple[str, int, str, str | None, int | None]], pairs: list[tuple[int, int]]
) -> None:
    """side, record, bucket, side of the match, record of the match; each side is one file of one sheet."""
    files = {"list": ("a.xlsx", "S"), "participants": ("p.xlsx", "P")}
    lines = [
        (side, *files[side], record, bucket, *(files[other] if other else (None, None)), match)
        for side, record, bucket, other, match in rows
    ]
    schema = ["side", "file", "sheet", "record", "bucket", "match_file", "match_sheet", "match_record"]
    pl.DataFrame(lines, schema=schema, orient="row", infer_schema_length=None).write_parquet(folder / "rows.parquet")
    truth(folder / "pairs.parquet", pairs)


def truth(path: Path, pairs: list[tuple[int, int]]) -> None:
    schema = {
        "list_file": pl.String, "list_sheet": pl.String, "list_record": pl.Int64, "participants_file": pl.String,
        "participants_sheet": pl.String, "participants_record": pl.Int64,
    }  # fmt: skip
    lines = [("a.xlsx", "S", left, "p.xlsx", "P", right) for left, right in pairs]
    pl.DataFrame(lines, schema=schema, orient="row").write_parquet(path)


def test_evaluate_counts_links_doubles_and_review(tmp_path: Path) -> None:
    """1-1 linked; 2 linked and 3 its double; 4-4 in review; 5-5 missed; 6-6 linked wrongly."""
    other = {"list": "participants", "participants": "list"}
    rows: list[tuple[str, int, str, str | None, int | None]] = [
        (side, at, "matched", other[side], at) for side in other for at in (1, 2, 6)
    ]
    rows += [("list", 3, "duplicate", "list", 2)]
    rows += [(side, 4, "review", other[side], 4) for side in other]
    rows += [("list", 5, "not_registered", None, None), ("participants", 5, "not_listed", None, None)]
    result(tmp_path, rows, [(1, 1), (2, 2), (6, 6), (4, 4)])
    truth(tmp_path / "truth.parquet", [(1, 1), (2, 2), (3, 2), (4, 4), (5, 5)])
    found = evaluate(tmp_path, tmp_path / "truth.parquet")
    assert (found.precision.part, found.precision.whole) == (2, 3)
    assert (found.recall.part, found.recall.whole) == (2, 4)
    assert (found.linked_pairs.part, found.linked_pairs.whole) == (2, 5)
    assert found.covered_pairs.part == 3
    assert found.linked_or_review.part == 3
    assert found.review["list"].part == found.review["participants"].part == 1
    assert found.review_with_truth["list"].part == 1
    assert found.outcomes["not_registered"] == {"has_counterpart": 1}
    assert found.outcomes["matched"] == {"true_link": 2, "wrong_link": 1}
    assert found.to_dict()["true_pairs"] == 5
    assert any("66.6667%" in line for line in found.lines("en"))
    assert any("66,6667%  [20,7660%; 93,8508%]" in line for line in found.lines("id"))


def test_evaluate_wants_few_candidates_and_rows_that_exist(tmp_path: Path) -> None:
    rows: list[tuple[str, int, str, str | None, int | None]] = [
        (side, at, "review", None, None) for side in ("list", "participants") for at in (1, 2, 3, 4)
    ]
    truth(tmp_path / "truth.parquet", [(1, 1), (9, 9)])
    result(tmp_path, rows, [(left, right) for left in (1, 2, 3, 4) for right in (1, 2, 3, 4)])
    found = evaluate(tmp_path, tmp_path / "truth.parquet")
    assert found.linked_or_review.part == 0
    assert found.true_pairs_without_row == 1
    assert found.linked_pairs.whole == 2
    assert found.lines("id")[0].endswith(" -  (0/0)")
    # The list row has four candidates, but its participant three only: a human who opens that row decides it.
    result(tmp_path, rows, [(1, at) for at in (1, 2, 3, 4)] + [(2, 1), (3, 1)])
    assert evaluate(tmp_path, tmp_path / "truth.parquet").linked_or_review.part == 1


def test_evaluate_a_link_that_is_not_answered_does_not_count(tmp_path: Path) -> None:
    result(tmp_path, [("list", 1, "matched", "participants", 1), ("participants", 1, "matched", None, None)], [(1, 1)])
    truth(tmp_path / "truth.parquet", [(1, 1)])
    assert evaluate(tmp_path, tmp_path / "truth.parquet").links == 0


def test_evaluate_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"rows\.parquet"):
        evaluate(tmp_path, tmp_path / "truth.parquet")


def test_wilson_interval() -> None:
    """81 of 263: the textbook's interval is 0.2553 to 0.3662."""
    found = share(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)
