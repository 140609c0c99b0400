"""A place's rank among all its like in the city. What is read of the others is shown to nobody: only the rank is."""

from collections.abc import Mapping, Sequence

from padan.domain.fair_ranks import Rank, rank_of
from padan.domain.indicators import Figure
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.models import StoredFigure
from padan.web.monitoring.selectors import Shown, set_of
from padan.web.regions.models import Region


def ranks_of(found: Sequence[Shown], place: Region, within: str, *, now: bool) -> dict[str, Rank]:
    """The rank of a place for each of its shares, among the places of its level in a city. A count has none: it grows
    with the place. Three queries."""
    held = set_of(found[0].month, now=now) if found else None
    shares = [one for one in found if one.figure is not None and one.indicator.denominator]
    known = {one.key: one for one in shares if held and one.key in held.known}
    if held is None or not known:
        return {}
    like = Region.objects.filter(level=place.level, code__startswith=f"{within}.").order_by("code")
    codes = list(like.values_list("code", flat=True))
    rows = StoredFigure.objects.filter(set=held, key__in=known, place__startswith=f"{within}.").order_by()
    stored = {
        (key, code): (one, of) for key, code, one, of in rows.values_list("key", "place", "numerator", "denominator")
    }
    ranks = ((key, _rank(shown, place.code, codes, stored)) for key, shown in known.items())
    return {key: rank for key, rank in ranks if rank is not None}


def _rank(
    shown: Shown, place: str, codes: Sequence[str], stored: Mapping[tuple[str, str], tuple[int, int | None]]
) -> Rank | None:
    of = shown.indicator
    figures = {}
    for code in codes:
        one, other = stored.get((shown.key, code), (0, 0 if of.denominator else None))
        if (other is None) != bool(of.denominator):
            figures[code] = Figure(of, code, shown.month, one, other)
    measure = MEASURES.get(of.numerator)
    return rank_of(figures, place, money=measure is not None and measure.unit == "rupiah")
