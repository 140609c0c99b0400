"""The only writer of selections, decrees and what-ifs. Larger matters stand in files of their own."""

from django.db import transaction

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.protection.models import Candidate
from padan.web.selection.deciding import NewDecree, decree_make, decrees_print
from padan.web.selection.models import Selection, SelectionState
from padan.web.selection.performing import selection_perform
from padan.web.selection.planning import Plan, ground_of
from padan.web.selection.refusals import NO_DEPARTURE, NO_TOP_UP_SOURCE
from padan.web.selection.replacing import Departure, departure_record
from padan.web.selection.whatif import NewScenario, scenario_drop, scenario_keep, scenarios_reckon

AT_ONCE = 2000
"""Candidates up to which a selection is made while the page waits; beyond it, the worker makes it."""
SHORTEST = 10
MOST = 5


@transaction.atomic
def selection_ask(*, acting: Appointment, plan: Plan) -> Selection:
    """Ask for a selection; a small one is made at once. Raises RefusedError: no money, no rate, no reason."""
    ground = ground_of(plan)
    if plan.top_up and not plan.top_up_source.strip():
        raise NO_TOP_UP_SOURCE
    if ground.order.by == "score" and len(plan.departure.strip()) < SHORTEST:
        raise NO_DEPARTURE
    basis = next((basis for basis in ground.law.bases if basis.key == ground.order.basis), None)
    made = Selection.objects.create(
        year=plan.year,
        programme=plan.programme,
        first_month=plan.day,
        months=plan.months,
        rate=ground.rate,
        top_up=plan.top_up,
        top_up_source=plan.top_up_source.strip()[:120],
        departure=" ".join(plan.departure.split())[:300],
        law=ground.snapshot(),
        order={"by": ground.order.by, "covered_first": ground.order.covered_first},
        certain=ground.certain,
        draw_text=f"{basis.name() if basis else 'Padan'}|{plan.year}|{plan.programme}"[:200],
        made_by=acting.user,
        made_by_name=acting.user.full_name,
    )
    detail = {
        "year": plan.year,
        "segment": plan.programme,
        "months": plan.months,
        "first": plan.first,
        "top_up": plan.top_up,
    }
    event_append(action="selection.ask", acting=acting, about=made, detail=detail)
    if Candidate.objects.filter(year=plan.year, programme=plan.programme).count() <= AT_ONCE:
        selection_perform(made)
        made.refresh_from_db()
    return made


def selections_perform() -> int:
    """For the worker: make selections that wait, print decrees that wait, reckon what-ifs that wait; gives how many."""
    waiting = Selection.objects.filter(state=SelectionState.WAITING).order_by("pk")[:MOST]
    done = 0
    for selection in waiting:
        selection_perform(selection)
        done += 1
    return done + decrees_print() + scenarios_reckon()


__all__ = [
    "Departure",
    "NewDecree",
    "NewScenario",
    "decree_make",
    "decrees_print",
    "departure_record",
    "scenario_drop",
    "scenario_keep",
    "selection_ask",
    "selections_perform",
]
