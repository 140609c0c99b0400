"""The story of a what-if: candidates from files, a selection by the law, one by the law as changed, and who differs.

Nothing real changes: files are read, figures are told, nobody is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from padan import __version__
from padan.domain.allocation import Pot
from padan.domain.differences import Cell, Change, Effect, Standing, effect_of, total_cost
from padan.domain.errors import TotalsError, UsageError
from padan.domain.law import Law, load_law
from padan.domain.pots import Purse, pots_of, purses_of
from padan.domain.rates import Rates, load_rates
from padan.domain.scenario import Scenario, changed
from padan.engine.selection import PotTotal, select_candidates, selection_checks
from padan.engine.session import Connection, open_session, put
from padan.files.candidates import CandidatesRead, read_candidates
from padan.library_faults import full_disks_told
from padan.statistics.purses import money_by_pot

ASSUMED: dict[str, Any] = {
    "nik_usable": True, "alive": True, "resident": True, "job_listed": True, "employer": "free", "age_on_start": 40,
}  # fmt: skip
"""What is taken for true where no file has a column that says it; the answer names each that was taken."""
_TELLS = {"nik_usable": "nik", "age_on_start": "birth_date"}
UNLIMITED = 10**15
DRAW = "andai"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `sets`: changes as `domain.scenario.changed` reads them; `programme`: that of rows without one."""

    lists: tuple[Path, ...]
    day: date
    sets: tuple[str, ...] = ()
    months: int = 12
    programme: str = ""
    password: str | None = None
    law: Law | None = None
    rates: Rates | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a change does. `before`, `after`: a standing for each programme; `assumed`: facts that no file tells;
    `notes` (`padan.files.notes`): files that were passed over."""

    candidates: int
    placeless: int
    day: date
    sets: tuple[str, ...]
    before: tuple[Standing, ...]
    after: tuple[Standing, ...]
    effect: Effect
    assumed: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "version": __version__,
            "day": self.day.isoformat(),
            "changes": list(self.sets),
            "candidates": self.candidates,
            "placeless": self.placeless,
            "assumed": list(self.assumed),
            "before": [_standing(one) for one in self.before],
            "after": [_standing(one) for one in self.after],
            "cost_before": total_cost(self.before),
            "cost_after": total_cost(self.after),
            "whole": _change(self.effect.whole),
            "by_programme": {key: _change(one) for key, one in self.effect.by_programme.items()},
            "by_place": {key: _change(one) for key, one in self.effect.by_place.items()},
            "by_decile": {str(key or "unknown"): _change(one) for key, one in self.effect.by_decile.items()},
        }


def _change(one: Change) -> dict[str, int]:
    return {"before": one.before, "after": one.after, "gain": one.gain, "lose": one.lose}


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "programme": one.programme,
        "money": one.money,
        "spent": one.spent,
        "chosen": one.chosen,
        "eligible": one.eligible,
        "cost_each": one.cost,
        "reached": one.reach.reached,
        "share_for_all_per_myriad": one.reach.share_for_all,
    }


def answer(request: Request) -> Answer:
    """Select twice and compare. Raises UsageError for a change that cannot be read or a law that gives no money."""
    base = Scenario(request.law or load_law(), request.rates or load_rates(), request.day, months=request.months)
    altered = base
    for change in request.sets:
        altered = changed(altered, change)
    read = read_candidates(request.lists, programme=request.programme, password=request.password)
    con = open_session()
    try:
        with full_disks_told():
            return _answered(con, request, read, base, altered)
    finally:
        con.close()


def _answered(con: Connection, request: Request, read: CandidatesRead, base: Scenario, altered: Scenario) -> Answer:
    assumed = tuple(name for name in ASSUMED if _TELLS.get(name, name) not in read.columns)
    put(con, "select_candidates", read.frame.with_columns(pl.lit(ASSUMED[name]).alias(name) for name in assumed))
    places = sorted(read.frame["place"].unique().to_list())
    before = _selected(con, base, places)
    con.execute("CREATE OR REPLACE TABLE selected_before AS SELECT * FROM selected")
    after = _selected(con, altered, places)
    effect = effect_of(_cells(con))
    if not effect.whole.adds_up:
        raise TotalsError("Jumlah sebelum dan sesudah tidak cocok.", "Before and after do not add up.")
    told = (request.day, request.sets, before, after, effect, assumed, read.notes)
    return Answer(read.frame.height, read.placeless, *told)


def _cells(con: Connection) -> list[Cell]:
    rows = con.execute(
        "SELECT p.programme, p.place, p.decile, b.outcome = 'chosen', a.outcome = 'chosen', count(*) "
        "FROM select_people AS p JOIN selected AS a USING (row_number) JOIN selected_before AS b USING (row_number) "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [Cell(*row) for row in rows]


def _selected(con: Connection, scenario: Scenario, places: Sequence[str]) -> tuple[Standing, ...]:
    """Select by a scenario's law; what each programme came to."""
    pots: list[Pot] = []
    standings: list[tuple[str, tuple[Purse, ...], int]] = []
    for programme in scenario.programmes:
        rate = scenario.rate_of(programme)
        if rate is None:
            continue
        purses = purses_of(scenario.law, scenario.day, places, programme=programme)
        months = scenario.months_of(programme)
        new = pots_of(scenario.law, scenario.day, purses, places, months=months, rate=rate)
        pots += _filled(con, scenario, pots, new, purses)
        standings.append((programme, purses, months * rate))
    if not pots:
        raise UsageError(
            f"Ketentuan yang berlaku {scenario.day:%d-%m-%Y} tidak memberi dana bagi kelurahan dalam daftar ini.",
            f"The law on {scenario.day:%Y-%m-%d} gives no money to the kelurahan of these lists.",
        )
    totals = _select(con, scenario, pots)
    return tuple(_standing_of(con, totals, *standing) for standing in standings)


def _select(con: Connection, scenario: Scenario, pots: Sequence[Pot]) -> tuple[PotTotal, ...]:
    totals = select_candidates(con, pots, law=scenario.law, day=scenario.day, draw_text=DRAW)
    if not all(check.holds for check in selection_checks(con)):
        raise TotalsError("Jumlah penetapan tidak cocok.", "The totals of the selection do not add up.")
    return totals


def _filled(
    con: Connection, scenario: Scenario, before: Sequence[Pot], new: Sequence[Pot], purses: Sequence[Purse]
) -> list[Pot]:
    """Pots with their money: those of purses wider than a kelurahan get their part of the split."""
    if {purse.place for purse in purses} >= {pot.place for pot in new}:
        return list(new)
    wide = [Pot(p.key, p.programme, p.place, UNLIMITED, p.heads, p.months, p.cost) for p in new]
    totals = {total.pot: total for total in _select(con, scenario, [*before, *wide])}
    waiting: dict[str, list[int | None]] = {pot.key: [None] * totals[pot.key].chosen for pot in wide}
    money = money_by_pot(purses, new, waiting)
    return [Pot(p.key, p.programme, p.place, money[p.key], p.heads, p.months, p.cost) for p in new]


def _standing_of(
    con: Connection, totals: Sequence[PotTotal], programme: str, purses: Sequence[Purse], cost: int
) -> Standing:
    own = [total for total in totals if total.programme == programme]
    query = "SELECT count(*) FROM select_turns WHERE programme = ? AND state = 'eligible'"
    ((eligible,),) = con.execute(query, [programme]).fetchall()
    return Standing(
        programme,
        money=sum(purse.money for purse in purses),
        base=sum(purse.base for purse in purses),
        spent=sum(total.spent for total in own),
        chosen=sum(total.chosen for total in own),
        eligible=int(eligible),
        cost=cost,
    )
