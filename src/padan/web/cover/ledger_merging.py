"""The months that the ledger's payments by name tell of go into each person's months, beside what runs say of them.

Rules: `padan.domain.cover_evidence`. A month that the ledger alone knows has no run; one that a run knows keeps the
run's figures, and what follows from both stands in `fact` and `disagreement`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from padan.domain.contributions import first_day, status_of, timing
from padan.domain.cover_evidence import Group, Named, RunWord, by_ledger, evidence
from padan.domain.months import Month
from padan.domain.rates import Rates
from padan.web.cover.expecting import Expected, expected_read
from padan.web.cover.law import rates_in_force
from padan.web.cover.ledger_members import Members, Stood, members_read, stood_read
from padan.web.cover.ledger_offices import Answering, answering_read, offices_of_places
from padan.web.cover.ledger_twins import may_be_paid
from padan.web.cover.ledger_word import LEDGERS, PaidMonth, Place, groups, months_paid
from padan.web.cover.models import PersonMonth
from padan.web.many_rows import rows_put, rows_rewrite

BATCH = 1000
Of = tuple[int, str]
"""Person and programme."""
Key = tuple[int, date, str]
"""Person, first day of a month, programme."""

_WRITTEN = ("source", "due", "paid", "status", "fact", "times", "office_id", "by_ledger", "by_group", "disagreement")


@dataclass(frozen=True, slots=True)
class Word:
    """What the ledger says of one month: rupiah, how many payments, whose money, which region paid. `by_group`: none of
    them names the person; `owed`: somebody was to pay where nothing was; `office`: the one named for it."""

    amount: int
    times: int
    source: str
    place: int
    by_group: bool = False
    owed: bool = True
    office: int | None = None


def ledger_merge() -> dict[str, int]:
    """Make the months agree with the ledger as it stands; gives {months, unpaid, dropped, disagreeing} it tells of now.
    Running it twice changes nothing. What is reckoned is reckoned before anything is written, so that nobody waits for
    it."""
    if not LEDGERS:
        return {"months": 0, "unpaid": 0, "dropped": 0, "disagreeing": 0}
    members = members_read()
    words = dict(_words(members, expected_read(members.roots)))
    ground = _Ground(members, _answering(words), rates_in_force())
    programmes = {key[2] for key in words}
    new, changed, gone = _compared(words, _held(programmes), ground)
    if new or changed or gone:
        _write(new, changed, gone)
    return {
        "months": sum(word.amount > 0 for word in words.values()),
        "unpaid": sum(word.amount == 0 and word.owed for word in words.values()),
        "dropped": sum(not word.owed for word in words.values()),
        "disagreeing": PersonMonth.objects.exclude(disagreement="").count(),
    }


@transaction.atomic
def _write(new: Sequence[PersonMonth], changed: Sequence[PersonMonth], gone: Sequence[int]) -> None:
    rows_put(new)
    rows_rewrite(changed, [name.removesuffix("_id") for name in _WRITTEN])
    for at in range(0, len(gone), BATCH):
        PersonMonth.objects.filter(pk__in=gone[at : at + BATCH]).delete()


def _answering(words: Mapping[Key, Word]) -> Answering:
    """Who answers; where they live is read of those alone whose place has no office."""
    places = offices_of_places()
    return answering_read(key[0] for key, word in words.items() if not word.office and word.place not in places)


# --- what the ledger says -------------------------------------------------------------------------------------------


def _words(members: Members, expected: Expected) -> Iterator[tuple[Key, Word]]:
    """Every month of which the ledger says anything."""
    bills = groups()
    told: dict[Of, list[PaidMonth]] = defaultdict(list)
    for one in months_paid():
        told[members.root(one.person), one.programme].append(one)
    stood = stood_read({place for place, _ in bills}, {programme for _, programme in bills})
    found = {(members.root(of[0]), of[1]): one for of, one in stood.items() if (one.place, of[1]) in bills}
    for of in may_be_paid(found, {of: {one.place for one in lines} for of, lines in told.items()}):
        del found[of]
    for of in {*told, *found, *(of for of, member in members.of.items() if member.places)}:
        for month, word in _of_one(of, told.get(of, ()), found.get(of), members, bills):
            owed = word.amount > 0 or expected.owed(of, month)
            yield (of[0], first_day(month), of[1]), word if owed else replace(word, owed=False)


def _of_one(
    of: Of, named: Sequence[PaidMonth], stood: Stood | None, members: Members, bills: Mapping[Place, Group]
) -> Iterator[tuple[Month, Word]]:
    member = members.get(of)
    places = {one.place for one in named} | set(member.places) | ({stood.place} if stood else set())
    own = [group for place in places if (group := bills.get((place, of[1]))) is not None]
    since = min((month for month in (member.since, stood.since if stood else None) if month), default=None)
    days = [day for day in (members.last_day(of), stood.until if stood else None) if day]
    until = _month(min(days)) if days else None
    months = by_ledger([Named(_month(one.month), one.amount) for one in named], own, since, until)
    paid: dict[Month, list[PaidMonth]] = defaultdict(list)
    for one in named:
        paid[_month(one.month)].append(one)
    usual = _usual(named, stood, places)
    for month, amount in months.items():
        yield month, _word(amount, paid[month]) if paid[month] else usual


def _usual(named: Sequence[PaidMonth], stood: Stood | None, places: Collection[int]) -> Word:
    """A month in which nothing was paid: at the place, and of the money, of the newest payment for the person."""
    newest = max(named, key=lambda one: (one.month, one.place), default=None)
    if newest is not None:
        return Word(0, 1, newest.source, newest.place, office=newest.office)
    return Word(0, 1, stood.source, stood.place) if stood else Word(0, 1, "", min(places))


def _word(amount: int, lines: Sequence[PaidMonth]) -> Word:
    most = max(lines, key=lambda one: (one.amount, -one.place))
    times = len({(one.place, one.source) for one in lines})
    by_group = all(one.by_group for one in lines)
    return Word(amount, times, most.source, most.place, by_group=by_group, office=most.office)


def _month(day: date) -> Month:
    return day.year, day.month


# --- what stands, and what should -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ground:
    """What figures are made with."""

    members: Members
    answering: Answering
    rates: Rates


def _held(programmes: Iterable[str]) -> Iterator[PersonMonth]:
    """The months that the ledger speaks of, or spoke of."""
    spoken = PersonMonth.objects.filter(segment__in=sorted(programmes))
    yield from spoken.iterator(5000)
    before = PersonMonth.objects.exclude(by_ledger=None).exclude(segment__in=sorted(programmes))
    yield from before.iterator(5000)


def _compared(
    words: dict[Key, Word], held: Iterable[PersonMonth], ground: _Ground
) -> tuple[list[PersonMonth], list[PersonMonth], list[int]]:
    """Months to make, to write anew, and (their ids) to take away."""
    changed, gone, left = [], [], dict(words)
    for row in held:
        word = left.pop((row.person_id, row.month, row.segment), None)
        if word is None and row.run_id is None:
            gone.append(row.pk)
        elif _said(row, word, ground):
            changed.append(row)
    return [_made(key, word, ground) for key, word in left.items()], changed, gone


def _said(row: PersonMonth, word: Word | None, ground: _Ground) -> bool:
    """Put into a month what the ledger says of it; gives whether that changed anything."""
    before = [getattr(row, name) for name in _WRITTEN]
    if row.run_id is None and word is not None:
        _figures(row, word, ground)
    row.by_ledger = word.amount if word else None
    row.by_group = word.by_group if word else False
    same = word is not None and row.source == word.source
    run = RunWord(row.run_fact, row.paid, same) if row.run_id is not None else None
    owed = word is None or word.owed
    if (found := evidence(run, row.by_ledger, by_group=row.by_group, owed=owed)) is not None:
        row.fact, row.disagreement = found.fact, found.disagreement
    return before != [getattr(row, name) for name in _WRITTEN]


def _made(key: Key, word: Word, ground: _Ground) -> PersonMonth:
    """A month that the ledger alone knows."""
    row = PersonMonth(person_id=key[0], month=key[1], segment=key[2])
    _said(row, word, ground)
    return row


def _figures(row: PersonMonth, word: Word, ground: _Ground) -> None:
    """The figures of a month that no run tells of."""
    of, month = (row.person_id, row.segment), _month(row.month)
    row.source, row.paid, row.times = word.source, word.amount, word.times
    row.due = ground.rates.due(row.segment, month, None) if word.owed else 0
    when = timing(month, None, ground.members.get(of).ended, ground.members.deaths.get(of[0]))
    kind = "listed" if word.owed else "dropped"
    row.status = status_of(kind=kind, when=when, due=row.due, paid=row.paid, lines=word.times, largest=row.paid)
    row.office_id = ground.answering.office(row.person_id, word.place, word.office)
