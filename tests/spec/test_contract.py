"""What others rely on, to the letter: files, columns, types, keys, identities, exit codes, DIR whole or not at all."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from contract_people import HEAD, PEER_HEAD, files_of, peer, person, simple, xlsx
from reconcile_runs import Result, broken_identities, match_place, read_result, reconcile, write_csv

from padan import cli

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
        if place:
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
    assert [buckets[("barat/lain/daftar.csv", "", n)] for n in (1, 2, 3)] == ["matched", "rejected", "matched"]
    assert [buckets[("ganda.csv", "", n)] for n in (1, 2)] == ["matched", "review"]
    assert [buckets[("satu.csv", "", n)] for n in (6, 9)] == ["matched", "duplicate"]


def test_a_linked_or_doubtful_row_says_why(result: Result) -> None:
    told = result.rows.filter(pl.col("bucket").is_in(["differs", "review"]))
    assert told.height
    assert told.filter(pl.col("reasons").list.len() == 0).height == 0
    assert all(reason["text"].strip() for reasons in told["reasons"] for reason in reasons)


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
