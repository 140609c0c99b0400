"""What the months of cover are told of decrees: for which months each selection that a decree sets was made, and from
when on a successor follows."""

from collections import defaultdict

from django.db.models import Max

from padan.web.cover.decree_periods import DecreePeriods, Period, period
from padan.web.selection.models import Choice, Decree, Outcome, Replacement


def mark() -> str:
    """Changes where a decree was given or somebody followed."""
    decrees, followed = (table.objects.aggregate(last=Max("pk"))["last"] or 0 for table in (Decree, Replacement))
    return f"{decrees}-{followed}"


def told() -> dict[int, list[Period]]:
    """The months for which a decree chose a candidate, or for which he follows somebody who left."""
    found: dict[int, list[Period]] = defaultdict(list)
    chosen = Choice.objects.filter(outcome=Outcome.CHOSEN, selection__decree__isnull=False).order_by("pk")
    rows = chosen.values_list("candidate_id", "selection__first_month", "selection__months")
    for candidate, first, months in rows.iterator(5000):
        found[candidate].append(period(first, months))
    follows = Replacement.objects.filter(successor__isnull=False, from_month__isnull=False).order_by("pk")
    for successor, since, months in follows.values_list("successor__candidate_id", "from_month", "months"):
        if successor is not None and since is not None:
            found[successor].append(period(since, months))
    return found


PERIODS = DecreePeriods(mark, told)
