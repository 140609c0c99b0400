"""What others rely on, to the letter: files, columns, types, keys, identities, exit codes, DIR whole or not at all."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from reconcile_runs import Result, all_pairs, broken_identities, match_place, read_result, reconcile, write_csv

from padan import cli, pipeline
from padan.domain.reconciliation import Check

REASON = pl.List(pl.Struct({"field": pl.String, "outcome": pl.String, "weight": pl.Float64, "text": pl.String}))
ROWS = {
    "side": pl.String, "file": pl.String, "sheet": pl.String, "segment": pl.String, "record": pl.Int64, "row": pl.Int64,
    "bucket": pl.String, "match_file": pl.String, "match_sheet": pl.String, "match_record": pl.Int64,
    "match_row": pl.Int64,
    "probability": pl.Float64, "rule": pl.String, "reasons": REASON, "problems": pl.List(pl.String),
}  # fmt: skip
PAIRS = {
    "list_file": pl.String, "list_sheet": pl.String, "list_record": pl.Int64, "participants_file": pl.String,
    "participants_sheet": pl.String, "participants_record": pl.Int64, "probability": pl.Float64, "decision": pl.String,
}  # fmt: skip
BUCKETS = {
    "list": {"matched", "differs", "review", "duplicate", "not_registered", "rejected"},
    "participants": {"matched", "differs", "review", "duplicate", "not_listed", "rejected"},
}
DECISIONS = {"auto", "review", "human_same", "human_different", "outranked"}
HEAD = ("NIK", "Nama", "Tanggal Lahir", "JK", "Segmen")
PEER_HEAD = ("KPJ", *HEAD)
SURNAMES = ("SIREGAR", "PRASETYO", "KURNIAWAN", "RAMADHAN", "HUTAGALUNG", "SIMANJUNTAK", "WIJAYA", "NASUTION")
FIRST = ("ADI", "BAYU", "CAHYO", "DARMAN", "EDI", "FAJAR", "GUNTUR", "HERU")


def person(number: int, **changes: str) -> list[str]:
    """A man under HEAD, nobody else's double; `changes` by heading."""
    day, month, year = number % 28 + 1, number % 12 + 1, 60 + number % 38
    cells = {
        "NIK": f"157101{day:02d}{month:02d}{year}{9000 + number}",
        "Nama": f"{FIRST[number % 8]} {SURNAMES[number // 8 % 8]}",
        "Tanggal Lahir": f"{day:02d}-{month:02d}-19{year}",
        "JK": "L",
        "Segmen": "tkk",
    }
    return [*(cells | changes).values()]


def peer(number: int, **changes: str) -> list[str]:
    """The same man under PEER_HEAD."""
    return [changes.pop("KPJ", f"24000{number:06d}"), *person(number, **changes)]


def xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for r, cells in enumerate(rows):
            for c, cell in enumerate(cells):
                if cell != "":
                    page.write(r, c, cell)
    book.close()
    return path


UNTIDY = [
    ["DAFTAR TENAGA KERJA KONTRAK"],
    ["KELURAHAN LEGOK KECAMATAN DANAU SIPIN"],
    [],
    ["No", *HEAD[:4]],
    ["1", "2", "3", "4", "5"],
    ["1", *person(1)[:4]],
    [],
    ["2", *person(2)[:4]],
    ["No", *HEAD[:4]],
    ["3", *person(3)[:4]],
    ["4", person(4)[0], "JUMLAH", "", ""],
    ["5", "", "TOTAL SIMAMORA", "04-02-1977", "L"],
    ["", "", "JUMLAH", "5", ""],
    [],
    ["", "", "", "Jambi, 4 Januari 2026", ""],
    ["", "", "", "Lurah Legok", ""],
    ["", "", "", "NIP 197001011990031001", ""],
]
UNTIDY_PEOPLE = (6, 8, 10, 11, 12)
UNTIDY_LEFT_OUT = (5, 9, 13, 15, 16, 17)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both sides in several files of several kinds, some of one name, with every bucket but none of it large."""
    root = tmp_path_factory.mktemp("kota")
    xlsx(root / "in" / "barat" / "daftar.xlsx", {"TKK": UNTIDY})
    two_sheets = {
        "TKK": [HEAD[:4], *(person(n)[:4] for n in range(10, 14))],
        "Ketua RT": [HEAD[:4], person(10)[:4], person(14)[:4]],
    }
    xlsx(root / "in" / "timur" / "daftar.xlsx", two_sheets)
    write_csv(root / "in" / "timur" / "lain" / "daftar.csv", HEAD, [person(20), person(20), person(21, JK="P")], ";")
    write_csv(
        root / "in" / "barat" / "lain" / "daftar.csv", HEAD, [person(22), ["", "", "", "L", "tkk"], person(23, NIK="")]
    )
    pl.DataFrame([person(n) for n in (24, 25, 26)], schema=HEAD, orient="row").write_parquet(
        root / "in" / "sisa.parquet"
    )
    shared = [person(27), person(27, Nama="MARSINAH DALIMUNTHE", **{"Tanggal Lahir": "03-11-1991", "JK": "P"})]
    write_csv(root / "in" / "ganda.csv", HEAD, shared)
    first = [peer(n) for n in (1, 2, 10, 11, 12, 20, 22)] + [peer(3, Nama="DARMAN SIREGARR"), peer(20)]
    write_csv(root / "peserta" / "satu.csv", PEER_HEAD, first)
    second = [
        peer(21),
        peer(23),
        peer(27),
        peer(40),
        peer(41, NIK="0"),
        peer(23, KPJ="24000999999", NIK="1571070101709008"),
    ]
    xlsx(root / "peserta" / "dua.xlsx", {"Data": [PEER_HEAD, *second]})
    assert reconcile([root / "in"], [root / "peserta"], root / "out") == 0
    return root


@pytest.fixture(scope="module")
def result(city: Path) -> Result:
    return read_result(city / "out")


def test_rows_have_the_columns_and_types_of_the_contract(result: Result) -> None:
    assert dict(result.rows.schema) == ROWS
    assert list(result.rows.columns) == list(ROWS)


def test_pairs_have_the_columns_and_types_of_the_contract(result: Result) -> None:
    assert dict(result.pairs.schema) == PAIRS
    assert list(result.pairs.columns) == list(PAIRS)
    assert dict(result.within.schema) == {"side": pl.String, **PAIRS}


def test_what_must_not_be_null_is_not(result: Result) -> None:
    always = ["side", "file", "sheet", "record", "row", "bucket", "rule", "reasons", "problems"]
    assert result.rows.select(pl.col(always).null_count()).row(0) == (0,) * len(always)
    assert sum(result.pairs.null_count().row(0)) == 0
    assert sum(result.within.null_count().row(0)) == 0
    assert all(None not in codes for codes in result.rows["problems"].to_list())


def test_every_key_is_one_of_the_contract(result: Result) -> None:
    for side, buckets in BUCKETS.items():
        assert set(result.rows.filter(pl.col("side") == side)["bucket"]) <= buckets
        assert set(result.summary["buckets"][side]) == buckets
    assert set(result.pairs["decision"]) | set(result.within["decision"]) <= DECISIONS
    assert set(result.rows["segment"].drop_nulls()) <= {"tkk", "rt", "pekerja_rentan", "miskin_ekstrem"}
    assert set(result.rows["bucket"]) == BUCKETS["list"] | BUCKETS["participants"]


def test_the_identities_hold(result: Result) -> None:
    assert broken_identities(result) == []


def test_a_match_is_told_whole_or_not_at_all(result: Result) -> None:
    match = result.rows.select("match_file", "match_sheet", "match_record", "match_row")
    assert all(row.count(None) in (0, 4) for row in match.iter_rows())
    rows = result.by_place()
    for row in rows.values():
        place = match_place(row)
        if place and row["bucket"] != "review":
            assert rows[place]["row"] == row["match_row"]
        if row["bucket"] in ("matched", "differs", "duplicate"):
            assert place
        if row["bucket"] in ("not_registered", "not_listed", "rejected"):
            assert place is None


def test_files_are_named_by_the_shortest_ending_that_is_unique_on_their_side(result: Result) -> None:
    names = set(result.rows.select("side", "file", "sheet").unique().rows())
    assert names == {
        ("list", "barat/daftar.xlsx", "TKK"),
        ("list", "timur/daftar.xlsx", "TKK"),
        ("list", "timur/daftar.xlsx", "Ketua RT"),
        ("list", "barat/lain/daftar.csv", ""),
        ("list", "timur/lain/daftar.csv", ""),
        ("list", "sisa.parquet", ""),
        ("list", "ganda.csv", ""),
        ("participants", "satu.csv", ""),
        ("participants", "dua.xlsx", "Data"),
    }


def test_the_same_name_on_the_other_side_does_not_lengthen_it(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "kiri" / "data.csv", HEAD, [person(1)])
    second = write_csv(tmp_path / "kanan" / "data.csv", PEER_HEAD, [peer(1)])
    assert reconcile([first], [second], tmp_path / "out") == 0
    assert set(read_result(tmp_path / "out").rows["file"]) == {"data.csv"}


def test_every_data_row_stands_once_with_its_record_and_row(result: Result) -> None:
    untidy = result.rows.filter(pl.col("file") == "barat/daftar.xlsx")
    assert untidy.select("record", "row").rows() == [*enumerate(UNTIDY_PEOPLE, 1)]
    csv = result.rows.filter(pl.col("file") == "barat/lain/daftar.csv")
    assert csv.select("record", "row").rows() == [(1, 2), (2, 3), (3, 4)]
    parquet = result.rows.filter(pl.col("file") == "sisa.parquet")
    assert parquet.select("record", "row").rows() == [(1, 1), (2, 2), (3, 3)]


def test_rows_left_out_are_listed_with_their_reason_and_counted(result: Result) -> None:
    (untidy,) = [i for i in result.summary["inputs"] if i["name"] == "barat/daftar.xlsx"]
    assert untidy["rows"] == len(UNTIDY_PEOPLE)
    assert [left["row"] for left in untidy["left_out"]] == list(UNTIDY_LEFT_OUT)
    assert [left["reason"] for left in untidy["left_out"]][:3] == ["numbering", "repeated_heading", "subtotal"]
    whole = result.rows.height + sum(len(i["left_out"]) for i in result.summary["inputs"])
    stated = [c for c in result.summary["checks"] if "non_blank" in c["name"] or "left_out" in c["name"]]
    assert stated, "no check says that data rows and rows left out are the non-blank rows"
    assert sum(c["left"] for c in stated) == sum(c["right"] for c in stated) == whole


def test_the_segment_comes_from_column_sheet_file_or_title(result: Result) -> None:
    found = set(result.rows.filter(pl.col("side") == "list").select("file", "sheet", "segment").unique().rows())
    assert {(f, s): key for f, s, key in found} == {
        ("barat/daftar.xlsx", "TKK"): "tkk",
        ("timur/daftar.xlsx", "TKK"): "tkk",
        ("timur/daftar.xlsx", "Ketua RT"): "rt",
        ("barat/lain/daftar.csv", ""): "tkk",
        ("timur/lain/daftar.csv", ""): "tkk",
        ("sisa.parquet", ""): "tkk",
        ("ganda.csv", ""): "tkk",
    }


def test_a_segment_nobody_wrote_is_null_and_the_option_fills_it(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", HEAD[:4], [person(1)[:4]])
    second = write_csv(tmp_path / "b.csv", PEER_HEAD[:5], [peer(1)[:5]])
    assert reconcile([first], [second], tmp_path / "tanpa") == 0
    assert read_result(tmp_path / "tanpa").rows["segment"].to_list() == [None, None]
    assert reconcile([first], [second], tmp_path / "dengan", "--segment", "rt") == 0
    assert read_result(tmp_path / "dengan").rows["segment"].to_list()[0] == "rt"


def test_the_summary_holds_what_the_contract_names(city: Path, result: Result) -> None:
    assert {"version", "inputs", "buckets", "checks", "seconds"} <= set(result.summary)
    for given in result.summary["inputs"]:
        assert {"name", "sha256", "rows", "left_out", "headings"} <= set(given)
        found = [p for p in city.rglob("*") if p.as_posix().endswith("/" + given["name"])]
        assert given["sha256"] == hashlib.sha256(found[0].read_bytes()).hexdigest()
    assert all(c["left"] == c["right"] for c in result.summary["checks"])
    assert all(isinstance(s, int | float) for s in result.summary["seconds"].values())


def test_each_person_of_the_city_got_the_answer(result: Result) -> None:
    buckets = {(r["file"], r["sheet"], r["record"]): r["bucket"] for r in result.by_place().values()}
    assert buckets[("barat/daftar.xlsx", "TKK", 1)] == "matched"
    assert buckets[("barat/daftar.xlsx", "TKK", 3)] == "differs"
    assert buckets[("timur/daftar.xlsx", "TKK", 1)] == "matched"
    assert buckets[("timur/daftar.xlsx", "Ketua RT", 1)] == "not_registered"
    assert [buckets[("timur/lain/daftar.csv", "", n)] for n in (1, 2, 3)] == ["matched", "duplicate", "differs"]
    assert [buckets[("barat/lain/daftar.csv", "", n)] for n in (1, 2, 3)] == ["matched", "rejected", "review"]
    assert [buckets[("ganda.csv", "", n)] for n in (1, 2)] == ["matched", "review"]
    assert [buckets[("satu.csv", "", n)] for n in (6, 9)] == ["matched", "duplicate"]


def test_a_linked_or_doubtful_row_says_why(result: Result) -> None:
    told = result.rows.filter(pl.col("bucket").is_in(["differs", "review"]))
    assert told.height
    assert told.filter(pl.col("reasons").list.len() == 0).height == 0
    assert all(reason["text"].strip() for reasons in told["reasons"] for reason in reasons)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its bytes, but for the seconds."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    if "summary.json" in found:
        summary = json.loads(found["summary.json"])
        found["summary.json"] = json.dumps({**summary, "seconds": None}).encode()
    return found


def test_the_same_inputs_give_the_same_bytes(city: Path) -> None:
    assert reconcile([city / "in"], [city / "peserta"], city / "kedua") == 0
    assert files_of(city / "out") == files_of(city / "kedua")
    assert set(files_of(city / "out")) >= {
        "summary.json",
        "rows.parquet",
        "pairs.parquet",
        "pairs_within.parquet",
        "decisions.csv",
    }


def test_csv_xlsx_and_parquet_give_one_result(tmp_path: Path) -> None:
    people = [person(n) for n in range(1, 9)] + [person(3), person(5, Nama="FAJAR SIREGARR"), person(9, NIK="0")]
    peers = [peer(n) for n in range(2, 12)]
    csv = [write_csv(tmp_path / "l.csv", HEAD, people), write_csv(tmp_path / "p.csv", PEER_HEAD, peers, "\t")]
    book = [xlsx(tmp_path / "l.xlsx", {"S": [HEAD, *people]}), xlsx(tmp_path / "p.xlsx", {"S": [PEER_HEAD, *peers]})]
    parquet = [tmp_path / "l.parquet", tmp_path / "p.parquet"]
    pl.DataFrame(people, schema=HEAD, orient="row").write_parquet(parquet[0])
    pl.DataFrame(peers, schema=PEER_HEAD, orient="row").write_parquet(parquet[1])
    answers = []
    for number, (first, second) in enumerate((csv, book, parquet)):
        assert reconcile([first], [second], tmp_path / str(number)) == 0
        rows = read_result(tmp_path / str(number)).rows
        answers.append(rows.select(pl.exclude("file", "sheet", "row", "match_file", "match_sheet", "match_row")).rows())
    assert answers[0] == answers[1]
    assert answers[0] == answers[2]


def test_several_files_are_read_as_one_list(tmp_path: Path) -> None:
    people, peers = [person(n) for n in (1, 2, 3, 1)], [peer(n) for n in (1, 2, 3, 4)]
    halves = [write_csv(tmp_path / f"{n}.csv", HEAD, people[2 * n : 2 * n + 2]) for n in (0, 1)]
    assert reconcile(halves, [write_csv(tmp_path / "p.csv", PEER_HEAD, peers)], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").by_place()
    assert match_place(rows[("list", "1.csv", "", 2)]) == ("list", "0.csv", "", 1)
    assert rows[("list", "1.csv", "", 2)]["bucket"] == "duplicate"


def test_one_file_given_twice_is_not_read_twice_unsaid(tmp_path: Path) -> None:
    first, second = simple(tmp_path)
    code = reconcile([first, first], [second], tmp_path / "out")
    assert code in (0, 2, 10)
    if code == 0:
        assert broken_identities(read_result(tmp_path / "out")) == []


def simple(folder: Path) -> tuple[Path, Path]:
    """A list and participants of a few people that go well."""
    return (
        write_csv(folder / "masuk" / "l.csv", HEAD, [person(n) for n in range(1, 5)]),
        write_csv(folder / "masuk" / "p.csv", PEER_HEAD, [peer(n) for n in range(2, 6)]),
    )


def test_json_is_one_object_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = simple(tmp_path)
    words = [
        "reconcile",
        str(first),
        "--participants",
        str(second),
        "--out",
        str(tmp_path / "out"),
        "--json",
        "--no-pdf",
    ]
    assert cli.main([*words, "--no-workbook"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["buckets"]["list"]["matched"] == 3
    assert told.err


@pytest.mark.parametrize(
    ("options", "env", "word"), [((), "", "berkas"), (("--lang", "en"), "", "file"), ((), "en", "file")]
)
def test_messages_are_indonesian_unless_english_is_asked(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: Sequence[str],
    env: str,
    word: str,
) -> None:
    monkeypatch.setenv("PADAN_LANG", env) if env else monkeypatch.delenv("PADAN_LANG", raising=False)
    assert reconcile([tmp_path / "hilang.csv"], [tmp_path / "hilang2.csv"], tmp_path / "out", *options) == 10
    told = capsys.readouterr().err.replace(str(tmp_path), "")
    assert [w for w in ("berkas", "file") if w in told] == [word]


# What goes wrong: a code, a sentence, and DIR as it was.


@pytest.fixture(params=["no DIR", "a DIR of an earlier run"])
def out(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """DIR, absent or there before; afterwards it must be as it was, with nothing beside it."""
    folder = tmp_path / "hasil" / "out"
    folder.parent.mkdir()
    if request.param != "no DIR":
        folder.mkdir()
        (folder / "rows.parquet").write_bytes(b"dari jalan sebelumnya")
        (folder / "catatan.txt").write_text("punya saya")
    before = files_of(folder.parent)
    yield folder
    assert files_of(folder.parent) == before
    assert [p.name for p in folder.parent.iterdir()] == (["out"] if before else [])


def bad_cases(folder: Path) -> dict[str, tuple[int, list[Path], list[Path], list[str]]]:
    first, second = simple(folder)
    picture = folder / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    (folder / "kosong.csv").write_bytes(b"")
    (folder / "kosong").mkdir()
    nowhere = write_csv(folder / "tanpa_judul.csv", ("1", "2"), [["3", "4"]])
    name_only = write_csv(folder / "nama.csv", ("Nama", "Alamat"), [["BUDI", "Jl. A"]])
    no_name = write_csv(folder / "nik.csv", ("NIK", "Tanggal Lahir"), [person(1)[:3:2]])
    heading_only = write_csv(folder / "judul.csv", HEAD, [])
    garbage = folder / "keputusan.csv"
    garbage.write_bytes(b"\x00\x01\x02" * 50)
    locked = folder / "kunci.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    return {
        "a missing list": (10, [folder / "hilang.xlsx"], [second], []),
        "missing participants": (10, [first], [folder / "hilang.xlsx"], []),
        "a picture among lists": (10, [first, picture], [second], []),
        "an empty file": (10, [folder / "kosong.csv"], [second], []),
        "an empty folder": (10, [folder / "kosong"], [second], []),
        "a damaged compound file": (10, [locked], [second], []),
        "no heading": (11, [nowhere], [second], []),
        "neither NIK nor birth date": (11, [name_only], [second], []),
        "no name": (11, [no_name], [second], []),
        "participants without a heading": (11, [first], [nowhere], []),
        "no row in the lists": (12, [heading_only], [second], []),
        "no row among participants": (12, [first], [heading_only], []),
        "a missing decisions file": (14, [first], [second], ["--decisions", str(folder / "hilang.csv")]),
        "decisions that are none": (14, [first], [second], ["--decisions", str(garbage)]),
        "an unknown segment": (2, [first], [second], ["--segment", "pns"]),
        "an unknown option": (2, [first], [second], ["--rahasia"]),
    }


BAD = (
    "a missing list", "missing participants", "a picture among lists", "an empty file", "an empty folder",
    "a damaged compound file", "no heading", "neither NIK nor birth date", "no name", "participants without a heading",
    "no row in the lists", "no row among participants", "a missing decisions file", "decisions that are none",
    "an unknown segment", "an unknown option",
)  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_has_its_exit_code_and_leaves_no_trace(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    expected, lists, participants, options = bad_cases(tmp_path)[name]
    assert reconcile(lists, participants, out, *options) == expected
    told = capsys.readouterr()
    assert told.err.strip()
    assert "Traceback" not in told.err
    assert not told.out


def test_every_bad_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = bad_cases(tmp_path)
    lists = [*cases["a missing list"][1], *cases["a picture among lists"][1], *cases["no heading"][1]]
    assert reconcile(lists, [tmp_path / "hilang_juga.csv"], tmp_path / "out") in (10, 11)
    told = capsys.readouterr().err
    assert [
        name for name in ("hilang.xlsx", "foto.xlsx", "tanpa_judul.csv", "hilang_juga.csv") if name not in told
    ] == []


@pytest.mark.parametrize(
    "words", [[], ["reconcile"], ["reconcile", "a.csv"], ["reconcile", "a.csv", "--out", "x"], ["periksa"]]
)
def test_wrong_arguments_are_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 2
    assert capsys.readouterr().err.strip()


def test_one_empty_file_among_several_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = simple(tmp_path)
    empty = write_csv(tmp_path / "judul.csv", HEAD, [])
    assert reconcile([first, empty], [second], tmp_path / "out") == 0
    (told,) = [i for i in read_result(tmp_path / "out").summary["inputs"] if i["name"] == "judul.csv"]
    assert told["rows"] == 0
    assert told["notes"] or "judul.csv" in capsys.readouterr().err


def test_totals_that_fail_are_exit_20_and_write_nothing(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "prove", lambda con: [Check("dua_tambah_dua", 4, 5)])
    assert reconcile([simple(tmp_path)[0]], [simple(tmp_path)[1]], out) == 20


def test_ctrl_c_is_exit_130_and_writes_nothing(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "write_parquets", stopped)
    assert reconcile([simple(tmp_path)[0]], [simple(tmp_path)[1]], out) == 130


def test_a_full_disk_is_exit_13_and_writes_nothing(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, "write_parquets", full)
    assert reconcile([simple(tmp_path)[0]], [simple(tmp_path)[1]], out) == 13


def test_a_file_in_the_place_of_dir_is_exit_13(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("bukan folder")
    assert reconcile([simple(tmp_path)[0]], [simple(tmp_path)[1]], tmp_path / "out") == 13
    assert (tmp_path / "out").read_text() == "bukan folder"


def test_dir_below_a_file_is_exit_13(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    assert reconcile([simple(tmp_path)[0]], [simple(tmp_path)[1]], tmp_path / "f" / "out") == 13


def test_a_failed_run_makes_no_parents_of_dir(tmp_path: Path) -> None:
    assert reconcile([tmp_path / "hilang.csv"], [tmp_path / "hilang.csv"], tmp_path / "baru" / "dalam" / "out") == 10
    assert os.listdir(tmp_path) == []


def decision(path: Path, *lines: Sequence[str]) -> Path:
    head = [f"{side}_{key}" for side in "ab" for key in ("side", "nik", "name", "birth_date", "kpj")]
    return write_csv(path, [*head, "decision", "by", "at", "note"], lines)


def record(side: str, row: Sequence[str]) -> list[str]:
    """The five identity cells of a decision for a row under HEAD or PEER_HEAD."""
    return [side, *(row[:3] if side == "list" else row[1:4]), "" if side == "list" else row[0]]


def test_decisions_are_obeyed_and_written_again(tmp_path: Path) -> None:
    people, peers = [person(1), person(2)], [peer(1), peer(30, Nama="EDI HUTAGALUNG")]
    first, second = write_csv(tmp_path / "l.csv", HEAD, people), write_csv(tmp_path / "p.csv", PEER_HEAD, peers)
    told = decision(
        tmp_path / "d.csv",
        [*record("list", people[0]), *record("participants", peers[0]), "different", "Ani", "2026-11-24", "bukan dia"],
        [*record("list", people[1]), *record("participants", peers[1]), "same", "Ani", "2026-11-24", ""],
    )
    assert reconcile([first], [second], tmp_path / "out", "--decisions", str(told)) == 0
    result = read_result(tmp_path / "out")
    rows = result.by_place()
    assert rows[("list", "l.csv", "", 1)]["bucket"] == "not_registered"
    assert rows[("list", "l.csv", "", 2)]["bucket"] == "differs"
    assert match_place(rows[("list", "l.csv", "", 2)]) == ("participants", "p.csv", "", 2)
    assert {(a[3], b[3], d) for a, b, d in all_pairs(result)} == {(1, 1, "human_different"), (2, 2, "human_same")}
    assert broken_identities(result) == []
    # Bound to what the records say: the rows move, the answer stays, from the file the run itself wrote.
    moved = [write_csv(tmp_path / "l2.csv", HEAD, people[::-1]), write_csv(tmp_path / "p2.csv", PEER_HEAD, peers[::-1])]
    assert (
        reconcile(moved[:1], moved[1:], tmp_path / "lagi", "--decisions", str(tmp_path / "out" / "decisions.csv")) == 0
    )
    rows = read_result(tmp_path / "lagi").by_place()
    assert [rows[("list", "l2.csv", "", n)]["bucket"] for n in (1, 2)] == ["differs", "not_registered"]


def test_a_contradiction_is_exit_14(tmp_path: Path, out: Path) -> None:
    first, second = simple(tmp_path)
    pair = [*record("list", person(2)), *record("participants", peer(2))]
    told = decision(tmp_path / "d.csv", [*pair, "same", "Ani", "", ""], [*pair, "different", "Budi", "", ""])
    assert reconcile([first], [second], out, "--decisions", str(told)) == 14


def test_a_filled_in_workbook_in_dir_is_not_overwritten(tmp_path: Path) -> None:
    """The answers a human typed into DIR's workbook are lost only when given back."""
    first, second = simple(tmp_path)
    shared = [person(51), person(51, Nama="MARSINAH DALIMUNTHE", **{"Tanggal Lahir": "03-11-1991", "JK": "P"})]
    unsure = write_csv(tmp_path / "r.csv", HEAD, shared)
    words = ["reconcile", str(first), str(unsure), "--participants", str(second), "--out", str(tmp_path / "out")]
    assert cli.main([*words, "--quiet", "--no-pdf"]) == 0
    book_path = tmp_path / "out" / "rekonsiliasi.xlsx"
    book = openpyxl.load_workbook(book_path)
    answer = next(
        page.cell(cell.row + 1, cell.column)
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.value == "Jawaban"
    )
    answer.value = "bukan"
    book.save(book_path)
    before = files_of(tmp_path / "out")
    assert cli.main([*words, "--quiet", "--no-pdf"]) == 13
    assert files_of(tmp_path / "out") == before
    assert cli.main([*words, "--quiet", "--no-pdf", "--decisions", str(book_path)]) == 0
    assert "different" in (tmp_path / "out" / "decisions.csv").read_text()


def test_papers_of_an_earlier_run_do_not_stay_beside_newer_rows(tmp_path: Path) -> None:
    """DIR is written whole: what it says is of one run. A file that is not ours stays."""
    first, second = simple(tmp_path)
    (tmp_path / "out").mkdir()
    for name in ("berita-acara.pdf", "catatan.txt"):
        (tmp_path / "out" / name).write_bytes(b"dari jalan sebelumnya")
    assert reconcile([first], [second], tmp_path / "out") == 0
    assert not (tmp_path / "out" / "berita-acara.pdf").exists()
    assert (tmp_path / "out" / "catatan.txt").read_bytes() == b"dari jalan sebelumnya"


def test_dir_may_be_a_link_to_a_folder(tmp_path: Path) -> None:
    first, second = simple(tmp_path)
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    assert reconcile([first], [second], tmp_path / "out") == 0
    assert (tmp_path / "disk" / "rows.parquet").exists()
    assert sorted(os.listdir(tmp_path)) == ["disk", "masuk", "out"]


def test_dir_may_be_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = simple(tmp_path)
    (tmp_path / "sini").mkdir()
    monkeypatch.chdir(tmp_path / "sini")
    assert reconcile([first], [second], Path()) in (0, 2, 13)
    assert sorted(os.listdir(tmp_path)) == ["masuk", "sini"]


def test_a_chain_of_overlapping_participations_points_to_kept_rows(tmp_path: Path) -> None:
    """Six cards, each overlapping the next alone: whichever are kept, no row is said to double one that is not."""
    head = (*PEER_HEAD, "Tanggal Mulai", "Tanggal Akhir")
    cards = [[*peer(1, KPJ=f"2400009000{n}"), f"01-01-{2020 + n}", f"30-06-{2021 + n}"] for n in range(6)]
    first, second = write_csv(tmp_path / "l.csv", HEAD, [person(1)]), write_csv(tmp_path / "p.csv", head, cards)
    assert reconcile([first], [second], tmp_path / "out") == 0
    assert broken_identities(read_result(tmp_path / "out")) == []


@pytest.mark.parametrize("side", ["list", "participants"])
@pytest.mark.parametrize("segment", ["tkk", "rt"])
def test_one_row_told_to_be_two_of_the_other_side(tmp_path: Path, side: str, segment: str) -> None:
    """A person with two cards: the human says so of both, and the run ends well."""
    one, two = (person(1), [peer(31), peer(45, Segmen=segment)])
    people, peers = ([one], two) if side == "list" else ([row[1:] for row in two], [["24000000001", *one]])
    first, second = write_csv(tmp_path / "l.csv", HEAD, people), write_csv(tmp_path / "p.csv", PEER_HEAD, peers)
    pairs = [[*record("list", a), *record("participants", b), "same", "Ani", "", ""] for a in people for b in peers]
    assert reconcile([first], [second], tmp_path / "out", "--decisions", str(decision(tmp_path / "d.csv", *pairs))) == 0
    result = read_result(tmp_path / "out")
    assert broken_identities(result) == []
    assert {d for _, _, d in all_pairs(result) if d != "auto"} == {"human_same"}
    third = "differs" if segment == "rt" else "duplicate"
    buckets = result.rows["bucket"].to_list()
    assert buckets.count("differs") == 2
    assert third == "differs" or buckets.count("duplicate") == 1


def test_two_rows_of_one_list_told_apart_or_together(tmp_path: Path) -> None:
    people = [person(1), person(44), person(5), person(5, Nama="FAJAR SIREGARR")]
    first, second = write_csv(tmp_path / "l.csv", HEAD, people), write_csv(tmp_path / "p.csv", PEER_HEAD, [peer(1)])
    told = decision(
        tmp_path / "d.csv",
        [*record("list", people[0]), *record("list", people[1]), "same", "Ani", "", ""],
        [*record("list", people[2]), *record("list", people[3]), "different", "Ani", "", ""],
    )
    assert reconcile([first], [second], tmp_path / "out", "--decisions", str(told)) == 0
    result = read_result(tmp_path / "out")
    buckets = [r["bucket"] for r in result.by_place().values() if r["side"] == "list"]
    assert buckets == ["matched", "duplicate", "not_registered", "not_registered"]
    assert {d for a, b, d in all_pairs(result) if a[0] == b[0]} == {"human_same", "human_different"}
