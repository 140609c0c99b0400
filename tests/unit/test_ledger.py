"""The worked tables of docs/explanation/rules/ledger.md, run on the rules."""

from dataclasses import replace
from datetime import date

import pytest
from worked_tables import DOCS, rows

from padan.domain.ledger import (
    KINDS,
    MOVES,
    Account,
    Conflict,
    Demand,
    Gate,
    Pace,
    Posting,
    Waiting,
    balances,
    below_nothing,
    commit_allowed,
    flows,
    follow_ups,
    identities,
    limit_of,
    pay,
    pocket,
    receive,
    reversal,
    stage_standings,
    steps,
)
from padan.domain.ledger.spending import Part, give_back, take_back

PAGE = "explanation/rules/ledger.md"
LEGOK = pocket("bkbk", 2024, "15.71.11.1001")
POOR = "miskin_ekstrem"
DAY = date(2024, 12, 1)


def tables(heading: str) -> list[list[tuple[str, ...]]]:
    """Every table under a heading, without its two head lines."""
    section = (DOCS / PAGE).read_text(encoding="utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    blocks = [block.splitlines() for block in section.split("\n\n") if block.startswith("|")]
    return [[tuple(c.strip().strip("`") for c in line[1:-1].split("|")) for line in block[2:]] for block in blocks]


def numbers(texts: tuple[str, ...]) -> list[int]:
    return [int(text) for text in texts]


def amounts(parts: tuple[Part, ...], kind: str) -> int:
    return sum(part.amount for part in parts if part.taken.kind == kind)


def test_the_kinds_of_accounts_are_those_of_the_page() -> None:
    assert tuple(kind for kind, _ in rows(PAGE, "Accounts")) == KINDS


def test_the_moves_are_those_of_the_page() -> None:
    assert {(taken, given): move for taken, given, move in rows(PAGE, "Moves")} == MOVES


@pytest.mark.parametrize("row", rows(PAGE, "A payment finds its money"), ids=lambda row: row[0])
def test_a_payment_finds_its_money(row: tuple[str, ...]) -> None:
    held, free, amount, *expected = numbers(row[1:])
    book = {LEGOK.of("committed", POOR): held, LEGOK: free}
    parts = pay(book, LEGOK, amount, programme=POOR, commitment="A", held=held)
    assert [amounts(parts, kind) for kind in ("committed", "available", "advance")] == expected
    assert {part.given for part in parts} == {LEGOK.of("paid", POOR)}


@pytest.mark.parametrize("row", rows(PAGE, "A payment comes back"), ids=lambda row: row[0])
def test_a_payment_comes_back(row: tuple[str, ...]) -> None:
    paid, reported, amount, *expected = numbers(row[1:])
    book = {LEGOK.of("paid", POOR): paid, LEGOK.of("reported", POOR): reported}
    parts = take_back(book, LEGOK, POOR, amount)
    assert [amounts(parts, kind) for kind in ("paid", "reported")] == expected
    assert {part.given for part in parts} == {LEGOK}


def test_a_payment_takes_no_more_than_its_own_commitment_holds() -> None:
    book = {LEGOK.of("committed", POOR): 900}
    parts = pay(book, LEGOK, 500, programme=POOR, commitment="A", held=200)
    assert (amounts(parts, "committed"), amounts(parts, "advance")) == (200, 300)


def test_what_is_paid_for_others_takes_nothing_of_the_kecamatan() -> None:
    (part,) = pay({LEGOK: 900}, LEGOK, 500, own_money=False)
    assert part.taken.kind == "advance"


@pytest.mark.parametrize("row", rows(PAGE, "The stage arrives"), ids=lambda row: row[0])
def test_the_stage_arrives(row: tuple[str, ...]) -> None:
    advanced, waits, arrived, *expected = numbers(row[1:])
    book = {LEGOK: arrived, LEGOK.of("advance"): -advanced}
    parts = follow_ups(book, LEGOK, [Waiting("A", POOR, waits)])
    settled = sum(part.amount for part in parts if part.given.kind == "advance")
    funded = sum(part.amount for part in parts if part.given.kind == "committed")
    assert [settled, funded, arrived - settled - funded] == expected


def test_the_oldest_commitment_is_funded_first() -> None:
    parts = follow_ups({LEGOK: 100}, LEGOK, [Waiting("A", POOR, 70), Waiting("B", "pekerja_rentan", 70)])
    assert [(part.commitment, part.amount) for part in parts] == [("A", 70), ("B", 30)]


@pytest.mark.parametrize("row", rows(PAGE, "A commitment is planned, so it can be refused"), ids=lambda row: row[0])
def test_a_commitment_is_allowed_within_the_money(row: tuple[str, ...]) -> None:
    allocated, received, available, advanced, waits, wanted, free = numbers(row[1:8])
    book = {
        LEGOK.of("allocated"): allocated,
        LEGOK.of("received"): received,
        LEGOK: available,
        LEGOK.of("advance"): -advanced,
    }
    permission = commit_allowed(book, LEGOK, wanted, waiting=waits)
    assert (permission.free, permission.allowed, permission.there) == (free, row[8] == "yes", int(row[9]))
    assert permission.missing == max(0, wanted - free)


@pytest.mark.parametrize("row", rows(PAGE, "Quota, share and months"), ids=lambda row: row[0])
def test_quota_share_and_months(row: tuple[str, ...]) -> None:
    money, per_myriad, people, months, cost, limit, wanted, over, fewer_people, fewer_months = numbers(row[1:])
    conflict = Conflict(limit_of(money, per_myriad), Demand(people, months, cost))
    assert (conflict.limit, conflict.demand.wanted, conflict.over) == (limit, wanted, over)
    assert (conflict.people_that_fit, conflict.months_that_fit) == (fewer_people, fewer_months)


@pytest.mark.parametrize("row", tables("Stages")[1], ids=lambda row: row[0])
def test_the_spj_opens_the_gate(row: tuple[str, ...]) -> None:
    assert Gate(*numbers(row[1:4])).blocked is (row[4] == "yes")


def test_only_the_next_stage_is_held_back() -> None:
    gate = Gate(received=30, unreported=10, reported=0)
    found = stage_standings((30, 40, 30), (30, 0, 0), (None, None, None), (False, True, True), gate)
    assert [stage.blocked for stage in found] == [False, True, False]


@pytest.mark.parametrize(("came", "today", "late"), [(0, "2024-12-02", True), (0, "2024-12-01", False),
                                                     (70, "2025-11-07", False), (69, "2025-11-07", True)])  # fmt: skip
def test_a_stage_is_late_after_its_day_until_it_is_whole(came: int, today: str, late: bool) -> None:
    (stage,) = stage_standings((70,), (came,), (DAY,), (True,), Gate(0, 0, 0))
    assert stage.late_on(date.fromisoformat(today)) is late


@pytest.mark.parametrize("row", rows(PAGE, "Absorption at today's pace"), ids=lambda row: row[0])
def test_absorption_at_todays_pace(row: tuple[str, ...]) -> None:
    pace = Pace(int(row[2]), int(row[3]), date.fromisoformat(row[1]))
    assert (pace.by_the_end, pace.not_absorbed, pace.warned) == (int(row[4]), int(row[5]), row[6] == "yes")


def posted(parts: tuple[Part, ...], day: date) -> list[Posting]:
    return [Posting(p.taken, p.given, p.amount, day, day, commitment=p.commitment) for p in parts]


def test_a_stage_of_2024_that_arrives_in_november_2025_stays_money_of_2024() -> None:
    postings = posted((Part(LEGOK.of("granted"), LEGOK.of("allocated"), 100_000_000),), date(2024, 3, 1))
    postings += posted(pay(balances(postings), LEGOK, 840_000, programme=POOR), date(2025, 3, 12))
    assert balances(postings)[LEGOK.of("advance")] == -840_000
    day = date(2025, 11, 7)
    postings += posted(receive(balances(postings), LEGOK, 70_000_000), day)
    postings += posted((Part(LEGOK.of("received"), LEGOK, 70_000_000),), day)
    postings += posted(follow_ups(balances(postings), LEGOK), day)
    book = balances(postings)
    assert LEGOK.of("advance") not in book
    assert {account.year for account in book} == {2024}
    assert book[LEGOK] == 69_160_000
    found = steps(flows(postings))
    assert found.allocated - found.received == 30_000_000
    assert all(check.holds for check in identities(postings))


def test_what_the_record_did_not_know_then_is_left_out() -> None:
    late = Posting(LEGOK.of("granted"), LEGOK.of("allocated"), 5, date(2024, 1, 1), date(2025, 6, 1))
    assert balances([late], until=DAY) == {LEGOK.of("granted"): -5, LEGOK.of("allocated"): 5}
    assert balances([late], known=DAY) == {}


def test_a_reversal_names_what_it_undoes() -> None:
    wrong = Posting(LEGOK.of("granted"), LEGOK.of("allocated"), 5, DAY, DAY, key="7")
    undone = reversal(wrong, day=DAY, known_at=DAY, key="8")
    assert (undone.reverses, undone.move, balances([wrong, undone])) == ("7", "allocation", {})
    assert steps(flows([wrong, undone])).allocated == 0
    with pytest.raises(ValueError, match="reverses none"):
        reversal(undone, day=DAY, known_at=DAY)


def test_a_return_is_never_refused() -> None:
    parts = give_back({LEGOK: 10, LEGOK.of("received"): 5}, LEGOK, 18)
    assert [(part.taken.kind, part.amount) for part in parts] == [("available", 10), ("received", 5), ("advance", 3)]


def test_money_that_was_never_promised_is_received_all_the_same() -> None:
    parts = receive({LEGOK.of("allocated"): 10}, LEGOK, 25)
    assert [(part.taken.kind, part.amount) for part in parts] == [("allocated", 10), ("granted", 15)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"amount": -1},
        {"amount": 1.5},
        {"given": LEGOK.of("granted")},
        {"given": Account("allocated", "apbd_kota", 2024, LEGOK.place)},
        {"given": Account("allocated", "bkbk", 2025, LEGOK.place)},
        {"given": Account("allocated", "bkbk", 2024, "15.71.11.1002")},
        {"given": LEGOK.of("paid")},
    ],
    ids=str,
)
def test_a_posting_that_means_nothing_cannot_be_made(wrong: dict[str, object]) -> None:
    right = Posting(LEGOK.of("granted"), LEGOK.of("allocated"), 5, DAY, DAY)
    with pytest.raises(ValueError, match=r"\w"):
        replace(right, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        ("other", "bkbk", 2024, "15.71", ""),
        ("paid", "", 2024, "15.71", ""),
        ("paid", "bkbk", 24, "15.71", ""),
        ("paid", "bkbk", 2024, "Legok", ""),
        ("available", "bkbk", 2024, "15.71", POOR),
    ],
)
def test_an_account_that_means_nothing_cannot_be_made(wrong: tuple[str, str, int, str, str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Account(*wrong)


def test_below_nothing_is_seen() -> None:
    assert below_nothing({LEGOK: -1, LEGOK.of("advance"): -1, LEGOK.of("granted"): -1}) == [LEGOK]


def test_money_of_one_programme_pays_no_other() -> None:
    with pytest.raises(ValueError, match="no other"):
        Posting(LEGOK.of("committed", POOR), LEGOK.of("paid", "pekerja_rentan"), 5, DAY, DAY)
