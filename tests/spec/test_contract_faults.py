"""What goes wrong, and what stands in DIR already: a code, a sentence, and DIR as it was."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from contract_people import HEAD, PEER_HEAD, files_of, peer, person, simple
from reconcile_runs import all_pairs, broken_identities, match_place, read_result, reconcile, write_csv

from padan import cli, pipeline
from padan.domain.reconciliation import Check

OF_AN_EARLIER_RUN = ["a DIR of an earlier run"]
"""Where a whole run comes before the fault: that DIR is not made then, tests/flows/test_reconcile.py tells."""


pytestmark = pytest.mark.usefixtures("decided_once")


@pytest.fixture(params=["no DIR", *OF_AN_EARLIER_RUN])
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
    assert told["notes"] == ["no_rows"]
    assert "judul.csv: tidak ada baris" in capsys.readouterr().err


@pytest.mark.parametrize("out", OF_AN_EARLIER_RUN, indirect=True)
def test_totals_that_fail_are_exit_20_and_write_nothing(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "prove", lambda con: [Check("dua_tambah_dua", 4, 5)])
    assert reconcile([simple(tmp_path)[0]], [simple(tmp_path)[1]], out) == 20


@pytest.mark.parametrize("out", OF_AN_EARLIER_RUN, indirect=True)
def test_ctrl_c_is_exit_130_and_writes_nothing(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "write_parquets", stopped)
    assert reconcile([simple(tmp_path)[0]], [simple(tmp_path)[1]], out) == 130


@pytest.mark.parametrize("out", OF_AN_EARLIER_RUN, indirect=True)
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


@pytest.mark.parametrize("out", OF_AN_EARLIER_RUN, indirect=True)
def test_a_contradiction_is_exit_14(tmp_path: Path, out: Path) -> None:
    first, second = simple(tmp_path)
    pair = [*record("list", person(2)), *record("participants", peer(2))]
    told = decision(tmp_path / "d.csv", [*pair, "same", "Ani", "", ""], [*pair, "different", "Budi", "", ""])
    assert reconcile([first], [second], out, "--decisions", str(told)) == 14


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
