"""Where everybody stands now: made anew from the record's months and the newest published run."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from padan.domain.continuity import Life, MonthFact, Outlook, outlooks
from padan.domain.contributions import first_day
from padan.domain.months import Month
from padan.domain.rates import Rates
from padan.web.cover.law import rates_in_force
from padan.web.cover.models import PersonMonth, Standing
from padan.web.cover.units import Unit, units_of
from padan.web.protection.models import Person
from padan.web.runs.models import CurrentRun, Run

BATCH = 1000
LOOKED_BACK = timedelta(days=366)
"""How long somebody who is on no list any more is still shown as dropped."""

Of = tuple[int, str]
"""Person and segment."""


def standings_rebuild(run: Run | None = None, units: Iterable[Unit] = ()) -> int:
    """Say anew where each protection stands; gives how many there are. `units`: those of `run`, where they are read
    already. What is reckoned is reckoned before anything is written, so that nobody waits for it."""
    newest = run_newest()
    if newest is None:
        made = []
    else:
        made = _made(newest, units if run is not None and run.pk == newest.pk else units_of(newest))
    with transaction.atomic():
        Standing.objects.all().delete()
        Standing.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def _made(run: Run, units: Iterable[Unit]) -> list[Standing]:
    rates = rates_in_force()
    facts = _facts(run.period.last_month)
    deaths = dict(Person.objects.exclude(died_on=None).values_list("pk", "died_on"))
    made = list(_standings(run, units, rates, facts, deaths))
    present = {(standing.person_id, standing.segment) for standing in made}
    return [*made, *_dropped(run, rates, facts, deaths, present)]


def run_newest() -> Run | None:
    """The published run of the newest period that has one."""
    found = CurrentRun.objects.select_related("run__period").order_by("-period__last_month", "-period_id").first()
    return found.run if found else None


def _facts(until: date) -> dict[Of, list[MonthFact]]:
    found: dict[Of, list[MonthFact]] = defaultdict(list)
    months = PersonMonth.objects.filter(month__lte=until).order_by("month")
    for person, segment, month, fact, due in months.values_list(
        "person_id", "segment", "month", "fact", "due"
    ).iterator(5000):
        found[person, segment].append(MonthFact((month.year, month.month), fact, due or None))
    return found


def _standings(
    run: Run,
    found: Iterable[Unit],
    rates: Rates,
    facts: Mapping[Of, Sequence[MonthFact]],
    deaths: Mapping[int, date | None],
) -> Iterator[Standing]:
    grouped: dict[tuple[int, str, int], list[Unit]] = defaultdict(list)
    for unit in found:
        grouped[unit.person_id, unit.segment, unit.office_id].append(unit)
    now = (run.period.last_month.year, run.period.last_month.month)
    for (person, segment, _), units in grouped.items():
        unit = max(units, key=lambda one: (one.registered, one.listed))
        known = [day for day in (unit.death, deaths.get(person)) if day]
        life = Life(unit.start, unit.end, min(known, default=None), unit.born, unit.told)
        own = facts.get((person, segment), ())
        ahead = outlooks(own, life, segment=segment, wage=unit.wage, rates=rates, now=now)
        yield _standing(run, unit, life, ahead, len(units), any(one.listed for one in units))


def _standing(run: Run, unit: Unit, life: Life, ahead: Sequence[Outlook], times: int, listed: bool) -> Standing:
    first, other = ahead[0], ahead[1] if len(ahead) > 1 else None
    covered = unit.registered
    return Standing(
        person_id=unit.person_id,
        segment=unit.segment,
        office_id=unit.office_id,
        kelurahan_id=unit.kelurahan_id,
        source=unit.group.source,
        payer=unit.group.payer,
        npp=unit.npp,
        kpj=unit.kpj,
        monthly=first.next_due,
        times=times,
        listed=listed,
        registered=covered,
        known_until=first_day(first.now),
        state=first.state if covered else "",
        unpaid_months=first.cover.unpaid_months,
        falls_out=_first(first.falls_out_in) if covered else None,
        why=first.why if covered else "",
        falls_out_next=first.falls_out_next and covered,
        unsettled=other is not None,
        other_state=other.state if other and covered else "",
        other_falls_out=_first(other.falls_out_in) if other and covered else None,
        arrears=first.arrears,
        next_due=first.next_due,
        benefit_now=first.cover.benefit_now if covered else 0,
        benefit_full=first.cover.benefit_full,
        first_until=_first(first.first_months_until) if covered else None,
        over_age_on=first.over_age_on,
        starts_on=life.start,
        ends_on=life.end,
        died_on=life.death,
        born_on=life.born,
        told=life.told or "",
        period=run.period,
        run=run,
        row_id=unit.row_id,
    )


def _first(month: Month | None) -> date | None:
    return first_day(month) if month else None


def _dropped(
    run: Run, rates: Rates, facts: Mapping[Of, Sequence[MonthFact]], deaths: Mapping[int, date | None], present: set[Of]
) -> list[Standing]:
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
    found = []
    for month in rows.select_related("person").iterator(2000):
        if wanted.get((month.person_id, month.segment)) == month.month:
            found.append(_left(run, rates, month, facts, deaths.get(month.person_id)))
    return found


def _left(
    run: Run, rates: Rates, month: PersonMonth, facts: Mapping[Of, Sequence[MonthFact]], death: date | None
) -> Standing:
    until = (month.month.year, month.month.month)
    own = [fact for fact in facts.get((month.person_id, month.segment), ()) if fact.month <= until]
    life = Life(death=death, born=month.person.birth_date)
    ahead = outlooks(own, life, segment=month.segment, wage=None, rates=rates, now=until)[0]
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
        died_on=death,
        born_on=life.born,
        period=run.period,
        run=run,
        row_id=month.row_id,
    )
