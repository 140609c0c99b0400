"""What a clerk sees of names on bills that are nobody's: what hangs on each, and whom of the record it may mean.

Reads alone; within reach of the acting office, foreign and missing answered alike.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum
from django.utils.translation import get_language

from padan.domain.contributions import first_day
from padan.domain.cover_evidence import RunWord, evidence
from padan.domain.ledger.people import named
from padan.domain.matching import explain
from padan.domain.months import Month
from padan.domain.nik import birth_date
from padan.web.accounts.models import Appointment
from padan.web.cover.models import PersonMonth
from padan.web.funds.models import BillName, ImportLine, NameAnswer, NameWord
from padan.web.funds.naming import lines_of, may_answer, offered, telling
from padan.web.funds.selectors import seen
from padan.web.protection.models import Person
from padan.web.protection.selectors import people_of
from padan.web.refusals import NOT_THERE

WAITING, LATER, ANSWERED = "menunggu", "nanti", "dijawab"
_STATES = {"": WAITING, NameWord.LATER.value: LATER, NameWord.PERSON.value: ANSWERED, NameWord.NONE.value: ANSWERED}
_LONG_NUMBER = re.compile(r"\d{12,16}")
_UNKNOWN = Q(telling("lines__"), lines__person=None)


@dataclass(frozen=True, slots=True)
class Hanging:
    """A name in a list of them: rupiah that hang on it, `state` one of the three."""

    pk: int
    place: int
    code: str
    place_name: str
    rupiah: int
    state: str


def names_hanging(acting: Appointment) -> list[Hanging]:
    """Every name within reach, by place: the place first on which most hangs, and within it the name. Of names without
    an answer those alone of which a row is still nobody's."""
    found = BillName.objects.filter(seen(acting, "place")).order_by()
    rows = found.values_list("pk", "place_id", "place__code", "place__name", "answer__word").annotate(
        rupiah=Sum("lines__amount", filter=_UNKNOWN), rows=Count("lines", filter=_UNKNOWN)
    )
    told = [
        Hanging(pk, place, code, name, rupiah or 0, _STATES[word or ""])
        for pk, place, code, name, word, rupiah, rows in rows
        if rows or word in (NameWord.PERSON, NameWord.NONE)
    ]
    by_place: dict[int, int] = defaultdict(int)
    for one in told:
        by_place[one.place] += one.rupiah
    return sorted(told, key=lambda one: (-by_place[one.place], one.code, -one.rupiah, one.pk))


def names_waiting(acting: Appointment) -> tuple[int, int]:
    """How many names wait for an answer within reach, and the rupiah that hang on them."""
    found = ImportLine.objects.filter(telling(), seen(acting, "asked__place"))
    rows = found.filter(asked__isnull=False, asked__answer=None, person=None)
    told = rows.aggregate(names=Count("asked", distinct=True), total=Sum("amount"))
    return told["names"], told["total"] or 0


def name_get(acting: Appointment, pk: int) -> BillName:
    """One name within reach. Raises NOT_THERE."""
    found = BillName.objects.filter(seen(acting, "place"), pk=pk).select_related("place", "answer").first()
    if found is None:
        raise NOT_THERE
    return found


# --- one name as a page shows it -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """Months and rupiah of a name's rows, and of them those that become months of cover for a person."""

    months: int
    rupiah: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody of the record whom a name may mean. `reasons`: sentences; `here`: known in the group of these bills;
    `named_in`: the row that names them on the same bill already; `linked`: their page is within reach."""

    person: Person
    reasons: tuple[str, ...]
    effect: Effect
    here: bool
    named_in: int | None
    linked: bool


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name with its rows. `waiting`: other names of the same bills that are nobody's yet; `answer`: the newest;
    `again`: one was given, and holds no more."""

    name: BillName
    lines: Sequence[ImportLine]
    effect: Effect
    first: date | None
    last: date | None
    offers: Sequence[Offer]
    waiting: int
    answer: NameAnswer | None
    again: bool
    may: bool

    @property
    def others(self) -> int:
        """Rows beside the first."""
        return max(0, len(self.lines) - 1)

    @property
    def only(self) -> Person | None:
        """Whom a page can offer beside the other answers: the one record there is, not named on the bill already."""
        return self.offers[0].person if len(self.offers) == 1 and self.offers[0].named_in is None else None

    @property
    def seen(self) -> int:
        """The newest answer, as a form sends it back."""
        return self.answer.pk if self.answer is not None else 0


def names_shown(acting: Appointment, pks: Sequence[int]) -> list[AskedName]:
    """These names, in this order, with all that a page shows of them; a fixed number of queries."""
    names = BillName.objects.select_related("place", "answer__person__kelurahan", "answer__office").in_bulk(pks)
    lines: dict[int, list[ImportLine]] = defaultdict(list)
    for line in lines_of(pks).select_related("source").order_by("pk"):
        if line.asked_id is not None:
            lines[line.asked_id].append(line)
    newest = {one.name_id: one for one in NameAnswer.objects.filter(name__in=pks).order_by("pk")}
    ground = _ground(acting, names.values(), [line for found in lines.values() for line in found])
    return [_shown(acting, names[pk], lines[pk], newest.get(pk), ground) for pk in pks if pk in names]


@dataclass(frozen=True, slots=True)
class _Ground:
    people: Mapping[int, Person]
    months: Mapping[tuple[int, str], Mapping[date, PersonMonth]]
    reach: Collection[int]
    named: Mapping[tuple[int, int], int]
    waiting: Mapping[int, int]


def _ground(acting: Appointment, names: Iterable[BillName], lines: Sequence[ImportLine]) -> _Ground:
    """What is known of everybody who is offered, read at once."""
    wanted = {pk for name in names for pk in offered(name)}
    bills = {line.bill_id for line in lines if line.bill_id is not None}
    people = Person.objects.filter(pk__in=wanted, merged_into=None).select_related("kelurahan")
    months: dict[tuple[int, str], dict[date, PersonMonth]] = defaultdict(dict)
    rows = PersonMonth.objects.filter(person__in=wanted, segment__in={name.programme for name in names})
    for row in rows.select_related("office"):
        months[row.person_id, row.segment][row.month] = row
    others = ImportLine.objects.filter(bill__in=bills, outcome="named").order_by()
    named_rows = others.filter(person__in=wanted).values_list("bill_id", "person_id", "row")
    unknown = (
        others.filter(person=None, stranger=False).values_list("bill_id").annotate(n=Count("asked", distinct=True))
    )
    return _Ground(
        {one.pk: one for one in people},
        months,
        set(people_of(acting).filter(pk__in=wanted).values_list("pk", flat=True)),
        {(bill, person): row for bill, person, row in named_rows if bill is not None and person is not None},
        {bill: n for bill, n in unknown if bill is not None},
    )


def _shown(
    acting: Appointment, name: BillName, lines: Sequence[ImportLine], newest: NameAnswer | None, ground: _Ground
) -> AskedName:
    paid = _paid(lines)
    bills = [line.bill_id for line in lines if line.bill_id is not None]
    still = max((ground.waiting.get(bill, 0) for bill in bills), default=0)
    offers = [_offer(name, ground.people[pk], lines, paid, ground) for pk in offered(name) if pk in ground.people]
    again = name.answer is None and newest is not None and newest.word in (NameWord.PERSON, NameWord.NONE)
    months = sorted(paid)
    return AskedName(
        name, lines, Effect(len(paid), sum(line.amount or 0 for line in lines)),
        first_day(months[0]) if months else None, first_day(months[-1]) if months else None,
        offers, max(0, still - (not name.word)), newest, again, may_answer(acting, name.place_id),
    )  # fmt: skip


def _paid(lines: Iterable[ImportLine]) -> dict[Month, int]:
    """Rupiah of these rows by month."""
    found: dict[Month, int] = defaultdict(int)
    for line in lines:
        months = line.span or (line.bill.span if line.bill is not None else ())
        for part in named("", months, line.amount or 0) if months and line.amount else ():
            found[part.month] += part.amount
    return dict(sorted(found.items()))


def _offer(
    name: BillName, person: Person, lines: Sequence[ImportLine], paid: Mapping[Month, int], ground: _Ground
) -> Offer:
    months = ground.months.get((person.pk, name.programme), {})
    source = lines[0].source.key if lines else ""
    rows = [row for line in lines if (row := ground.named.get((line.bill_id or 0, person.pk))) is not None]
    return Offer(
        person,
        tuple(_reasons(name, person)),
        covered_by(paid, months, source),
        any(row.office.region_id == name.place_id for row in months.values()),
        rows[0] if rows and name.word != NameWord.PERSON else None,
        person.pk in ground.reach,
    )


def covered_by(paid: Mapping[Month, int], months: Mapping[date, PersonMonth], source: str) -> Effect:
    """The months that are not known to be paid for a person now, and are once these rupiah are theirs."""
    gained = [month for month, amount in paid.items() if _gains(amount, months.get(first_day(month)), source)]
    return Effect(len(gained), sum(paid[month] for month in gained))


def _gains(amount: int, row: PersonMonth | None, source: str) -> bool:
    if row is None:
        return True
    run = RunWord(row.run_fact, row.paid, row.source == source) if row.run_id is not None else None
    after = evidence(run, amount + (row.by_ledger or 0))
    return row.fact != "paid" and after is not None and after.fact == "paid"


def effect_of(name: BillName, person: int) -> Effect:
    """What becomes months of cover where a name is this person."""
    lines = list(lines_of([name.pk]).select_related("source").order_by("pk"))
    rows = PersonMonth.objects.filter(person=person, segment=name.programme)
    return covered_by(_paid(lines), {row.month: row for row in rows}, lines[0].source.key if lines else "")


def _reasons(name: BillName, person: Person) -> list[str]:
    """What NIK, name and birth date of both say, in the page's language; whole numbers are hidden."""
    inside = birth_date(name.nik or None, on=name.found_at.date())
    born = (inside.isoformat() if inside else "", person.birth_date.isoformat() if person.birth_date else "")
    told = [explain("nik", name.nik, person.nik), explain("name", name.name, person.name), explain("birth_date", *born)]
    english = get_language() == "en"
    texts = [one.text_en if english else one.text_id for one in told if one.outcome != "missing"]
    return [_without_numbers(text) for text in texts]


def _without_numbers(text: str) -> str:
    """A sentence with its long numbers hidden; where they then look alike, without them."""
    if len({_hidden(found) for found in _LONG_NUMBER.finditer(text)}) == 1:
        return text.partition(":")[0]
    return _LONG_NUMBER.sub(_hidden, text)


def _hidden(found: "re.Match[str]") -> str:
    text = found.group()
    return text[:4] + "*" * (len(text) - 8) + text[-4:]
