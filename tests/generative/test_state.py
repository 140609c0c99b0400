"""Whatever changes in the lists, a run with a state decides what a full run with that state's model decides."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.domain.decisions import Answer, Decision, RecordKey
from padan.engine import blocking, state
from padan.engine.session import Connection, get, open_session
from padan.engine.state import StateReport, run_with_state
from padan.engine.state_lookup import open_lookup
from thorough import THOROUGH, examples, repeats

FIELDS = ("nik", "name", "birth_date", "sex", "kk", "mother", "address", "kelurahan", "segment", "kpj")
Row = tuple[str, ...]
Lists = dict[str, list[list[Row]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as if it had been read."""

    file: str
    people: Sequence[Row]
    sheet: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return len(self.people)

    @property
    def sha256(self) -> str:
        return sha256(repr(self.people).encode()).hexdigest()

    @property
    def data(self) -> pl.LazyFrame:
        places = {"record": range(1, len(self.people) + 1), "row": range(2, len(self.people) + 2)}
        columns: dict[str, Any] = {key: [row[i] or None for row in self.people] for i, key in enumerate(FIELDS)}
        schema = {"record": pl.Int64, "row": pl.Int64, "hidden": pl.Boolean, **dict.fromkeys(FIELDS, pl.String)}
        return pl.DataFrame({**places, "hidden": [False] * len(self.people), **columns}, schema=schema).lazy()


NAMES = (
    "BUDI SANTOSO", "BUDI SANTOSA", "SITI AMINAH", "ST. AMINAH", "M. YUSUF", "MUHAMMAD YUSUF", "GUNAWAN", "RATNA DEWI",
    "RATNA", "",
)  # fmt: skip
BIRTHS = ("07-01-1980", "01-07-1980", "08-01-1980", "1980-01-07", "", "31-02-1980")
NIKS = (
    "1571010701809001", "1571010701809002", "1571014701809001", "1571010107809003", "157101070180900",
    "1571010701809000", "0", "", "1571.0107.0180.9001",
)  # fmt: skip
CARDS = ("1571010701809001", "1571010701809002", "1571011208119005", "1571010101109006", "")


def row_of(people: st.SearchStrategy[int]) -> st.SearchStrategy[Row]:
    """Rows drawn from few values, so that numbers, names and cards meet."""
    return st.tuples(
        st.sampled_from(NIKS),
        st.sampled_from(NAMES),
        st.sampled_from(BIRTHS),
        st.sampled_from(("L", "P", "")),
        st.sampled_from(CARDS),
        st.sampled_from(("SUMIATI", "SUMI", "")),
        st.sampled_from(("Jl. Melati No. 7 RT 05", "Jl. Kenanga No. 12", "")),
        st.sampled_from(("Legok", "Rawasari", "")),
        st.sampled_from(("tkk", "rt", "")),
        people.map(lambda n: f"2400000{n:04d}" if n else ""),
    )


ROW = row_of(st.integers(0, 5))
"""Any row of the small world."""

SHEET = st.lists(ROW, min_size=1, max_size=7)
LISTS = st.fixed_dictionaries(
    {"list": st.lists(SHEET, min_size=1, max_size=2), "participants": st.lists(SHEET, min_size=1, max_size=2)}
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("list", "participants")),
        st.integers(0, 1),
        st.integers(0, 7),
        st.sampled_from(("replace", "cell", "add", "insert", "remove", "twin")),
        ROW,
        st.integers(0, len(FIELDS) - 1),
    ),
    max_size=3,
)


def edited(lists: Lists, edits: Sequence[tuple[str, int, int, str, Row, int]]) -> Lists:
    """The lists after a hand has gone over them."""
    new = {side: [list(rows) for rows in sheets] for side, sheets in lists.items()}
    for side, sheet, place, what, row, cell in edits:
        rows = new[side][sheet % len(new[side])]
        at = place % len(rows) if rows else 0
        if what == "add" or not rows:
            rows.append(row)
        elif what == "insert":
            rows.insert(at, row)
        elif what == "twin":
            rows.append(rows[at])
        elif what == "remove":
            del rows[at]
        else:
            old = rows[at]
            rows[at] = row if what == "replace" else (*old[:cell], row[cell], *old[cell + 1 :])
    return new


def read(lists: Lists) -> dict[str, list[Sheet]]:
    return {side: [Sheet(f"{side}{n}", rows) for n, rows in enumerate(sheets)] for side, sheets in lists.items()}


def record(side: str, row: Row) -> RecordKey:
    return RecordKey(side, row[0], row[1], row[2], row[-1])


TABLES: dict[str, str] = {
    "decided": "row_id, bucket, match_row_id, probability, rule, person_id, side_person",
    "row_problems": "row_id, problems",
    "people": "*",
    "raw": "row_id, sheet_id, record, row, nik, name, kk",
    "paired": "a, b, probability, rule",
    "review_pairs": "a, b, probability",
    "review_within": "a, b, probability",
    "links": "a, b, probability, log_odds",
    "links_within": "a, b, probability",
    "scored": "a, b, nik, name, birth, weight",
    "scored_nik": "a, b, name, birth, weight",
    "best_links": "row_id, match_row_id, probability",
    "human": "a, b, same, alone",
    "sheets": "sheet_id, file, sha256, rows, segment",
}


def answers(con: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All that a run says, in an order of its own."""
    return {
        name: sorted(get(con, f"SELECT {columns} FROM {name}").rows(), key=repr) for name, columns in TABLES.items()
    }


def told(
    folder: Path, lists: Lists, decisions: Sequence[Decision] = (), *, relearn: bool = False
) -> tuple[dict[str, list[tuple[object, ...]]], StateReport]:
    con, _, report = run_with_state(folder, read(lists), decisions, relearn=relearn)
    try:
        said = answers(con)
    finally:
        con.close()
    return {**said, "keys": keys(folder)}, report


def keys(folder: Path) -> list[tuple[object, ...]]:
    """Every row's keys: of the last full run, but for rows touched since."""
    con = open_session(folder / state.STATE)
    try:
        (name,) = get(con, "SELECT lookup FROM state").row(0)
        lookup = open_lookup(folder / name)
        touched = set(get(con, "SELECT row_id FROM later_touched")["row_id"].to_list())
        later = get(con, "SELECT row_id, block FROM later_keys").rows()
    finally:
        con.close()
    old = zip(lookup.key_rows.tolist(), lookup.keys.tolist(), strict=True)
    return sorted([*later, *(pair for pair in old if pair[0] not in touched)])


def in_full(folder: Path, lists: Lists, decisions: Sequence[Decision] = ()) -> dict[str, list[tuple[object, ...]]]:
    """What a full run with the model kept in `folder` says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "MUCH", -1.0)
        said, report = told(folder, lists, decisions)
    assert (report.why, report.learnt) == ("much", False)
    return said


def agree(*runs: tuple[Lists, Sequence[Decision]], again: bool = True) -> None:
    """The last run, each after a change, held to the full run with the same model; `again`: what it keeps serves the
    next."""
    *before, (after, later) = runs
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "MUCH", 9.0)
        kept = Path(name) / "kept"
        for lists, decisions in before:
            told(kept, lists, decisions)
        agree_from(kept, after, later, again=again)


def agree_from(kept: Path, after: Lists, later: Sequence[Decision] = (), *, again: bool) -> StateReport:
    """The same from the state of the run before."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "MUCH", 9.0)
        changed, copy = Path(name) / "changed", Path(name) / "copy"
        for folder in (changed, copy):
            shutil.copytree(kept, folder)
        said, report = told(changed, after, later)
        assert not report.full
        expected = in_full(copy, after, later)
        for table in expected:
            assert said[table] == expected[table], table
        assert not again or told(changed, after, later)[0] == said
    return report


@pytest.mark.parametrize("enough_keys", [blocking.ENOUGH_KEYS, 1])
@given(LISTS, EDITS, EDITS)
@settings(max_examples=examples(1, 5))
def test_a_changed_list_gives_what_a_full_run_gives(
    enough_keys: int,
    lists: Lists,
    first: list[tuple[str, int, int, str, Row, int]],
    then: list[tuple[str, int, int, str, Row, int]],
) -> None:
    """Also where so many keys stand that a key of three rows is a wide one."""
    between = edited(lists, first)
    with patch.object(blocking, "ENOUGH_KEYS", enough_keys):
        agree((lists, ()), (between, ()), (edited(between, then), ()))


@given(LISTS, EDITS, st.data())
@settings(max_examples=examples(1, 3))
def test_humans_are_obeyed_as_in_a_full_run(
    lists: Lists, edits: list[tuple[str, int, int, str, Row, int]], data: st.DataObject
) -> None:
    after = edited(lists, edits)
    every = [
        (side, row)
        for told_now in (after, lists)
        for side, sheets in sorted(told_now.items())
        for rows in sheets
        for row in rows
    ]
    pairs = st.lists(st.tuples(st.sampled_from(every), st.sampled_from(every), st.booleans()), max_size=2)

    def drawn() -> list[Decision]:
        return [
            Decision(record(*a), record(*b), Answer.SAME if same else Answer.DIFFERENT)
            for a, b, same in data.draw(pairs)
        ]

    agree((lists, drawn()), (after, drawn()))


ANI: Row = ("1571014701809001", "ANI LESTARI", "07-01-1980", "P", "1571011208119005", "", "", "Legok", "tkk", "")
ADI: Row = ("1571010107809003", "ADI PRANOTO", "01-07-1980", "L", "", "", "", "Legok", "tkk", "")
AZA: Row = ("1571010505859004", "MUHAMMAA FAUZANA", "05-05-1985", "L", "", "", "", "Legok", "tkk", "")


def put(row: Row, **cells: str) -> Row:
    return tuple(cells.get(key, old) for key, old in zip(FIELDS, row, strict=True))


STALE = (Decision(record("list", ADI), record("participants", ANI), Answer.SAME),)
"""Said of a row as it stood before: its pair is to be asked again, though nothing else speaks for it."""


CASES: dict[str, Callable[[Lists], None]] = {
    "another row's KK is this row's NIK": lambda new: new["list"][1].append(put(ADI, kk="1571014701809001", nik="")),
    "a partner is gone": lambda new: new["participants"][0].clear(),
    "a NIK comes to be shared": lambda new: new["list"][1].append(put(ADI, nik=ANI[0])),
    "a settled row's double": lambda new: new["list"][1].append(put(ANI, nik="")),
    "a name changes where DuckDB's hash is blind": lambda new: new["list"][1].__setitem__(
        2, put(AZA, name="MUHAMMAN FAUZAND")
    ),
    "a KK is given no more": lambda new: new["list"][1].__setitem__(0, put(ADI, kk="")),
    "nothing": lambda new: None,
}


BEFORE: Lists = {
    "list": [[ANI], [put(ADI, kk="1571010701809001"), put(ADI, nik="1571010701809001", birth_date="02-02-1990"), AZA]],
    "participants": [[put(ANI, birth_date="", kpj="24000000001")], [put(ADI, kpj="24000000002")]],
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of the run before; each case changes a copy."""
    folder = tmp_path_factory.mktemp("keadaan") / "kept"
    told(folder, BEFORE)
    return folder


@repeats("tests/generative/test_state.py::test_a_changed_list_gives_what_a_full_run_gives")
@pytest.mark.parametrize("case", CASES)
def test_what_one_row_does_to_another(kept: Path, case: str) -> None:
    after = edited(BEFORE, ())
    CASES[case](after)
    report = agree_from(kept, after, again=THOROUGH)
    assert (report.rows_changed == 0) == (case == "nothing")


@repeats("tests/generative/test_state.py::test_humans_are_obeyed_as_in_a_full_run")
@pytest.mark.parametrize(("earlier", "later"), [((), STALE), (STALE, STALE), (STALE, ())])
def test_an_answer_about_a_row_that_has_changed(earlier: tuple[Decision, ...], later: tuple[Decision, ...]) -> None:
    before: Lists = {"list": [[ADI, AZA]], "participants": [[ANI]]}
    after: Lists = {"list": [[put(ADI, birth_date="02-07-1980"), AZA]], "participants": [[ANI]]}
    agree((before, earlier), (after, later), again=THOROUGH)
    agree((after, earlier), (after, later), again=THOROUGH)


@repeats("tests/generative/test_state.py::test_a_changed_list_gives_what_a_full_run_gives")
def test_a_row_that_changed_before_is_found_as_it_stands_now_and_with_its_group() -> None:
    between, after = edited(BEFORE, ()), edited(BEFORE, ())
    sari = put(AZA, nik="1571010505859777", name="SARI WULANDARI", birth_date="09-09-1977")
    between["list"][1][2] = after["list"][1][2] = sari
    after["list"][1].append(put(sari, nik="", sex=""))
    ani = put(ANI, address="Jl. Melati No. 7 RT 05")
    between["list"][0][0] = after["list"][0][0] = ani
    after["list"][1].append(put(ani, nik=""))
    agree((BEFORE, ()), (between, ()), (after, ()), again=THOROUGH)


def test_other_files_keep_the_model_and_relearning_does_not() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        lists: Lists = {"list": [[ANI, ADI]], "participants": [[ANI]]}
        assert told(folder, lists)[1].why == "new"
        kept = (folder / "model.json").read_bytes()
        more: Lists = {"list": [[ADI], [ANI, ADI, ADI]], "participants": [[ANI]]}
        _, report = told(folder, more)
        assert (report.why, report.learnt) == ("sheets", False)
        assert (folder / "model.json").read_bytes() == kept
        con, _, report = run_with_state(folder, read(more), relearn=True)
        con.close()
        assert (report.why, report.learnt) == ("relearn", True)
        assert (folder / "model.json").read_bytes() != kept


def test_a_sheet_whose_niks_lose_their_ends_is_decided_anew() -> None:
    """One row more tells that the last zeros of all are losses: nobody's NIK is what it was."""
    people = [put(ANI, nik=f"15710107018{n:02d}010", name=f"{'ABCDEFGH'[n]}NI RATNA") for n in range(8)]
    before: Lists = {"list": [people[:7]], "participants": [[put(p, nik=f"{p[0][:15]}3") for p in people]]}
    after: Lists = {**before, "list": [people]}
    with TemporaryDirectory() as name:
        first, _ = told(Path(name), before)
        second, report = told(Path(name), after)
    assert report.why == "sheets"
    lost = [sum("excel_truncated" in person for person in said["people"]) for said in (first, second)]
    assert lost == [0, 8]


def test_a_run_that_fails_leaves_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        lists: Lists = {"list": [[ANI, ADI] * 10], "participants": [[ANI]]}
        said, _ = told(folder, lists)
        changed: Lists = {"list": [[ADI, *([ANI, ADI] * 9), ADI]], "participants": [[ANI]]}
        with monkeypatch.context() as patch:
            patch.setattr(state, "MUCH", 9.0)
            patch.setattr("padan.engine.state_tables.WHOLE_TABLES", ("no_such_table",))
            with pytest.raises(Exception, match="no_such_table"):
                told(folder, changed)
        again, report = told(folder, lists)
        assert (report.why, report.rows_changed) == ("changed", 0)
        assert again == said


def test_a_state_whose_files_are_not_whole_is_made_anew(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    shutil.copytree(kept, folder)
    (folder / state.LOOKUPS[0] / "lines").write_bytes(b"[]")
    assert told(folder, BEFORE)[1].why == "new"
    assert {path.name for path in folder.iterdir()} == {state.STATE, state.MODEL, state.LOOKUPS[1]}
    assert not told(folder, BEFORE)[1].full


@repeats("tests/generative/test_state.py::test_a_run_that_fails_leaves_the_state")
def test_a_run_that_fails_leaves_the_files_that_the_state_rests_on(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    shutil.copytree(kept, folder)
    told(folder, BEFORE, relearn=True)
    (folder / state.LOOKUPS[0]).mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(state, "write_lookup", lambda con, at: at.mkdir() or 1 / 0)
        with pytest.raises(ZeroDivisionError):
            told(folder, BEFORE, relearn=True)
    assert not told(folder, BEFORE)[1].full
