"""Which measures may be published, and whom each of them counts.

An indicator is published when all its measures stand here: what nobody has looked at stays inside. Left out on purpose:
single parts of overlapping counts (`paid_twice`, `paid_after_death`), deaths and claims, proposals and their
judgement (who of those meant for cover is not judged yet), and money whose
difference from what is shown would be contributions of a few people (`returned`, `accounted`).
"""

from collections.abc import Iterable

from padan.domain.indicators import Indicator
from padan.domain.suppression import Column, SmallCells, Within

PEOPLE = (
    "intended", "intended_protected", "families_intended", "families_intended_protected", "covered", "lapsing",
    "doubles_and_dead",
)  # fmt: skip
"""Counts of people or families at the end of the month."""
CONTRIBUTIONS = ("spent_miskin_ekstrem", "spent_pekerja_rentan")
"""Money that is people's contributions of the year so far: it tells how many they are."""
SPENT = "spent"
"""All money spent, contributions among it."""
NOBODYS = (
    "received", "received_late", "allocated", "share_miskin_ekstrem", "share_pekerja_rentan", "offices_signed",
    "offices_asked", "lists_asked", "lists_accepted", "days_to_cover", "first_receipts",
    "days_from_receipts", "receipts",
)  # fmt: skip
"""Money and work of offices."""
PUBLIC = frozenset({*PEOPLE, *CONTRIBUTIONS, SPENT, *NOBODYS})

WITHINS = (
    Within("intended_protected", "intended"),
    Within("families_intended", "intended", rest=False),
    Within("families_intended_protected", "families_intended"),
    Within("families_intended_protected", "intended_protected", rest=False),
    Within("lapsing", "covered"),
    *(Within(key, SPENT, apart="programme", rest=False) for key in CONTRIBUTIONS),
)


def columns_of(rule: SmallCells, month: int) -> tuple[Column, ...]:
    """The columns of a month (1 to 12). By December a person's contributions of the year are twelve of one month."""
    year = rule.contribution * month
    return (
        *(Column(key) for key in PEOPLE),
        *(Column(key, year, step=rule.contribution) for key in CONTRIBUTIONS),
        Column(SPENT, year),
        *(Column(key, 0) for key in NOBODYS),
    )


def published(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those that may be published."""
    return [one for one in indicators if PUBLIC.issuperset(one.measures)]
