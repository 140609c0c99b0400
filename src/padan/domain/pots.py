"""What the law gives for a year: purses of money by programme and the place its share is of, and the pots to fill.

A share's base may be the kelurahan, the kecamatan or the city. Where it is wider than the kelurahan, somebody must
split the purse between the kelurahan first (`padan.statistics.splitting`); the quota stays each kelurahan's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from padan.domain.allocation import Pot, lies_in
from padan.domain.law import Law, grant_of, quota_of, share_of
from padan.domain.rates import Rates

_DEPTHS = {"kelurahan": 4, "kecamatan": 3, "kota": 2}
"""Parts of a region's code at each base of a share."""


@dataclass(frozen=True, slots=True)
class Purse:
    """A programme's money for a place: `money` = `per_myriad` of `base`, which is the grants of the place's kelurahan.

    `certain`: whether the facts of grant and share were read in a source.
    """

    programme: str
    place: str
    money: int
    base: int
    per_myriad: int
    certain: bool = True

    @property
    def key(self) -> str:
        """Programme and place."""
        return pot_key(self.programme, self.place)


def pot_key(programme: str, place: str) -> str:
    """How a pot is called."""
    return f"{programme}:{place}"


def programmes_of(law: Law, day: date) -> tuple[str, ...]:
    """Programmes that have a share on a day, in the law's own order; in this order they choose."""
    rules = [rule for rule in law.rules if rule.kind == "share" and rule.subject and rule.days.holds(day)]
    return tuple(dict.fromkeys(rule.subject for rule in rules))


def purses_of(
    law: Law, day: date, kelurahan: Sequence[str], *, programme: str, levels: Mapping[str, str] | None = None
) -> tuple[Purse, ...]:
    """A programme's purses, one a place that its share is of. `levels`: desa or kelurahan by code, kelurahan if untold.

    A place without grant or share has none.
    """
    found: dict[str, list[tuple[int, int, bool]]] = {}
    for code in kelurahan:
        share = share_of(law, programme, day, place=code)
        grant = grant_of(law, day, place=code, level=(levels or {}).get(code, "kelurahan"))
        if share is None or grant is None:
            continue
        place = ".".join(code.split(".")[: _DEPTHS[share.base]])
        certain = share.rule.certain and grant.rule.certain
        found.setdefault(place, []).append((grant.amount, share.per_myriad, certain))
    return tuple(_purse(programme, place, parts) for place, parts in sorted(found.items()))


def _purse(programme: str, place: str, parts: Sequence[tuple[int, int, bool]]) -> Purse:
    """Shares that differ within one place are reckoned each on its own grants."""
    by_share: dict[int, int] = {}
    for amount, per_myriad, _ in parts:
        by_share[per_myriad] = by_share.get(per_myriad, 0) + amount
    money = sum(base * per_myriad // 10_000 for per_myriad, base in by_share.items())
    certain = all(part[2] for part in parts)
    return Purse(programme, place, money, sum(by_share.values()), max(by_share), certain)


def rate_of(rates: Rates, programme: str, day: date) -> int | None:
    """Rupiah a month for one person of a programme; None where the rate files do not say."""
    return rates.due(programme, (day.year, day.month), None)


def heads_of(law: Law, day: date, *, programme: str, place: str) -> int | None:
    """The quota of a kelurahan, None where there is none."""
    quota = quota_of(law, programme, day, place=place)
    return quota.heads if quota else None


def pots_of(
    law: Law, day: date, purses: Sequence[Purse], kelurahan: Sequence[str], *, months: int, rate: int,
    money: Mapping[str, int] | None = None,
) -> tuple[Pot, ...]:  # fmt: skip
    """A pot for each kelurahan that a purse serves. `money`: rupiah by the pot's key where a purse was split or another
    sum was set; a purse of one kelurahan is that pot's own, any other unsplit one gives 0."""
    set_money = money or {}
    pots = []
    for purse in purses:
        for place in sorted(code for code in kelurahan if lies_in(code, purse.place)):
            key = pot_key(purse.programme, place)
            own = purse.money if place == purse.place else 0
            heads = heads_of(law, day, programme=purse.programme, place=place)
            pots.append(Pot(key, purse.programme, place, set_money.get(key, own), heads, months, months * rate))
    return tuple(pots)
