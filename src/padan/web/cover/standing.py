"""Where everybody stands now: made anew from the record's months, the newest published run and the ledger.

A protection stands at the end of the last month that the record knows of it: the last of the newest period, or a later
one of which the ledger speaks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Max

from padan.domain.continuity import Life, MonthFact, Outlook, dropped_since, gone_since, outlooks
from padan.domain.contributions import first_day, month_of, number
from padan.domain.months import Month
from padan.domain.rates import Rates
from padan.web.cover.law import dropped_after, law_in_force, rates_in_force
from padan.web.cover.ledger_members import Members, members_read
from padan.web.cover.models import PersonMonth, Standing
from padan.web.cover.units import Unit, units_of
from padan.web.many_rows import rows_put
from padan.web.runs.models import CurrentRun, Run

AT_ONCE = 2000
LOOKED_BACK = timedelta(days=366)
"""How long somebody who is on no list any more is still shown as dropped."""
OF_POSTS = "rt"
"""The segment of people who are paid for because of their post."""
NOT_CONTINUED = ("dropped", "lapsed")
"""States of somebody whom whole bills name no more: within the months that the law leaves, and after them."""

Of = tuple[int, str]
"""Person and segment."""


def standings_rebuild(run: Run | None = None, units: Iterable[Unit] = ()) -> int:
    """Say anew where each protection stands; gives how many there are. `units`: those of `run`, where they are read
    already. What is reckoned is reckoned before anything is written, so that nobody waits for it."""
    newest = run_newest()
    if newest is not None and (run is None or run.pk != newest.pk):
        units = units_of(newest)
    made = _made(newest, units if newest is not None else ())
    with transaction.atomic():
        Standing.objects.all().delete()
        rows_put(made)
    return len(made)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What everybody's standing is reckoned with. `disagreeing`: months of which a run and the ledger say otherwise."""

    rates: Rates
    facts: Mapping[Of, Sequence[MonthFact]]
    members: Members
    disagreeing: Mapping[Of, int]
    dropped_after: Callable[[str, date], int | None]

    def deaths(self, person: int) -> date | None:
        """The day of a death that the record knows of."""
        return self.members.deaths.get(person)


def _made(run: Run | None, units: Iterable[Unit]) -> list[Standing]:
    ground = _Ground(rates_in_force(), _facts(), members_read(), _disagreeing(), dropped_after(law_in_force()))
    made = list(_standings(run, units, ground)) if run is not None else []
    present = {(standing.person_id, standing.segment) for standing in made}
    made += _by_ledger(run, ground, present)
    present = {(standing.person_id, standing.segment) for standing in made}
    return [*made, *(_dropped(run, ground, present) if run is not None else ())]


def run_newest() -> Run | None:
    """The published run of the newest period that has one."""
    found = CurrentRun.objects.select_related("run__period").order_by("-period__last_month", "-period_id").first()
    return found.run if found else None


def _facts() -> dict[Of, list[MonthFact]]:
    found: dict[Of, list[MonthFact]] = defaultdict(list)
    rows = PersonMonth.objects.order_by("month").values_list("person_id", "segment", "month", "fact", "due")
    for person, segment, month, fact, due in rows.iterator(5000):
        found[person, segment].append(MonthFact((month.year, month.month), fact, due or None))
    return found


def _disagreeing() -> dict[Of, int]:
    rows = PersonMonth.objects.exclude(disagreement="").order_by().values_list("person_id", "segment")
    return {(person, segment): n for person, segment, n in rows.annotate(n=Count("pk"))}


def _standings(run: Run, found: Iterable[Unit], ground: _Ground) -> Iterator[Standing]:
    grouped: dict[tuple[int, str, int], list[Unit]] = defaultdict(list)
    for unit in found:
        grouped[unit.person_id, unit.segment, unit.office_id].append(unit)
    last = (run.period.last_month.year, run.period.last_month.month)
    for (person, segment, _), units in grouped.items():
        unit = max(units, key=lambda one: (one.registered, one.listed))
        own = ground.facts.get((person, segment), ())
        now = max(last, own[-1].month) if own else last
        life = _life(unit, ground, now, last)
        ahead = outlooks(own, life, segment=segment, wage=unit.wage, rates=ground.rates, now=now)
        billed = any(fact.month > last and fact.status == "paid" for fact in own)
        unit = replace(unit, registered=unit.registered or billed, listed=any(one.listed for one in units))
        made = _standing(run, unit, life, ahead, len(units))
        made.disagreeing = ground.disagreeing.get((person, segment), 0)
        _put_dropped(made, own, life, ahead[0], ground)
        yield made


def _life(unit: Unit, ground: _Ground, now: Month, last: Month) -> Life:
    """The dates of a unit; what the office recorded of leaving since counts where the run does not know of it, and the
    insurer's word of an older quarter does not speak of a month that the ledger tells of."""
    of = (unit.person_id, unit.segment)
    deaths = [day for day in (unit.death, ground.deaths(unit.person_id)) if day]
    told = unit.told if now == last or unit.told in ("deceased", "ended") else None
    ends = [day for day in (unit.end, ground.members.get(of).ended) if day]
    ends_after = ground.dropped_after(unit.segment, first_day(now))
    return Life(unit.start, min(ends, default=None), min(deaths, default=None), unit.born, told, ends_after)


def _standing(run: Run, unit: Unit, life: Life, ahead: Sequence[Outlook], times: int) -> Standing:
    told = Standing(
        person_id=unit.person_id,
        segment=unit.segment,
        office_id=unit.office_id,
        kelurahan_id=unit.kelurahan_id,
        source=unit.group.source,
        payer=unit.group.payer,
        npp=unit.npp,
        kpj=unit.kpj,
        times=times,
        listed=unit.listed,
        registered=unit.registered,
        starts_on=life.start,
        ends_on=life.end,
        died_on=life.death,
        born_on=life.born,
        told=life.told or "",
        period=run.period,
        run=run,
        row_id=unit.row_id,
    )
    _put_ahead(told, ahead)
    return told


def _put_ahead(told: Standing, ahead: Sequence[Outlook]) -> None:
    """Put into a standing what lies ahead of it; of somebody whom the branch does not know nothing does."""
    first, other, covered = ahead[0], ahead[1] if len(ahead) > 1 else None, told.registered
    told.monthly = first.next_due
    told.known_until = first_day(first.now)
    told.state = first.state if covered else ""
    told.unpaid_months = first.cover.unpaid_months
    told.falls_out = _first(first.falls_out_in) if covered else None
    told.why = first.why if covered else ""
    told.falls_out_next = first.falls_out_next and covered
    told.unsettled = other is not None
    told.other_state = other.state if other and covered else ""
    told.other_falls_out = _first(other.falls_out_in) if other and covered else None
    told.arrears, told.next_due = first.arrears, first.next_due
    told.benefit_now = first.cover.benefit_now if covered else 0
    told.benefit_full = first.cover.benefit_full
    told.first_until = _first(first.first_months_until) if covered else None
    told.over_age_on = first.over_age_on


def _put_dropped(told: Standing, own: Sequence[MonthFact], life: Life, ahead: Outlook, ground: _Ground) -> None:
    """Put into a standing that whole bills name it no more though nobody was to pay: nothing is owed, and cover is
    gone, or will be, when the law lets it lapse. Whose post has ended is not to be continued: nothing warns of him."""
    since = dropped_since(own, life, ahead.now)
    if since is None or told.state not in NOT_CONTINUED:
        return
    told.dropped, told.known_until = True, first_day(month_of(number(since) - 1))
    told.unpaid_months, told.arrears, told.first_until = 0, 0, None
    post_ended = ground.members.posts.get(told.person_id) if told.segment == OF_POSTS else None
    told.ends_on = min((day for day in (told.ends_on, post_ended) if day), default=None)
    told.falls_out_next = told.falls_out_next and post_ended is None
    if told.state == "lapsed":
        told.falls_out = _first(gone_since(own, life, ground.rates.cover(ahead.reading, ahead.now), ahead.now))


def _first(month: Month | None) -> date | None:
    return first_day(month) if month else None


def _by_ledger(run: Run | None, ground: _Ground, present: set[Of]) -> Iterator[Standing]:
    """Who stands in no newest run, and of whom the ledger tells months of its last period or later ones: the branch
    billed for them by name, so it knows them."""
    rows = PersonMonth.objects.exclude(by_ledger=None).order_by("person", "segment", "month")
    if run is not None:
        rows = rows.filter(month__gte=run.period.first_month)
    told = rows.values_list("person_id", "segment", "pk").iterator(5000)
    newest = {(person, segment): pk for person, segment, pk in told if (person, segment) not in present}
    for row in _whole(list(newest.values())):
        made = _of_ledger((row.person_id, row.segment), row, ground)
        if not made.dropped or made.known_until >= row.month - LOOKED_BACK:
            yield made


def _whole(months: Sequence[int]) -> Iterator[PersonMonth]:
    """These months with their persons, in this order: few of all that are looked through."""
    for at in range(0, len(months), AT_ONCE):
        part = months[at : at + AT_ONCE]
        found = PersonMonth.objects.select_related("person").in_bulk(part)
        yield from (found[pk] for pk in part)


def _of_ledger(of: Of, row: PersonMonth, ground: _Ground) -> Standing:
    own, now = ground.facts[of], (row.month.year, row.month.month)
    member = ground.members.get(of)
    paid = next((first_day(fact.month) for fact in own if fact.status == "paid"), None)
    start = min((day for day in (member.registered, paid) if day), default=None)
    ends_after = ground.dropped_after(of[1], row.month)
    life = Life(start, member.ended, ground.deaths(of[0]), row.person.birth_date, dropped_after=ends_after)
    ahead = outlooks(own, life, segment=of[1], wage=None, rates=ground.rates, now=now)
    told = Standing(
        person_id=of[0], segment=of[1], office_id=row.office_id, kelurahan_id=row.person.kelurahan_id,
        source=row.source, times=row.times, registered=True, starts_on=life.start, ends_on=life.end,
        died_on=life.death, born_on=life.born, disagreeing=ground.disagreeing.get(of, 0),
    )  # fmt: skip
    _put_ahead(told, ahead)
    _put_dropped(told, own, life, ahead[0], ground)
    return told


def _dropped(run: Run, ground: _Ground, present: set[Of]) -> list[Standing]:
    """Who was paid for within the year before and stands on no list any more: the last covered month, and what a death
    would have brought."""
    since = run.period.first_month - LOOKED_BACK
    months = PersonMonth.objects.filter(fact="paid", month__gte=since, month__lt=run.period.first_month)
    last = {
        (person, segment): month
        for person, segment, month in months.values_list("person_id", "segment").annotate(last=Max("month"))
    }
    wanted = {of: month for of, month in last.items() if of not in present}
    rows = PersonMonth.objects.filter(person__in={person for person, _ in wanted}, fact="paid")
    told = rows.values_list("person_id", "segment", "month", "pk").iterator(5000)
    newest = [pk for person, segment, month, pk in told if wanted.get((person, segment)) == month]
    return [_left(run, month, ground) for month in _whole(newest)]


def _left(run: Run, month: PersonMonth, ground: _Ground) -> Standing:
    until = (month.month.year, month.month.month)
    death = ground.deaths(month.person_id)
    own = [fact for fact in ground.facts.get((month.person_id, month.segment), ()) if fact.month <= until]
    left = ground.members.get((month.person_id, month.segment)).ended
    life = Life(death=death, born=month.person.birth_date)
    ahead = outlooks(own, life, segment=month.segment, wage=None, rates=ground.rates, now=until)[0]
    return Standing(
        person_id=month.person_id,
        segment=month.segment,
        office_id=month.office_id,
        kelurahan_id=month.person.kelurahan_id,
        source=month.source,
        dropped=True,
        known_until=month.month,
        state="ended",
        benefit_now=0,
        benefit_full=ahead.cover.benefit_full,
        ends_on=left,
        died_on=death,
        born_on=life.born,
        period=run.period,
        run=run,
        row_id=month.row_id,
    )
