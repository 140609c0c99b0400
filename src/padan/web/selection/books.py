"""What the books say of a year's money beside what the law says: read for the page that plans, never decided here."""

from collections.abc import Iterator
from dataclasses import dataclass

from padan.domain import ledger
from padan.web.funds.ground import gather
from padan.web.funds.models import Source
from padan.web.regions.models import Level, Region


@dataclass(frozen=True, slots=True)
class BookLine:
    """How far a source's money of a year has come in the whole city."""

    source: Source
    steps: ledger.Steps


def books_of(year: int) -> Iterator[BookLine]:
    """The sources that have money of that year."""
    city = Region.objects.filter(level=Level.CITY).order_by("code").first()
    if city is None:
        return
    ground = gather(city)
    for source in Source.objects.order_by("-earmarked", "name"):
        pockets = ground.pockets(source.key, year)
        if pockets:
            yield BookLine(source, ground.steps(pockets))


def sources() -> list[tuple[str, str]]:
    """Every source, for a form."""
    return list(Source.objects.order_by("-earmarked", "name").values_list("key", "name"))
