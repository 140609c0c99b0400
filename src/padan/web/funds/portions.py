"""For whom the money was: payments taken apart into person-months, and aid handed to named people or families."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Prefetch, Q, Sum

from padan.domain.contributions import first_day
from padan.domain.ledger import PAYMENTS, people
from padan.domain.ledger.matching import plain
from padan.domain.months import Month
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.cover.models import PersonMonth
from padan.web.funds.booking import move_of
from padan.web.funds.credits import credited_places, paid_by_credit
from padan.web.funds.group_bills import NAMING, group_months, left_of, lists_for, names_of
from padan.web.funds.group_lists import Lists
from padan.web.funds.models import Form, ImportLine, Portion, Posting, SheetKind, SheetState
from padan.web.funds.refusals import NOBODY, NOT_A_FORM, NOT_YOURS, PORTION_TOO_MUCH
from padan.web.funds.rules import law_forms
from padan.web.many_rows import rows_put
from padan.web.protection.models import Person
from padan.web.regions.models import Region
from padan.web.roles import Role


def payments_of(lines: Iterable[int]) -> dict[int, list[Posting]]:
    """The standing payments of each line, in the order in which they were posted."""
    found: dict[int, list[Posting]] = defaultdict(list)
    standing = Posting.objects.filter(line__in=lines, reverses__isnull=True, reversed_by__isnull=True)
    for posting in standing.select_related("taken", "given__place", "commitment").order_by("id"):
        if move_of(posting.taken.kind, posting.given.kind, undone=False) in PAYMENTS and posting.line_id:
            found[posting.line_id].append(posting)
    return found


def portions_refresh(lines: Iterable[int]) -> None:
    """Take the payments of these orders apart anew: by the names of their bills, by the office's list where a bill was
    paid whole for exactly its people, else by the months that the run found paid. What people entered by hand stays."""
    wanted = sorted(set(lines))
    payments = payments_of(wanted)
    of_these = Q(posting__line__in=wanted) | Q(
        Q(line__bill__paid_by__in=wanted) | Q(line__paid_by__in=wanted), posting__credit__isnull=False
    )
    Portion.objects.filter(of_these, by__isnull=True).delete()
    paid = PaidMonths()
    orders = ImportLine.objects.filter(pk__in=wanted).select_related("place", "commitment", "file").defer("found")
    names = ImportLine.objects.defer("found").order_by("file_id", "number")
    told = (Prefetch("bills__names", names), "bills__place", "bills__file")
    made: list[Portion] = []
    found = list(orders.prefetch_related(*told).order_by("day", "id"))
    lists = lists_for([bill for order in found for bill in order.bills.all()])
    for order in found:
        for place, postings in _by_place(payments.get(order.pk, ())).items():
            made += _made(order, place, postings, paid, lists)
    rows_put(made)


def _by_place(postings: Sequence[Posting]) -> dict[Region, list[Posting]]:
    found: dict[Region, list[Posting]] = defaultdict(list)
    for posting in postings:
        found[posting.given.place].append(posting)
    return found


def _made(
    order: ImportLine, place: Region, postings: Sequence[Posting], paid: "PaidMonths", lists: Lists
) -> list[Portion]:
    accepted = [
        bill for bill in order.bills.all() if bill.file.state == SheetState.ACCEPTED and bill.outcome != "takes_back"
    ]
    bills = [bill for bill in accepted if bill.place_id == place.pk]
    room = [(posting, posting.amount) for posting in postings]
    made: list[Portion] = []
    for bill in bills or [order]:
        programme = postings[0].given.programme or bill.programme
        said, heads = left_of(bill, bill.names.all())
        less = (bill.amount or 0) - (said or 0)
        amount = (said or 0) if bills else sum(posting.amount for posting in postings) - less
        credit = paid.credit(place, programme, bill.span) if bill is not order else []
        told = _assigned(
            bill, partial(paid.known, place, programme, bill.span), (amount, heads), sum(left for _, left in credit)
        )
        if bill is not order and bill.heads:
            told = _with_group(bill, programme, told, lists)
        laid = _laid(room, told, place, programme, bill, credit)
        paid.tell(place, laid)
        made += laid
    return made


@dataclass(frozen=True, slots=True)
class Told:
    """A portion of the rules with the record of its person, and the row that names them."""

    portion: people.Portion
    person_id: int | None
    name: str
    line: ImportLine | None


def _assigned(
    bill: ImportLine,
    listed: Callable[[], Mapping[tuple[str, Month], Told]],
    said: tuple[int, int | None],
    credit: int,
) -> list[Told]:
    """Whom a bill pays. `listed`: those whom the run found paid, asked only where the bill names nobody. `said`: its
    rupiah and people. `credit`: what the branch takes off it; a bill that is less by it still pays everybody whom it
    names."""
    (amount, heads), months = said, bill.span
    named = [line for line in _naming(bill) if line.amount]
    by_name = _by_name(bill, named)
    known = {} if named else listed()
    names = sum(part.amount for part in by_name)
    found = people.assign(
        names if amount < names <= amount + credit else amount,
        people=heads,
        months=months,
        by_name=by_name,
        known=[one.portion for one in known.values()],
    )
    lines = {f"l{line.pk}": line for line in named}
    told = []
    for portion in found.portions:
        line = lines.get(portion.person)
        if line is not None:
            told.append(Told(portion, line.person_id, line.values.get("name", "")[:200] or line.reference, line))
        else:
            told.append(known[portion.person, portion.month])
    return told


def _naming(bill: ImportLine) -> list[ImportLine]:
    """The rows that tell whom a bill is for: those below its head; a line of the branch that has none, itself."""
    own = [line for line in bill.names.all() if line.outcome in NAMING]
    alone = bill.file.kind == SheetKind.PAYMENTS and not bill.is_head
    return [bill, *own] if alone else own


def _by_name(bill: ImportLine, named: Sequence[ImportLine]) -> tuple[people.Portion, ...]:
    """The months of the lines that name somebody, corrections taken off those of the same person."""
    parts = [
        (_whom(line), part)
        for line in named
        if (months := line.span or bill.span)
        for part in people.named(f"l{line.pk}", months, line.amount or 0)
    ]
    taken = [(whom, replace(part, amount=-part.amount)) for whom, part in parts if part.amount < 0]
    return people.after_corrections([one for one in parts if one[1].amount > 0], taken)


def _whom(line: ImportLine) -> str:
    """Whom a line names: the person of the record, else by its own words."""
    return f"p{line.person_id}" if line.person_id else line.values.get("_nik") or plain(line.values.get("name") or "")


def _with_group(bill: ImportLine, programme: str, told: list[Told], lists: Lists) -> list[Told]:
    """In the months of which the office's list tells whom a bill was for: who is named, who is none of the office's
    people, and the rest of the list in place of names that are nobody's."""
    names = names_of(bill, lists)
    if names.whole:
        return told
    found = [
        part for one in group_months(bill, programme, names, lists) if one.state == "known" for part in one.portions
    ]
    months = {part.month for part in found}
    known = Person.objects.in_bulk({int(part.person[1:]) for part in found})
    kept = [
        one
        for one in told
        if one.portion.month not in months or (one.line is not None and (one.person_id or one.line.stranger))
    ]
    group = [(part, known[int(part.person[1:])]) for part in found]
    return [*kept, *(Told(part, person.pk, person.name, bill) for part, person in group)]


class PaidMonths:
    """What the newest run says was paid for the people of a place, less what payments have told of already. A place is
    read once, when it is first asked for."""

    def __init__(self) -> None:
        self._rows: dict[int, list[PersonMonth]] = {}
        self._told: dict[int, Counter[tuple[int | None, date, str]]] = {}
        self._credited = credited_places()

    def credit(self, place: Region, programme: str, months: Sequence[Month]) -> list[tuple[Posting, int]]:
        """What of credits is for nobody yet."""
        return paid_by_credit(place.pk, programme, months) if place.pk in self._credited else []

    def known(self, place: Region, programme: str, months: Sequence[Month]) -> dict[tuple[str, Month], Told]:
        """Who was paid in these months for a programme, and what of it no payment has told of."""
        if not programme or not months:
            return {}
        if place.pk not in self._rows:
            self._read(place)
        found = {}
        for row in self._rows[place.pk]:
            month = (row.month.year, row.month.month)
            left = row.paid - self._told[place.pk][row.person_id, row.month, programme]
            if row.segment == programme and month in months and left > 0:
                key = f"p{row.person_id}"
                found[key, month] = Told(people.Portion(key, month, left), row.person_id, row.person.name, None)
        return found

    def _read(self, place: Region) -> None:
        rows = PersonMonth.objects.filter(run__isnull=False, paid__gt=0, person__kelurahan=place)
        self._rows[place.pk] = list(rows.select_related("person").order_by("month", "person"))
        told = Portion.objects.filter(place=place, posting__reversed_by__isnull=True).order_by()
        sums = told.values_list("person", "month", "programme").annotate(total=Sum("amount"))
        self._told[place.pk] = Counter({(one, month, key): total for one, month, key, total in sums})

    def tell(self, place: Region, made: Sequence[Portion]) -> None:
        """What has been laid since counts too."""
        if place.pk in self._told:
            for one in made:
                self._told[place.pk][one.person_id, one.month, one.programme] += one.amount


def _laid(
    room: list[tuple[Posting, int]],
    told: Sequence[Told],
    place: Region,
    programme: str,
    bill: ImportLine,
    credit: list[tuple[Posting, int]],
) -> list[Portion]:
    """Lay portions into the postings of a payment, one after another, and after them into those by `credit`; both are
    used up."""
    made = []
    for one in told:
        left = one.portion.amount
        while left and (pockets := room or credit):
            posting, free = pockets[0]
            amount = min(left, free)
            made.append(_portion(posting, one, amount, place, programme, bill))
            left -= amount
            pockets[0] = (posting, free - amount)
            if free == amount:
                pockets.pop(0)
    return made


def _portion(posting: Posting, told: Told, amount: int, place: Region, programme: str, bill: ImportLine) -> Portion:
    ntpn = (bill.values.get("ntpn") or "").strip()
    return Portion(
        posting=posting,
        person_id=told.person_id,
        name=told.name,
        place=place,
        programme=programme,
        form=posting.commitment.form if posting.commitment else Form.CONTRIBUTION,
        month=first_day(told.portion.month),
        amount=amount,
        proof_kind="ntpn" if ntpn else "",
        proof_number=ntpn[:120],
        proof_on=bill.day if ntpn else None,
        line=told.line or (None if told.person_id else bill),
    )


@dataclass(frozen=True, slots=True)
class Handed:
    """Aid handed over: to a person by NIK or to a family by its card, in a form, with what proves it."""

    name: str
    month: date
    amount: int
    form: str
    nik: str = ""
    family: str = ""
    what: str = ""
    proof_kind: str = ""
    proof_number: str = ""
    proof_on: date | None = None
    proof_file: str = ""


@transaction.atomic
def portion_add(*, acting: Appointment, posting: Posting, handed: Handed) -> Portion:
    """Record for whom a part of a payment was. Only the place's own office and the treasury do.

    Raises PORTION_TOO_MUCH above the payment, NOT_A_FORM for a form that the law does not allow, NOBODY.
    """
    held = Posting.objects.select_for_update(of=("self",)).select_related("given__place").get(pk=posting.pk)
    place = held.given.place
    if acting.role != Role.BPKAD and acting.office.region_id != place.pk:
        raise NOT_YOURS
    allowed = law_forms(held.given.programme, held.day, place)
    if allowed and handed.form not in allowed:
        raise NOT_A_FORM
    person = Person.objects.filter(nik=handed.nik, merged_into__isnull=True).first() if handed.nik else None
    if not handed.name.strip() or (person is None and not handed.family):
        raise NOBODY
    if (told_of([held.pk])[held.pk]) + handed.amount > held.amount:
        raise PORTION_TOO_MUCH
    made = Portion.objects.create(
        posting=held,
        person=person,
        family=handed.family,
        name=handed.name.strip()[:200],
        place=place,
        programme=held.given.programme,
        form=handed.form,
        month=handed.month.replace(day=1),
        amount=handed.amount,
        what=handed.what[:200],
        proof_kind=handed.proof_kind,
        proof_number=handed.proof_number[:120],
        proof_on=handed.proof_on,
        proof_file=handed.proof_file,
        by=acting.user,
    )
    event_append(action="funds.portion", acting=acting, about=made, detail={"amount": made.amount, "kind": handed.form})
    return made


def told_of(postings: Iterable[int]) -> Mapping[int, int]:
    """Rupiah of each posting that are for somebody."""
    sums = Portion.objects.filter(posting__in=list(postings)).order_by().values_list("posting").annotate(Sum("amount"))
    return Counter(dict(sums))
