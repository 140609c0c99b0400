"""Purses that are wider than a kelurahan, split between its pots: from the law's money to the money of each pot."""

from collections.abc import Mapping, Sequence

from padan.domain.allocation import Pot, lies_in
from padan.domain.pots import Purse
from padan.statistics.splitting import NO_LAPSE, Demand, Money, Wish, split


def money_by_pot(
    purses: Sequence[Purse], pots: Sequence[Pot], waiting: Mapping[str, Sequence[int | None]]
) -> dict[str, int]:
    """Rupiah for each pot. `waiting`: for each pot's people in order of rank the months until cover lapses, None where
    there is none that could. A purse of one kelurahan is its pot's own; a wider one gives what its people cost."""
    found = {pot.key: 0 for pot in pots}
    for purse in purses:
        own = [pot for pot in pots if pot.programme == purse.programme and lies_in(pot.place, purse.place)]
        if len(own) == 1 and own[0].place == purse.place:
            found[own[0].key] = purse.money
            continue
        demands = [
            Demand(
                pot.key,
                tuple(Wish(pot.cost, NO_LAPSE if n is None else n) for n in waiting.get(pot.key, ())),
                pot.heads,
            )
            for pot in own
        ]
        part = split([Money.at_hand(purse.key, [pot.key for pot in own], purse.money)], demands)
        found |= {demand.key: part.amount(demand.key) for demand in demands}
    return found
