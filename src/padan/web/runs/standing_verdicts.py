"""What humans said of pairs of records that a period obeys: its own newest word, else that of the newest period before.

A verdict is bound to what two records say. While they say the same it holds in later periods too; a later word of the
later period stands over it there, and leaves the earlier period as it is.
"""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from padan.domain.decisions import Answer, Decision, RecordKey, settle
from padan.web.periods.models import Period
from padan.web.periods.selectors import periods_before
from padan.web.runs.models import Verdict


def verdicts_within(period: Period) -> QuerySet[Verdict]:
    """Every verdict that a period may obey, the one that stands over the others last."""
    known = Verdict.objects.filter(Q(period=period) | Q(period__in=periods_before(period)))
    return known.order_by("period__last_month", "period_id", "id")


def verdict_newest(period: Period, key: str) -> Verdict | None:
    """What holds for one pair of records."""
    return verdicts_within(period).filter(key=key).last()


def verdicts_standing(period: Period) -> list[Verdict]:
    """The verdict that holds for each pair; one that was withdrawn says nothing.

    Where a word of an earlier period goes round in a circle with the others, it gives way: no run could obey them all.
    """
    newest = {verdict.key: verdict for verdict in verdicts_within(period)}
    standing = sorted((v for v in newest.values() if v.answer), key=lambda verdict: verdict.pk)
    return _without_circles(period, standing)


def _without_circles(period: Period, standing: list[Verdict]) -> list[Verdict]:
    while any(verdict.period_id != period.pk for verdict in standing):
        _, clashes = settle(decision_of(verdict) for verdict in standing)
        wrong = {(d.pair(), d.at) for clash in clashes for d in clash.decisions}
        kept = [v for v in standing if v.period_id == period.pk or _named(v) not in wrong]
        if len(kept) == len(standing):
            break
        standing = kept
    return standing


def _named(verdict: Verdict) -> tuple[object, str]:
    decision = decision_of(verdict)
    return decision.pair(), decision.at


def decision_of(verdict: Verdict) -> Decision:
    """A verdict as the engine reads it."""
    one, other = RecordKey(**verdict.one), RecordKey(**verdict.other)
    return Decision(one, other, Answer(verdict.answer), verdict.by_name, verdict.at.isoformat(), verdict.note)


def decisions_of(period: Period) -> Sequence[Decision]:
    """What a run of the period is told."""
    return [decision_of(verdict) for verdict in verdicts_standing(period)]
