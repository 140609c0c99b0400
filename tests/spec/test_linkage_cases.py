"""Each drawn case gets its answer, alone and in the company of all the others."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawn_cases import Case, Expected, Table
from field_cases import WHAT_FIELDS_SAY
from linkage_cases import WHO_IS_WHO
from little_told_cases import LITTLE_TOLD
from reconcile_runs import Result, Row, all_pairs, broken_identities, match_place, read_result, reconcile, write_csv
from relatives_cases import RELATIVES
from repeated_cases import REPEATED

from thorough import every

CASES = (*WHO_IS_WHO, *WHAT_FIELDS_SAY, *RELATIVES, *REPEATED, *LITTLE_TOLD)
BY_NAME = {case.name: case for case in CASES}
FILES = {"list": "L", "participants": "P"}
ALONE = ("twin", "father", "namesake", "two", "one NIK", "the NIK", "a NIK", "No KK", "twice in one list, the fuller")
"""Cases that a handful of rows must settle as a city does: evidence is easily over- or underrated in small lists."""


def test_each_case_has_its_own_name() -> None:
    assert len(BY_NAME) == len(CASES)


@lru_cache(maxsize=1)
def everybody() -> Result:
    """All cases in one run, each in files of its own."""
    with TemporaryDirectory() as folder:
        return run(CASES, Path(folder))


def run(cases: Sequence[Case], folder: Path) -> Result:
    """The cases' files reconciled; a file is named by its case's number."""
    lists = [write_csv(folder / "L" / f"L{file_number(c)}.csv", c.list.headings, c.list.rows) for c in cases]
    peers = [
        write_csv(folder / "P" / f"P{file_number(c)}.csv", c.participants.headings, c.participants.rows) for c in cases
    ]
    assert reconcile(lists, peers, folder / "out") == 0
    return read_result(folder / "out")


def file_number(case: Case) -> int:
    return CASES.index(case)


def answers(case: Case, result: Result) -> Iterator[tuple[str, Row, Expected]]:
    """Each row of the case by its drawn name, with what was found and what is expected."""
    rows = result.by_place()
    for side, letter in FILES.items():
        table: Table = getattr(case, side)
        for record, expected in enumerate(table.expected, 1):
            yield f"{letter}{record}", rows[(side, f"{letter}{file_number(case)}.csv", "", record)], expected


def drawn_name(case: Case, file: str, record: int) -> str:
    """`L1` for a row of the case, the file and record for one outside it."""
    letter, number = file[0], file[1:].removesuffix(".csv")
    return f"{letter}{record}" if number == str(file_number(case)) else f"{file}:{record}"


def faults(case: Case, result: Result) -> list[str]:
    """Every way in which the answers differ from the drawing."""
    found: list[str] = []
    for name, row, expected in answers(case, result):
        place = match_place(row)
        match = drawn_name(case, place[1], place[3]) if place else None
        problems = set(row["problems"])
        if row["bucket"] not in expected.buckets:
            found.append(f"{name} is {row['bucket']} -> {match} p={row['probability']}, not {sorted(expected.buckets)}")
        if expected.match and match != expected.match:
            found.append(f"{name} points to {match}, not {expected.match}")
        if (match and match[0] not in "LP") or (match and ":" in match):
            found.append(f"{name} points out of its case to {match}")
        found += [f"{name} lacks {code} (has {sorted(problems)})" for code in sorted(expected.problems - problems)]
        found += [f"{name} must not have {code}" for code in sorted(expected.no_problems & problems)]
    return found + missing_pairs(case, result)


def missing_pairs(case: Case, result: Result) -> list[str]:
    """Drawn review pairs that were not written."""
    review = {
        frozenset((drawn_name(case, a[1], a[3]), drawn_name(case, b[1], b[3])))
        for a, b, decision in all_pairs(result)
        if decision == "review"
    }
    return [f"no review pair {pair}" for pair in sorted(case.review_pairs) if frozenset(pair.split("-")) not in review]


@pytest.mark.parametrize("name", every(20, [name for name in BY_NAME if name.startswith(ALONE)]))
def test_a_case_alone(tmp_path: Path, name: str) -> None:
    result = run([BY_NAME[name]], tmp_path)
    assert faults(BY_NAME[name], result) == []
    assert broken_identities(result) == []


@pytest.mark.parametrize(
    ("name", "decisions"),
    [
        ("a short name with a slip beside one NIK and one birth date", ["review"]),
        ("the list without kelurahan, two namesakes born on one day, one in its kecamatan", ["review", "review"]),
    ],
)
def test_what_a_city_settles_is_asked_alone(tmp_path: Path, name: str, decisions: list[str]) -> None:
    """A list of one row does not settle it yet: a human is asked, of the right one first; nobody is lost."""
    result = run([BY_NAME[name]], tmp_path)
    assert [decision for _a, _b, decision in all_pairs(result)] == decisions
    (row, expected) = next((row, expected) for at, row, expected in answers(BY_NAME[name], result) if at == "L1")
    place = match_place(row)
    assert row["bucket"] == "review"
    assert place is not None
    assert drawn_name(BY_NAME[name], place[1], place[3]) == expected.match


def test_an_older_number_says_that_its_person_is_linked_by_another_row() -> None:
    case = BY_NAME["an older number of somebody who is linked by a newer one"]
    rules = {name: row["rule"] for name, row, _ in answers(case, everybody())}
    assert rules["P1"] == "sudah_berpasangan"


@pytest.mark.parametrize("name", BY_NAME)
def test_a_case_among_all_the_others(name: str) -> None:
    assert faults(BY_NAME[name], everybody()) == []


def test_all_cases_in_one_run_keep_the_identities() -> None:
    assert broken_identities(everybody()) == []


def test_a_list_of_25_people(tmp_path: Path) -> None:
    """A kelurahan's quota, two in five damaged: a misspelt name differs, a lost NIK is found, nobody is mixed up."""
    names = [f"{first} {last}" for first in ("ADI", "BAYU", "CICI", "DIAN", "EDI") for last in LAST_NAMES]
    people = [(number, name, f"{number:02d}-0{number % 9 + 1}-19{60 + number}") for number, name in enumerate(names, 1)]
    listed = [("" if n % 5 == 0 else nik(n, day), name, day, "Legok") for n, name, day in people]
    registered = [
        (f"2400000{n:04d}", nik(n, day), f"{name[:-1]}" if n % 5 == 1 else name, day, "Legok")
        for n, name, day in people
    ]
    first = write_csv(tmp_path / "l.csv", ("NIK", "Nama", "Tanggal Lahir", "Kelurahan"), listed)
    headings = ("KPJ", "NIK", "Nama", "Tanggal Lahir", "Kelurahan")
    second = write_csv(tmp_path / "p.csv", headings, registered[::-1])
    assert reconcile([first], [second], tmp_path / "out", "--segment", "pekerja_rentan") == 0
    result = read_result(tmp_path / "out")
    found = [
        (r["record"], r["bucket"], 26 - r["match_record"])
        for r in result.rows.iter_rows(named=True)
        if r["side"] == "list"
    ]
    assert found == [(n, "differs" if n % 5 == 1 else "matched", n) for n, _, _ in people]
    assert result.rows["segment"].unique().to_list() == ["pekerja_rentan"]


LAST_NAMES = ("SIREGAR", "PRASETYO", "KURNIAWAN", "RAMADHAN", "HUTAGALUNG")


def nik(number: int, day: str) -> str:
    """A NIK of a man born that day, with a serial no office gives."""
    return f"157101{day[:2]}{day[3:5]}{day[8:]}{9000 + number}"
