"""Whatever lists hold: identities stand, the order of rows changes nothing, humans are obeyed, nothing falls over."""

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "spec"))
from reconcile_runs import Result, all_pairs, broken_identities, match_place, read_result, reconcile, write_csv

from thorough import examples, repeats

LIST_HEAD = ("NIK", "Nama", "Tanggal Lahir", "JK", "Kelurahan", "Segmen")
PEER_HEAD = ("KPJ", *LIST_HEAD)
IDENTITY = [f"{side}_{key}" for side in "ab" for key in ("side", "nik", "name", "birth_date", "kpj")]
DECISION_HEAD = [*IDENTITY, "decision", "by", "at", "note"]


@dataclass(frozen=True, slots=True)
class Human:
    """A synthetic person: what every row about them should say."""

    number: int
    name: str
    day: int
    month: int
    year: int
    woman: bool

    @property
    def nik(self) -> str:
        return f"157101{self.day + 40 * self.woman:02d}{self.month:02d}{self.year % 100:02d}{9000 + self.number}"

    def row(self, *, segment: str = "tkk") -> list[str]:
        birth = f"{self.day:02d}-{self.month:02d}-{self.year}"
        return [self.nik, self.name, birth, "LP"[self.woman], "Legok", segment]


PEOPLE = tuple(
    Human(number, name, number * 7 % 28 + 1, number % 12 + 1, 1960 + number * 3, woman)
    for number, (name, woman) in enumerate(
        [
            ("BUDI SANTOSO", False), ("SITI AMINAH", True), ("SITI AMINAH", True), ("MUHAMMAD YUSUF NASUTION", False),
            ("NURHAYATI HUTABARAT", True), ("GUNAWAN", False), ("RATNA DEWI KUSUMA", True), ("ZULKIFLI", False),
        ],
        1,
    )
)  # fmt: skip

DAMAGES = (
    "none",
    "none",
    "nik lost",
    "nik zero",
    "nik digit",
    "name lost",
    "name cut",
    "name word",
    "date lost",
    "date swapped",
    "sex lost",
    "rt",
)


def damaged(row: Sequence[str], damage: str) -> list[str]:
    """The row as a hurried clerk may write it."""
    nik, name, birth, sex, kelurahan, segment = row
    day, month, year = birth.split("-")
    changed = {
        "nik lost": ("", name, birth, sex, segment),
        "nik zero": ("0", name, birth, sex, segment),
        "nik digit": (nik[:-1] + str((int(nik[-1]) + 5) % 10), name, birth, sex, segment),
        "name lost": (nik, "", birth, sex, segment),
        "name cut": (nik, name[:-1], birth, sex, segment),
        "name word": (nik, name.split()[0], birth, sex, segment),
        "date lost": (nik, name, "", sex, segment),
        "date swapped": (nik, name, f"{month}-{day}-{year}", sex, segment),
        "sex lost": (nik, name, birth, "", segment),
        "rt": (nik, name, birth, sex, "rt"),
    }.get(damage, (nik, name, birth, sex, segment))
    return [*changed[:4], kelurahan, changed[4]]


rows_of = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(DAMAGES)), min_size=1, max_size=9)
shuffling = st.randoms(use_true_random=False)


def list_rows(chosen: Sequence[tuple[Human, str]]) -> list[list[str]]:
    return [damaged(human.row(), damage) for human, damage in chosen]


def peer_rows(chosen: Sequence[tuple[Human, str]]) -> list[list[str]]:
    return [[f"2400000{n:04d}", *damaged(human.row(), damage)] for n, (human, damage) in enumerate(chosen)]


def run(folder: Path, people: Sequence[Sequence[str]], peers: Sequence[Sequence[str]], *options: str) -> Result:
    """Both tables reconciled; a second run goes to the same place."""
    first, second = write_csv(folder / "l.csv", LIST_HEAD, people), write_csv(folder / "p.csv", PEER_HEAD, peers)
    assert reconcile([first], [second], folder / "out", *options) == 0
    return read_result(folder / "out")


def links(result: Result, people: Sequence[Human], peers: Sequence[Human]) -> Counter[tuple[int, int]]:
    """Which persons were linked with which, however their rows lie."""
    found = [(r["record"], r["match_record"]) for r in result.rows.iter_rows(named=True)
             if r["side"] == "list" and r["bucket"] in ("matched", "differs")]  # fmt: skip
    return Counter((people[a - 1].number, peers[b - 1].number) for a, b in found)


def shares(result: Result) -> Counter[tuple[str, str]]:
    """Rows by side and bucket; linked rows are one kind, for which row of a person is kept may rest on order."""
    found = (
        ("linked" if b in ("matched", "differs") else b, side)
        for side, b in result.rows.select("side", "bucket").rows()
    )
    return Counter(found)


@given(rows_of, rows_of, shuffling)
@settings(max_examples=examples(1, 6))
def test_identities_hold_for_any_two_lists_and_the_order_of_rows_changes_nothing(
    people: list[tuple[Human, str]], peers: list[tuple[Human, str]], chance: object
) -> None:
    left = list(zip(list_rows(people), [human for human, _ in people], strict=True))
    right = list(zip(peer_rows(peers), [human for human, _ in peers], strict=True))
    answers = []
    for _ in range(2):
        with TemporaryDirectory() as folder:
            result = run(Path(folder), [row for row, _ in left], [row for row, _ in right])
        assert broken_identities(result) == []
        assert result.rows.height == len(people) + len(peers)
        answers.append((links(result, [h for _, h in left], [h for _, h in right]), shares(result)))
        chance.shuffle(left)  # type: ignore[attr-defined]
        chance.shuffle(right)  # type: ignore[attr-defined]
    assert answers[0] == answers[1]


@given(rows_of, rows_of, st.data(), st.booleans())
@settings(max_examples=examples(1, 4))
def test_what_a_human_said_is_obeyed(
    people: list[tuple[Human, str]], peers: list[tuple[Human, str]], data: st.DataObject, same: bool
) -> None:
    left, right = list_rows(people), peer_rows(peers)
    a, b = data.draw(st.integers(0, len(left) - 1)), data.draw(st.integers(0, len(right) - 1))
    left[a][1] = left[a][1] or "TANPA NAMA"
    told = [
        "list",
        *left[a][:3],
        "",
        "participants",
        *right[b][1:4],
        right[b][0],
        "same" if same else "different",
        "Ani",
        "",
        "",
    ]
    with TemporaryDirectory() as name:
        path = write_csv(Path(name) / "d.csv", DECISION_HEAD, [told])
        result = run(Path(name), left, right, "--decisions", str(path))
    assert broken_identities(result) == []
    alike = {n for n, row in enumerate(left, 1) if row[:3] == left[a][:3]}
    rows = [r for r in result.by_place().values() if r["side"] == "list" and r["record"] in alike]
    pointing = [r for r in rows if r["bucket"] in ("matched", "differs") and (match_place(r) or "")[3] == b + 1]
    assert bool(pointing) is same


@repeats("tests/generative/test_reconcile_properties.py::test_what_a_human_said_is_obeyed")
def test_rows_told_apart_are_not_joined_by_way_of_their_doubles() -> None:
    """Found by the test above: both stand twice, and a human says that the first of each are two people."""
    human = PEOPLE[6]
    left, right = list_rows([(human, "nik digit"), (human, "nik zero")]), peer_rows([(human, "nik zero")] * 2)
    told = ["list", *left[0][:3], "", "participants", *right[0][1:4], right[0][0], "different", "Ani", "", ""]
    with TemporaryDirectory() as name:
        path = write_csv(Path(name) / "d.csv", DECISION_HEAD, [told])
        result = run(Path(name), left, right, "--decisions", str(path))
    decided = {(a[3], b[3]): decision for a, b, decision in all_pairs(result) if a[0] != b[0]}
    assert decided[(1, 1)] == "human_different"
    assert broken_identities(result) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELL = st.one_of(
    TEXT,
    st.sampled_from(
        ["", "0", "=1+1", "31-02-1980", "1e308", "-1", "\x00", "\u202e", "😀", '"', ";", "\r\n", "NULL", "9" * 40]
    ),
)


@given(st.lists(st.lists(CELL, min_size=7, max_size=7), min_size=1, max_size=6), st.booleans())
@example([[""] * 7, [""] * 7, ["", "0A", *[""] * 5]], False)
@settings(max_examples=examples(1, 8))
def test_any_text_in_any_cell_is_survived(cells: list[list[str]], parquet: bool) -> None:
    good = ["24000000001", *PEOPLE[0].row()]
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = [odd_file(folder / side, head, [row[skip:] for row in (good, *cells)], parquet)
                 for side, head, skip in (("l", LIST_HEAD, 1), ("p", PEER_HEAD, 0))]  # fmt: skip
        code = reconcile(paths[:1], paths[1:], folder / "out")
        assert code in (0, 10)
        if code == 0:
            assert broken_identities(read_result(folder / "out")) == []
        else:
            assert not (folder / "out").exists()


def odd_file(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]], parquet: bool) -> Path:
    """The rows as they are, as CSV or Parquet."""
    if parquet:
        pl.DataFrame(rows, schema=head, orient="row").write_parquet(path.with_suffix(".parquet"))
        return path.with_suffix(".parquet")
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path.with_suffix(".csv")
