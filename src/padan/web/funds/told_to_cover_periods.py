"""What the months of cover are told of decrees: for which months a commitment that names a decree was made."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Max

from padan.domain.ledger.matching import plain
from padan.web.cover.decree_periods import DecreePeriods, Period, period
from padan.web.funds.models import Commitment
from padan.web.protection.models import Step


def mark() -> str:
    """Changes where a commitment was made: what one says of its months never changes."""
    return str(Commitment.objects.aggregate(last=Max("pk"))["last"] or 0)


def told() -> dict[int, list[Period]]:
    """The months of the commitments for a candidate's programme, at its place or the kecamatan above, that name the
    decree by which it was set."""
    made = _commitments()
    found: dict[int, list[Period]] = defaultdict(list)
    if not made:
        return found
    steps = Step.objects.filter(step="set").exclude(document="").values_list(
        "candidate_id", "candidate__programme", "candidate__office__region__code", "document"
    )  # fmt: skip
    for candidate, programme, code, document in steps.order_by("pk").iterator(5000):
        for place, span in made.get((programme, plain(document)), ()):
            if f"{code}.".startswith(f"{place}."):
                found[candidate].append(span)
    return found


def _commitments() -> Mapping[tuple[str, str], list[tuple[str, Period]]]:
    found: dict[tuple[str, str], list[tuple[str, Period]]] = defaultdict(list)
    rows = Commitment.objects.values_list("programme", "decree_ref", "place__code", "first_month", "months")
    for programme, decree, place, first, months in rows.order_by("pk"):
        if key := plain(decree):
            found[programme, key].append((place, period(first, months)))
    return found


PERIODS = DecreePeriods(mark, told)
