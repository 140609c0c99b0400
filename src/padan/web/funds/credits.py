"""What credits of the branch pay for: the room that a granted answer leaves for the people of a month's bill."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Sum

from padan.domain.contributions import first_day
from padan.domain.months import Month
from padan.web.funds.models import Portion, Posting


def paid_by_credit(place: int, programme: str, months: Sequence[Month]) -> list[tuple[Posting, int]]:
    """The standing payments by credit at a place for a programme in these months, and how much of each is for nobody
    yet, the oldest first."""
    if not programme or not months:
        return []
    found = list(
        Posting.objects.filter(
            credit__isnull=False,
            given__kind="paid",
            given__place=place,
            given__programme=programme,
            event_month__in=[first_day(month) for month in months],
            reverses__isnull=True,
            reversed_by__isnull=True,
        )
        .select_related("given__place", "commitment")
        .order_by("id")
    )
    told = _told([one.pk for one in found])
    return [(one, one.amount - told[one.pk]) for one in found if one.amount > told[one.pk]]


def credited_places() -> set[int]:
    """Where anything was ever paid by credit: nowhere else need be asked."""
    return set(Posting.objects.filter(credit__isnull=False, given__kind="paid").values_list("given__place", flat=True))


def credit_left(place: int, programme: str, months: Sequence[Month]) -> int:
    """Rupiah that such payments have left."""
    return sum(left for _, left in paid_by_credit(place, programme, months))


def _told(postings: Collection[int]) -> Counter[int]:
    sums = Portion.objects.filter(posting__in=postings).order_by().values_list("posting").annotate(Sum("amount"))
    return Counter(dict(sums))
