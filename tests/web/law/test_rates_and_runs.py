"""A rate changed on its page asks for another run of an open period, and changes what that run says is due."""

import sys
from pathlib import Path

from cast import Cast, signed_in
from stating import REASON, basis, the_rule

sys.path.append(str(Path(__file__).parents[1] / "runs"))
from tiny_city import by_name, make_city, person

from padan.web.law.selectors import rates_now
from padan.web.runs.asking import needs_run
from padan.web.runs.models import Run
from padan.web.runs.services import run_perform


def due(run: Run | None) -> tuple[int | None, int | None]:
    assert run is not None
    row = by_name(run, person(2)["name"])
    return row.due, row.missing


def test_a_changed_rate_changes_what_a_run_says_is_due(cast: Cast) -> None:
    period = make_city(cast)
    assert due(run_perform(period=period)) == (50_400, 0)
    assert not needs_run(period)
    held = the_rule("rate_amount", value__program="jkm")
    data = {
        "payer": "bpu", "program": "jkm", "income_up_to": "", "amount": "7.800", "first_day": "2024-11-01",
        "last_day": "", "basis": basis("pp_44_2015").pk, "certain": "ya", "note": "Tarif uji", "reason": REASON,
    }  # fmt: skip
    assert signed_in(cast.bappeda).post(f"/ketentuan/aturan/{held.pk}/ganti/", data).status_code == 302
    assert rates_now().due("rt", (2024, 10), None) == 16_800
    assert rates_now().due("rt", (2024, 11), None) == 17_800
    assert needs_run(period)
    assert due(run_perform(period=period)) == (52_400, 2_000)
    assert not needs_run(period)
