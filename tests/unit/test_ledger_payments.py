"""The worked tables of docs/explanation/rules/payments-to-people.md, run on the rules; shares and findings."""

import pytest
from worked_tables import rows

from padan.domain.ledger import Account, ShareLine, pocket
from padan.domain.ledger.findings import Finding, of_balances, of_shares, ordered
from padan.domain.ledger.group_bills import STATES, Listed, group_month
from padan.domain.ledger.matching import OUTCOMES, Commitment, Line, Order, match, tie
from padan.domain.ledger.people import Portion, assign, named
from padan.domain.ledger.purpose import PlaceNames, decree_in, months_in
from padan.domain.months import read_month

PAGE = "explanation/rules/payments-to-people.md"
YEAR = ((2025, 1), (2025, 12))
OPEN = (
    Commitment("A", "15.71.11.1001", "miskin_ekstrem", *YEAR, 10_080_000, 840_000, "1/2025"),
    Commitment("B", "15.71.11.1001", "pekerja_rentan", *YEAR, 5_040_000, 420_000, "1/2025"),
    Commitment("C", "15.71.11.1002", "miskin_ekstrem", *YEAR, 300_000, 840_000, "2/2025"),
)
MARCH = (2025, 3)


@pytest.mark.parametrize("row", rows(PAGE, "Which commitment a line pays"), ids=lambda row: row[0])
def test_which_commitment_a_line_pays(row: tuple[str, ...]) -> None:
    _, place, programme, month, amount, decree, commitment, outcome = row
    found = match(Line(place, int(amount), programme, read_month(month), None, decree), OPEN)
    assert (found.commitment, found.outcome) == (commitment, outcome)
    assert outcome in OUTCOMES


def test_a_line_of_several_months_must_lie_within_its_commitment() -> None:
    line = Line("15.71.11.1001", 840_000, "miskin_ekstrem", (2025, 11), (2026, 1))
    assert match(line, OPEN).outcome == "no_months"


@pytest.mark.parametrize("row", rows(PAGE, "Which order paid a bill"), ids=lambda row: row[0])
def test_which_order_paid_a_bill(row: tuple[str, ...]) -> None:
    _, place, programme, month, amount, order = row
    orders = (
        Order("1", "15.71.11.1001", "miskin_ekstrem", MARCH, MARCH, 900_000),
        Order("2", "15.71.11.1001", "", None, None, 823_200),
        Order("3", "15.71.11.1002", "pekerja_rentan", MARCH, MARCH, 420_000),
    )
    assert tie(Line(place, int(amount), programme, read_month(month)), orders) == order


@pytest.mark.parametrize("row", rows(PAGE, "Whose months a bill pays"), ids=lambda row: row[0])
def test_whose_months_a_bill_pays(row: tuple[str, ...]) -> None:
    people, total, by_name, listed, assigned, missing, left = row[1:]
    found = assign(
        int(total),
        people=int(people) if people else None,
        months=[MARCH],
        by_name=[Portion(f"n{n}", MARCH, 16_800) for n in range(int(by_name))],
        known=[Portion(f"k{n}", MARCH, 16_800) for n in range(int(listed))],
    )
    assert (len(found.portions), found.people, found.amount) == (int(assigned), int(missing), int(left))


@pytest.mark.parametrize("row", rows(PAGE, "A bill for a whole group"), ids=lambda row: row[0])
def test_whose_months_a_bill_for_a_whole_group_pays(row: tuple[str, ...]) -> None:
    _, people, total, on_list, named_one, besides, state, known = row
    listed = [Listed(name, None if besides == "wages" else 16_800) for name in ("Budi", "Sari", "Tono")[: int(on_list)]]
    found = group_month(
        int(total), MARCH, heads=int(people) if people else None, listed=listed, unread=int(besides == "unread"),
        others=int(besides == "others"), named={named_one: 16_800} if named_one else {},
        strangers=[16_800] if besides == "stranger" else (), slack=1 if besides == "slack" else 0,
        corrected=besides == "minus",
    )  # fmt: skip
    assert found.state == state.strip("`")
    assert ", ".join(f"{one.person} {one.amount}" for one in found.portions) == known
    assert found.state in STATES


def test_every_state_of_a_group_has_its_case() -> None:
    assert {row[6].strip("`") for row in rows(PAGE, "A bill for a whole group")} == set(STATES)


def test_names_above_the_total_are_nobodys() -> None:
    found = assign(16_800, people=1, months=[MARCH], by_name=[Portion("a", MARCH, 16_800), Portion("b", MARCH, 16_800)])
    assert (found.portions, found.people, found.amount) == ((), 1, 16_800)


def test_an_amount_for_three_months_is_cut_into_equal_parts() -> None:
    found = named("Budi", [(2025, 1), (2025, 2), (2025, 3)], 50_401)
    assert [portion.amount for portion in found] == [16_801, 16_800, 16_800]


@pytest.mark.parametrize(
    ("place", "level"), [("15.71", "kota"), ("15.71.11", "kecamatan"), ("15.71.11.1001", "kelurahan")]
)
def test_a_share_is_the_most_of_planned_committed_and_spent(place: str, level: str) -> None:
    line = ShareLine("miskin_ekstrem", place, 100_000_000, 1000, 10_080_000, 9_240_000, 0, binds=True)
    assert (line.level, line.limit, line.claimed, line.over, line.left) == (level, 10_000_000, 10_080_000, 80_000, 0)


def test_a_share_that_binds_elsewhere_is_no_finding() -> None:
    over = ShareLine("miskin_ekstrem", "15.71.11", 1_000_000, 1000, 0, 200_000, 0, binds=True)
    free = ShareLine("miskin_ekstrem", "15.71", 1_000_000, 1000, 0, 200_000, 0, binds=False)
    assert of_shares([over, free], "bkbk", 2025) == [
        Finding("share", "15.71.11", "bkbk", 2025, 100_000, "miskin_ekstrem")
    ]
    planned = ShareLine("miskin_ekstrem", "15.71.11", 1_000_000, 1000, 200_000, 100_000, 0, binds=True)
    assert (planned.over, of_shares([planned], "bkbk", 2025)) == (100_000, [])


def test_an_advance_of_a_kecamatan_is_what_is_not_split() -> None:
    legok, sipin = pocket("bkbk", 2025, "15.71.11.1001"), pocket("bkbk", 2025, "15.71.11")
    book = {legok.of("advance"): -5, sipin.of("advance"): -90, Account("paid", "bkbk", 2025, "15.71.11"): 90}
    found = of_balances(book, {legok: {"payment_uncommitted": 7, "receipt_unallocated": 0}})
    assert [(one.code, one.amount) for one in ordered(found)] == [("advance", 5), ("unsplit", 90), ("uncommitted", 7)]
    assert found[0].text() != found[0].text("en")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Iuran BPJS TK bulan Maret 2025 Kel. Legok", [(2025, 3)]),
        ("iuran Januari s/d Maret 2025", [(2025, 1), (2025, 2), (2025, 3)]),
        ("iuran Des 2024 - Jan 2025", [(2024, 12), (2025, 1)]),
        ("Iuran Triwulan I 2025", [(2025, 1), (2025, 2), (2025, 3)]),
        ("sesuai surat tanggal 12 Maret 2025", []),
        ("iuran April 2025 sesuai surat 12 Maret 2025", [(2025, 4)]),
        ("iuran April 2025 dan Juni 2025", []),
        ("belanja modal", []),
    ],
)
def test_the_months_that_an_order_is_for(text: str, months: list[tuple[int, int]]) -> None:
    found = months_in(text)
    assert list(found.months() if found else []) == months


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Belanja iuran Kelurahan Legok Kec. Danau Sipin", "L"),
        ("Belanja iuran pada Kec. Danau Sipin", "K"),
        ("Iuran Kel. Murni", "M"),
        ("Iuran Kel. Murni dan Kelurahan Legok", ""),
        ("Iuran warga Legok", ""),
    ],
)
def test_the_place_that_an_order_names(text: str, code: str) -> None:
    names = PlaceNames({"Legok": "L", "Murni": "M"}, {"Danau Sipin": "K"})
    assert names.find(text) == code


def test_the_decree_that_an_order_names() -> None:
    known = ["400/SK-12/2025", "400/SK-13/2025", "7"]
    assert decree_in("sesuai SK Nomor 400/SK.12/2025 tgl 7", known) == "400/SK-12/2025"
    assert decree_in("SK 400/SK-12/2025 dan 400/SK-13/2025", known) == ""
    assert decree_in("nomor 7", known) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Belanja iuran Kel. Kasang Jaya", "KJ"),
        ("Belanja iuran Kelurahan Kasang Maret 2025", "K"),
        ("Kel. Kasang dan Kel. Kasang Jaya", ""),
        ("Kel. Kasang dan Kel. Legok", ""),
    ],
)
def test_of_names_that_begin_alike_the_longer_is_meant(text: str, code: str) -> None:
    assert PlaceNames({"Kasang": "K", "Kasang Jaya": "KJ", "Legok": "L"}, {}).find(text) == code
