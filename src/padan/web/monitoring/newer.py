"""Indicators of which Padan ships a newer definition than a site holds."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from padan.domain.indicators import Indicator, load_changes, load_indicators
from padan.web.monitoring.models import IndicatorVersion

FIRST = 1
"""The shipped version that a row without one states: it is older than the column."""


@dataclass(frozen=True, slots=True)
class Held:
    """The newest version of an indicator, and whether anybody has ever stated one."""

    newest: IndicatorVersion
    touched: bool


def newest_of(versions: Iterable[IndicatorVersion]) -> dict[str, Held]:
    """By key, of versions in their order."""
    found: dict[str, Held] = {}
    for one in versions:
        before = found.get(one.key)
        found[one.key] = Held(one, one.entered_by_id is not None or (before is not None and before.touched))
    return found


def is_newer(shipped: Indicator, held: IndicatorVersion) -> bool:
    """Whether a shipped definition is newer than the one that a site's version states or was made beside, and says
    another thing."""
    if held.retired or shipped.version <= (held.shipped or FIRST):
        return False
    return any(getattr(held, name) != value for name, value in asdict(shipped).items() if name != "version")


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer shipped definition beside one that Bappeda has changed."""

    shipped: Indicator
    held: IndicatorVersion
    reason: str


def newer_shipped() -> list[Newer]:
    """Every shipped definition that a site did not get because somebody had changed the indicator; until they state it
    anew, with the newer one before them."""
    held = newest_of(IndicatorVersion.objects.order_by("key", "version"))
    reasons = load_changes()
    return [
        Newer(one, known.newest, reasons.get((one.key, one.version), ""))
        for one in load_indicators()
        if (known := held.get(one.key)) is not None and known.touched and is_newer(one, known.newest)
    ]


def shipped_version(key: str) -> int:
    """The version of the definition that is shipped under a key; FIRST where none is."""
    return next((one.version for one in load_indicators() if one.key == key), FIRST)
