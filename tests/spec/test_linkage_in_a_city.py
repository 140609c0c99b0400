"""Damage that a handful of rows forgives and a city does not: among thousands of strangers little is granted."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pytest
from reconcile_runs import Row, read_result, reconcile, write_csv

from thorough import one_in

pytestmark = one_in(6)

HEAD = ("NIK", "No KK", "Nama", "Tanggal Lahir", "JK", "Ibu Kandung", "Alamat", "Kelurahan")
PLACES = ("Legok", "Jelutung", "Rawasari", "Kenali Asam", "Beringin", "Mudung Laut", "Sulanjana", "Talang Banjar")
FIRST = (
    (
        "SURYANTO",
        "WULANDARI",
        "HARDIMAN",
        "KARMILA",
        "PRASETIO",
        "MELINDA",
        "SUGIARTO",
        "ANGGUN",
        "TRIYONO",
        "BERLIANA",
    ),
    ("OKTAVIAN", "ZULAIKHA", "DARMAJI", "FITRIANA", "GUMILAR", "VERONIKA", "IMANUEL", "CHOLIFAH", "LUKITO", "EVALINDA"),
)
LAST = (
    ("WIJAYA", "KUSUMA", "PERMANA", "LESTARI", "SAPUTRO", "HANDOKO", "MAHARDIKA", "UTAMI", "NUGRAHA", "SIREGAR"),
    ("TAMBUNAN", "GINTING", "RITONGA", "POHAN", "DAULAY", "MANURUNG", "BARUS", "HUTAGALUNG", "ZEBUA", "COKROWATI"),
)
STREETS = ("Kutilang", "Cendana", "Rajawali", "Sriwijaya", "Anggrek", "Pattimura")

DAMAGED = {
    "the name lost a letter and the list its NIK": (
        (".", "1571020208119005", "YSUF", "05-11-1968", "L", "KARTIKA R", "Jl. Kenari 165", "Legok"),
        ("1571020511689001", "1571020208119005", "YUSUF", "05-11-1968", "L", "KARTIKA R", "Jl. Kenari 165", "Legok"),
    ),
    "the birth date stands in a wrong NIK alone": (
        ("1571021811009001", "1571022801199006", "DEWI ROSMAYA", ".", "P", "SUTINI", "Jl. Bangau 88", "Legok"),
        ("1571024201749001", "1571022801199006", "DEWI ROSMAYA", "02-01-1974", "P", "SUTINI", "Jl. Bangau 88", "Legok"),
    ),
    "the words are joined, the month is another, the NIK has lost its end": (
        ("9973012406730000", ".", "WAHYUNIDANG", "24-11-1973", "L", ".", "Jl. Merpati No. 147", "Legok"),
        ("9973012406739001", ".", "WAHYU NIDANG", "24-06-1973", "L", ".", "Jl. Merpati No. 147", "Legok"),
    ),
}  # fmt: skip

TWINS = (
    (
        "1571025504919003",
        "1571020101109008",
        "DINA MARLIANA PUTRI",
        "15-04-1991",
        "P",
        "SUTIYEM",
        "Jl. Nuri 9",
        "Legok",
    ),
    (
        "1571025504919004",
        "1571020101109008",
        "DINI MARLIANA PUTRI",
        "15-04-1991",
        "P",
        "SUTIYEM",
        "Jl. Nuri 9",
        "Legok",
    ),
)
"""One of them stands on each side."""


def strangers(side: int, *, together: int = 2) -> Iterator[Sequence[str]]:
    """2,400 people a side, two to a household or as many as are `together`, whom the other side does not know."""
    for n in range(2400):
        household, woman = n // together, n % 2
        first, last = FIRST[side][n % 10], LAST[side][n * 7 // 10 % 10]
        year = 1945 + (n * 37 + side * 11) % 61
        day, month = n // 3 % 28 + 1, n // 5 % 12 + 1
        nik = f"9{side + 1}{n % 60 + 10:02d}01{day + 40 * woman:02d}{month:02d}{year % 100:02d}{9000 + n % 900}"
        yield (
            nik, f"98{side}1010101{household:06d}", f"{first} {last}", f"{day:02d}-{month:02d}-{year}", "LP"[woman],
            f"{FIRST[side][household % 10]} {LAST[side][household // 10 % 10]}",
            f"Jl. {STREETS[household % 6]} No. {household + 5000 * side}", PLACES[household % 8],
        )  # fmt: skip


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """The list's damaged rows, by what happened to them."""
    folder = tmp_path_factory.mktemp("kota")
    sides = [[*(pair[side] for pair in DAMAGED.values()), TWINS[side]] for side in (0, 1)]
    files = [write_csv(folder / f"{'LP'[side]}.csv", HEAD, [*sides[side], *strangers(side)]) for side in (0, 1)]
    assert reconcile(files[:1], files[1:], folder / "out") == 0
    rows = read_result(folder / "out").rows
    found = {row["record"]: row for row in rows.iter_rows(named=True) if row["side"] == "list"}
    return {name: found[number] for number, name in enumerate((*DAMAGED, "twins"), 1)}


@pytest.mark.parametrize("damage", DAMAGED)
def test_the_person_is_found_or_a_human_is_asked(damage: str, answers: dict[str, Row]) -> None:
    row = answers[damage]
    assert row["bucket"] in ("differs", "review")
    assert row["match_record"] == list(DAMAGED).index(damage) + 1


def test_lone_twins_are_left_to_a_human(answers: dict[str, Row]) -> None:
    assert answers["twins"]["bucket"] == "review"


def alone(count: int) -> Iterator[Sequence[str]]:
    """People of households of their own, the same on both sides."""
    return (row for row, _ in zip(strangers(0, together=1), range(count), strict=False))


def second_twins(count: int) -> Iterator[Sequence[str]]:
    """To each of the first people one born on the same day to the same mother: the next number, another name."""
    for n, (nik, kk, _, birth, sex, mother, address, place) in enumerate(alone(count)):
        name = f"{FIRST[1][(n + 3) % 10]} {LAST[1][n * 7 // 10 % 10]}"
        yield (f"{nik[:12]}{int(nik[12:]) + 1:04d}", kk, name, birth, sex, mother, address, place)


@pytest.mark.parametrize("registered", [True, False])
def test_twins_are_two_where_nobody_else_shares_a_household(registered: bool, tmp_path: Path) -> None:
    people, twins = list(alone(1200)), list(second_twins(40))
    files = [
        write_csv(tmp_path / "L.csv", HEAD, [*people, *twins]),
        write_csv(tmp_path / "P.csv", HEAD, people + (twins if registered else [])),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows
    found = rows.filter(pl.col("side") == "list", pl.col("record") > len(people))["bucket"].unique().to_list()
    assert found == ["matched" if registered else "not_registered"]


def test_only_the_second_twin_of_each_is_registered(tmp_path: Path) -> None:
    files = [
        write_csv(tmp_path / "L.csv", HEAD, list(alone(400))),
        write_csv(tmp_path / "P.csv", HEAD, list(second_twins(400))),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    found = set(read_result(tmp_path / "out").rows["bucket"])
    assert found <= {"review", "not_registered", "not_listed"}


def test_a_son_of_his_fathers_name_is_neither_linked_nor_asked_about(tmp_path: Path) -> None:
    """Each NIK says its own row's birth date, so that one family and one name make nobody of two people one."""
    fathers = list(alone(1200))
    sons = [
        (f"{nik[:10]}{(int(born[-2:]) + 24) % 100:02d}{9000 + n}", kk, name, f"{born[:-4]}{int(born[-4:]) + 24}", sex,
         "SULASTRI", address, place)
        for n, (nik, kk, name, born, sex, _, address, place) in enumerate(fathers[:200])
        if sex == "L" and int(born[-4:]) < 1980
    ]  # fmt: skip
    files = [write_csv(tmp_path / "L.csv", HEAD, [*fathers, *sons]), write_csv(tmp_path / "P.csv", HEAD, fathers)]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list")
    assert set(rows.filter(pl.col("record") > len(fathers))["bucket"]) == {"not_registered"}


def test_one_name_in_a_family_is_one_person_unless_a_generation_lies_between(tmp_path: Path) -> None:
    """Without a NIK: two dates of one year are one person's, damaged; far apart they may be father's and son's."""
    first, second = zip(*zip(*[strangers(0, together=2)] * 2, strict=False), strict=True)
    people = [row for pair in zip(first[:600], second[:600], strict=True) for row in pair]
    bare = [("", *row[1:5], "", *row[6:]) for row in people[:80]]
    listed = [
        (
            *row[:3],
            f"{int(row[3][:2]) % 28 + 1:02d}-{int(row[3][3:5]) % 12 + 1:02d}-{int(row[3][6:]) - n % 2 * 27}",
            *row[4:],
        )
        for n, row in enumerate(bare)
    ]
    files = [
        write_csv(tmp_path / "L.csv", HEAD, [*listed, *people[80:]]),
        write_csv(tmp_path / "P.csv", HEAD, [*bare, *people[80:]]),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list", pl.col("record") <= 80)
    near, far = (set(rows.filter(pl.col("record") % 2 == n)["bucket"]) for n in (1, 0))
    assert (near, far & {"matched", "differs"}) == ({"differs"}, set())


def test_an_identifier_that_is_no_nik_is_nobody_elses_in_the_family(tmp_path: Path) -> None:
    """With such a number, another date and a name half changed are damage, as long as nobody shares a household."""
    people = [(f"{1000003 + n * 7919 % 8999981}", *row[1:]) for n, row in enumerate(alone(1200))]
    damaged = [
        (nik, kk, f"{name.split()[0]} {LAST[1][n % 10]}", f"{n * 5 % 28 + 1:02d}-{(n + 5) % 12 + 1:02d}-{1951 + n}",
         sex, mother, address, place)
        for n, (nik, kk, name, _, sex, mother, address, place) in enumerate(people[:20])
    ]  # fmt: skip
    files = [
        write_csv(tmp_path / "L.csv", HEAD, [*damaged, *people[20:]]),
        write_csv(tmp_path / "P.csv", HEAD, people),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list", pl.col("record") <= 20)
    assert set(rows["bucket"]) == {"differs"}


def test_a_column_of_niks_that_all_lost_their_end_asks_nobody(tmp_path: Path) -> None:
    """Excel spares none: beside one birth date fifteen digits say as much of a slip in the name as of a twin."""
    people = list(alone(1200))
    lost = [
        (f"{nik[:15]}0", kk, f"{name[:2]}{name[3:]}" if n < 60 else name, *rest)
        for n, (nik, kk, name, *rest) in enumerate(people)
    ]
    files = [write_csv(tmp_path / "L.csv", HEAD, people), write_csv(tmp_path / "P.csv", HEAD, lost)]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list")
    assert set(rows["bucket"]) == {"differs"}
    assert (rows["record"] == rows["match_record"]).all()
    assert all("nik_differs" in problems for problems in rows["problems"])


def test_a_number_of_the_family_makes_nobody_of_two_people_one(tmp_path: Path) -> None:
    """Each participant stands under the NIK of an elder of his family, who is listed: another name and year."""
    listed = list(alone(1200))
    families = [
        (nik, kk, f"{FIRST[1][n % 10]} {LAST[1][n % 7]}", f"{born[:-4]}{int(born[-4:]) + 19}", sex,
         "SULASTRI", address, place)
        for n, (nik, kk, _, born, sex, _, address, place) in enumerate(listed[:12])
    ]  # fmt: skip
    files = [
        write_csv(tmp_path / "L.csv", HEAD, listed),
        write_csv(tmp_path / "P.csv", HEAD, [*families, *listed[12:]]),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list", pl.col("record") <= 12)
    assert set(rows["bucket"]) <= {"review", "not_registered"}


def test_namesakes_born_on_one_day_are_not_linked_without_a_nik(tmp_path: Path) -> None:
    """The mother, the card and the address are another's."""
    listed = list(alone(1200))
    others = [
        (
            ".",
            f"9763{kk[4:]}",
            name,
            born,
            sex,
            "SULASTRI",
            f"{street.split(' No')[0]} No. {n + 9000}",
            PLACES[(n + 3) % 8],
        )
        for n, (_, kk, name, born, sex, _, street, _) in enumerate(listed[:12])
    ]
    files = [
        write_csv(tmp_path / "L.csv", HEAD, listed),
        write_csv(tmp_path / "P.csv", HEAD, [*others, *((".", *row[1:]) for row in listed[12:])]),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list")
    assert set(rows.filter(pl.col("record") <= 12)["bucket"]) <= {"review", "not_registered"}
    assert set(rows.filter(pl.col("record") > 12)["bucket"]) <= {"matched", "differs"}


def test_a_column_of_family_cards_under_the_heading_nik(tmp_path: Path) -> None:
    """It is read as what it is: nobody of a family stands under another's NIK, and all are found."""
    head = tuple(heading for heading in HEAD if heading != "No KK")
    people = list(strangers(0))[:1200]
    cards = [(f"980101{day % 28 + 1:02d}{day % 12 + 1:02d}{10 + day % 14}{day:04d}", *row[2:])
             for n, row in enumerate(people) for day in [n // 2]]  # fmt: skip
    files = [write_csv(tmp_path / "L.csv", head, cards), write_csv(tmp_path / "P.csv", HEAD, people)]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list")
    assert set(rows["bucket"]) <= {"matched", "differs"}
    assert all("nik_is_kk" in problems for problems in rows["problems"])


def test_a_list_that_was_sorted_gets_the_same_answers(tmp_path: Path) -> None:
    """What is learnt is drawn by what rows say, not by where they stand."""
    people = [row for row, _ in zip(strangers(0), range(1500), strict=False)]
    kept = [
        (("." if n % 9 == 0 else nik), kk, f"{name[:3]}{name[4:]}" if n % 7 == 0 else name, *rest)
        for n, (nik, kk, name, *rest) in enumerate(people[:1200])
    ]
    answers = []
    for order in (list, sorted):
        folder = tmp_path / order.__name__
        listed, registered = order(people), order(kept)
        files = [write_csv(folder / "L.csv", HEAD, listed), write_csv(folder / "P.csv", HEAD, registered)]
        assert reconcile(files[:1], files[1:], folder / "out") == 0
        rows = read_result(folder / "out").rows.filter(pl.col("side") == "list")
        said = zip(rows["record"], rows["bucket"], rows["probability"], rows["rule"], strict=True)
        answers.append({listed[record - 1]: (bucket, p, rule) for record, bucket, p, rule in said})
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("at_home", "bucket"), [(True, "differs"), (False, "review")])
def test_one_number_and_another_name_are_one_person_only_at_home(at_home: bool, bucket: str, tmp_path: Path) -> None:
    """Of the birth date the year is known. Card, mother and street tell whose number it is; a clerk's slip has none."""
    people = list(alone(1200))
    renamed = [
        (nik, kk, f"{FIRST[1][n % 10]} {LAST[1][n % 7]}", f"01-01-{born[-4:]}", sex, mother, address, place)
        if at_home
        else (nik, f"9871020202{n:06d}", f"{FIRST[1][n % 10]} {LAST[1][n % 7]}", f"01-01-{born[-4:]}", sex, "SULASTRI",
              f"Jl. Lirik No. {n}", "Talang Banjar")
        for n, (nik, kk, _, born, sex, mother, address, place) in enumerate(people[:20])
    ]  # fmt: skip
    files = [
        write_csv(tmp_path / "L.csv", HEAD, [*renamed, *people[20:]]),
        write_csv(tmp_path / "P.csv", HEAD, people),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list", pl.col("record") <= 20)
    assert set(rows["bucket"]) == {bucket}


def test_who_stands_twice_misspelt_each_time_is_known_by_the_other_side(tmp_path: Path) -> None:
    """Side by side the two rows look like twins; the participant shows what they have in common."""
    people = list(alone(1200))
    turned = [(nik, kk, " ".join(reversed(name.split())), *rest) for nik, kk, name, *rest in people[:20]]
    misspelt = [(nik, kk, f"{name[:2]}{name[3:-2]}{name[-1]}", *rest) for nik, kk, name, *rest in people[:20]]
    files = [
        write_csv(tmp_path / "L.csv", HEAD, [*turned, *misspelt, *people[20:]]),
        write_csv(tmp_path / "P.csv", HEAD, people),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    rows = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list", pl.col("record") <= 40)
    assert sorted(rows["bucket"]) == ["differs"] * 20 + ["duplicate"] * 20


def test_one_name_and_one_number_but_for_its_end_are_believed_against_the_date(tmp_path: Path) -> None:
    """At home only somebody of the same name could be meant, whose number differs in the whole date."""
    people = [row for row, _ in zip(strangers(0), range(1200), strict=False)]
    damaged = [
        (f"{nik[:15]}0", kk, " ".join(reversed(name.split())), f"{n + 1:02d}-{n % 9 + 1:02d}-{1951 + n}", *rest)
        for n, (nik, kk, name, _, *rest) in enumerate(people[:20])
    ]
    files = [
        write_csv(tmp_path / "L.csv", HEAD, [*damaged, *people[20:]]),
        write_csv(tmp_path / "P.csv", HEAD, people),
    ]
    assert reconcile(files[:1], files[1:], tmp_path / "out") == 0
    found = read_result(tmp_path / "out").rows.filter(pl.col("side") == "list", pl.col("record") <= 20)
    assert set(found["bucket"]) == {"differs"}
    assert found["probability"].median() > 0.999
