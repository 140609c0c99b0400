"""The month's calendar, and the check of its by-name bill before it is paid."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum

from padan.domain.bills import BillCheck, Line, check_bill
from padan.domain.contributions import first_day, month_of, number
from padan.domain.double_protection import EMPLOYER, SELF
from padan.domain.law import Calendar
from padan.domain.months import Month
from padan.domain.rates import Rates
from padan.web.cover.decree_periods import periods_told
from padan.web.cover.doubles import barred_by_employer, doubles_now, off_the_bill
from padan.web.cover.law import calendar_on, rates_in_force
from padan.web.cover.models import Claim, ClaimKind, CreditAnswer, PersonMonth, Standing
from padan.web.cover.refusals import NO_SUCH_MONTH
from padan.web.cover.selectors import known_until
from padan.web.protection.models import Candidate
from padan.web.runs.models import CurrentRun

PAID_OUT = ("ended", "deceased")
DECREED = ("set", "sent", "registered", "paid")
"""Steps of a candidate whom a decree names."""


@dataclass(frozen=True, slots=True)
class MonthBill:
    """One month: its calendar, whether it is still to be paid, and the check. A line's `person` is the id of what it
    was made of: a Standing where it is still to be paid, else a PersonMonth. `unassigned`: rupiah of bills paid for
    nobody who could be found. `credit`: rupiah paid for months after deaths, of so many people, that are proposed as a
    credit on the bill to be paid and that the branch has not answered; told beside it, not taken off. `granted`: what
    the branch takes off the bill of this month, of so many people."""

    month: date
    to_pay: bool
    calendar: Calendar | None
    check: BillCheck
    unassigned_people: int = 0
    unassigned: int = 0
    credit_people: int = 0
    credit: int = 0
    granted_people: int = 0
    granted: int = 0

    @property
    def changes_by(self) -> date | None:
        """The day by which changes are in."""
        return self.month.replace(day=min(self.calendar.changes_by, 28)) if self.calendar else None

    @property
    def paid_by(self) -> date | None:
        """The day by which it is paid, in the month after."""
        if self.calendar is None:
            return None
        return first_day(month_of(number((self.month.year, self.month.month)) + 1)).replace(
            day=min(self.calendar.paid_by, 28)
        )


def months_known() -> list[date]:
    """The months that have a bill: the next one, and those of the record, the newest first."""
    last = known_until()
    if last is None:
        return []
    following = first_day(month_of(number((last.year, last.month)) + 1))
    held = PersonMonth.objects.filter(month__lt=following).order_by("-month").values_list("month", flat=True).distinct()
    return [following, *held]


def month_bill(month: date) -> MonthBill:
    """One month's bill, checked. Raises NO_SUCH_MONTH."""
    months = months_known()
    if month not in months:
        raise NO_SUCH_MONTH
    to_pay = month == months[0]
    of = (month.year, month.month)
    rates = rates_in_force()
    lines = _to_pay(of, rates) if to_pay else _paid(month, rates)
    rest = (0, 0) if to_pay else _unassigned(month)
    credit = _credit() if to_pay else (0, 0)
    return MonthBill(month, to_pay, calendar_on(month), check_bill(list(lines), of), *rest, *credit, *_granted(month))


def _credit() -> tuple[int, int]:
    """People and rupiah of months paid for after a death that was reported, as far as the branch has not answered."""
    answered = Sum("credit_answers__asked", filter=Q(credit_answers__replaced_by=None), default=0)
    found = Claim.objects.filter(kind=ClaimKind.DEATH, credit__gt=0).exclude(state="withdrawn")
    told = (
        found.annotate(answered=answered).filter(credit__gt=F("answered")).values_list("person", "credit", "answered")
    )
    return len({person for person, *_ in told}), sum(credit - done for _, credit, done in told)


def _granted(month: date) -> tuple[int, int]:
    """People and rupiah that the branch takes off the bill of a month."""
    found = CreditAnswer.objects.filter(word="granted", bill_month=month, replaced_by=None)
    told = found.exclude(claim__state="withdrawn").aggregate(
        people=Count("claim__person", distinct=True), rupiah=Sum("amount", default=0)
    )
    return told["people"], told["rupiah"]


def _to_pay(month: Month, rates: Rates) -> Iterator[Line]:
    """Everybody whom the branch will bill: known to it, in a group that public money pays for, and continued or on the
    decree of the segment again; on a list where the
    decree of the segment names him, or, without one, where an office's list does."""
    found = doubles_now()
    off, barred = off_the_bill(found), barred_by_employer(found, first_day(month))
    decree = _decree(month)
    billed = Standing.objects.filter(registered=True).exclude(source__in=(EMPLOYER, SELF))
    columns = (
        "pk",
        "person_id",
        "segment",
        "office_id",
        "listed",
        "monthly",
        "died_on",
        "ends_on",
        "born_on",
        "dropped",
    )
    limits: dict[str, int | None] = {}
    rows = billed.exclude(told__in=PAID_OUT).order_by("pk").values_list(*columns)
    for pk, person, segment, office, on_list, monthly, died, ends, born, dropped in rows.iterator(5000):
        if dropped and person not in decree.get(segment, ()):
            continue
        if segment not in limits:
            limits[segment] = _limit(rates, segment, month)
        listed = person in decree[segment] if segment in decree else on_list
        double = (person, segment, office) in off
        yield Line(pk, monthly, died, ends, born, limits[segment], double, listed, (person, segment) in barred)


def _decree(month: Month) -> dict[str, set[int]]:
    """Programme -> persons whom a decree of the month's year names, where its period is known for that month; a
    programme without a decree is not in it."""
    found: dict[str, set[int]] = defaultdict(set)
    periods = periods_told()
    named = Candidate.objects.filter(year=month[0], step__in=DECREED, same_as=None)
    for pk, programme, person in named.values_list("pk", "programme", "person_id"):
        if pk not in periods or any(first <= month <= last for first, last in periods[pk]):
            found[programme].add(person)
    return dict(found)


def _unassigned(month: date) -> tuple[int, int]:
    """People and rupiah of the month's bills that no person could be found for."""
    run = CurrentRun.objects.filter(period__first_month__lte=month, period__last_month__gte=month)
    found = run.select_related("run").order_by("-period__last_month").first()
    money = (found.run.summary.get("money") or {}) if found else {}
    told = ((money.get("by_month") or {}).get(f"{month:%Y-%m}") or {}).get("unassigned") or {}
    return int(told.get("person_months", 0)), int(told.get("rupiah", 0))


def _paid(month: date, rates: Rates) -> Iterator[Line]:
    """Whoever was paid for in a month that is past."""
    standing = {(s.person_id, s.segment): s for s in Standing.objects.order_by("dropped").iterator(2000)}
    of = (month.year, month.month)
    for one in PersonMonth.objects.filter(month=month, paid__gt=0).order_by("pk").iterator(2000):
        dates = standing.get((one.person_id, one.segment))
        yield Line(
            one.pk,
            one.paid,
            dates.died_on if dates else None,
            dates.ends_on if dates else None,
            dates.born_on if dates else None,
            _limit(rates, one.segment, of),
            one.times > 1 or one.status == "paid_twice",
            one.status not in ("not_listed", "not_registered"),
        )


def _limit(rates: Rates, segment: str, month: Month) -> int | None:
    readings = rates.readings(segment, month)
    rule = rates.cover(readings[0], month) if readings else None
    return rule.age_limit if rule else None
