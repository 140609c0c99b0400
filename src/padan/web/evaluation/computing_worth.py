"""What the cover of a month is worth, and what deaths without cover cost, out of the record."""

from collections.abc import Iterable, Iterator

from padan.domain.people_facts import age_on
from padan.domain.rates import CoverRule
from padan.domain.segments import SEGMENT_KEYS
from padan.statistics.protection_worth import Accident, Band, Mortality, Risk, Uncovered, Worth, uncovered, worth
from padan.web.cover.models import Claim, ClaimKind, Fact, PersonMonth
from padan.web.evaluation.computing_poverty import MONTHS_A_YEAR
from padan.web.evaluation.gathering import BATCH, Month, proposed
from padan.web.evaluation.models import MortalityTable, PovertyLine
from padan.web.evaluation.telling import Kept, interval_kept
from padan.web.monitoring.measures.proposals import INTENDED

HOUSEHOLD = 4
"""Members of the household in which a lost benefit is told as months at the line."""
NOT_COVERED = "pekerja_rentan"
"""The segment whose rule says what an eligible person's family would have had."""


def table_now() -> MortalityTable | None:
    """The death rates that count."""
    return MortalityTable.objects.filter(withdrawn_at=None).order_by("-pk").first()


def mortality(table: MortalityTable) -> Mortality:
    """The rates as the statistics know them."""
    return Mortality(table.name, table.source, table.certain, tuple(Band(**band) for band in table.bands))


def worth_of(month: Month, table: MortalityTable) -> Kept:
    """Worth by segment and whole; deaths without cover, known and expected."""
    rates, extra = mortality(table), Accident(**table.accidents) if table.accidents else None
    covered = {segment: list(_covered(month, segment)) for segment in sorted(SEGMENT_KEYS)}
    rule, line = _rule(month, NOT_COVERED), _line(month)
    lost, open_checks = _lost(rule)
    without = uncovered(lost, _uncovered(month, rule), rates, line=line.amount if line else None, household=HOUSEHOLD)
    return {
        "table": table.pk,
        "segments": [
            {"key": key, "death_part": _death_part(month, key), **_worth_kept(worth(risks, rates, extra))}
            for key, risks in covered.items()
            if risks
        ],
        "whole": _worth_kept(worth([risk for risks in covered.values() for risk in risks], rates, extra)),
        "benefit": rule.death_benefit if rule else None,
        "uncovered": _uncovered_kept(without),
        "open_checks": open_checks,
        "line": None if line is None else {"kind": line.kind, "amount": line.amount, "source": line.source},
    }


def _rule(month: Month, segment: str) -> CoverRule | None:
    when = (month.first_day.year, month.first_day.month)
    readings = month.scope.rates.readings(segment, when)
    return month.scope.rates.cover(readings[0], when) if readings else None


def _death_part(month: Month, segment: str) -> int | None:
    """Rupiah of a month's contribution that pay for death cover (JKM) alone; None where it is a part of the wage."""
    when = (month.first_day.year, month.first_day.month)
    readings = month.scope.rates.readings(segment, when)
    return next(
        (
            one.amount
            for one in month.scope.rates.flats
            if readings and (one.payer, one.program) == (readings[0], "jkm") and one.validity.holds(when)
        ),
        None,
    )


def _line(month: Month) -> PovertyLine | None:
    found = PovertyLine.objects.filter(withdrawn_at=None, kind="bps", first_month__lte=month.first_day)
    return found.order_by("-first_month", "-pk").first()


def _covered(month: Month, segment: str) -> Iterator[Risk]:
    """Everybody paid for in the month, as if the whole year were like it."""
    rule = _rule(month, segment)
    if rule is None:
        return
    rows = PersonMonth.objects.filter(month=month.first_day, segment=segment, fact=Fact.PAID)
    fields = ("person_id", "person__sex", "person__birth_date", "paid")
    for person, sex, born, paid in rows.order_by("pk").values_list(*fields).iterator(BATCH):
        if person in month.protected:
            age = age_on(born, month.first_day) if born else None
            yield Risk(sex, age, rule.death_benefit, cost=paid * MONTHS_A_YEAR)


def _uncovered(month: Month, rule: CoverRule | None) -> Iterable[Risk]:
    """Everybody whom the year is meant for, judged or not yet, who is not protected in the month."""
    told: set[int] = set()
    for one in proposed(month.year, month=month.number):
        if one.state not in INTENDED or one.died is not None or one.person in month.protected or one.person in told:
            continue
        told.add(one.person)
        age = age_on(one.born, month.first_day) if one.born else None
        yield Risk(one.sex, age, rule.death_benefit if rule else 0)


def _lost(rule: CoverRule | None) -> tuple[list[int], int]:
    """What each known death without cover would have brought; and deaths whose cover is not known yet."""
    deaths = Claim.objects.filter(kind=ClaimKind.DEATH).exclude(state="withdrawn")
    return (
        [rule.death_benefit if rule else 0] * deaths.filter(covered=False).count(),
        deaths.filter(covered=None).count(),
    )


def _worth_kept(one: Worth) -> Kept:
    return {
        "people": one.people, "unknown": one.unknown, "deaths": interval_kept(one.deaths),
        "death_benefit": one.death_benefit, "accident_benefit": one.accident_benefit, "cost": one.cost,
        "ratio": one.ratio,
    }  # fmt: skip


def _uncovered_kept(one: Uncovered) -> Kept:
    return {
        "deaths": one.deaths, "lost": one.lost, "expected_deaths": interval_kept(one.expected_deaths),
        "expected_lost": one.expected_lost, "unknown": one.unknown, "months_of_line": one.months_of_line,
    }  # fmt: skip
