"""A selection made: candidates gathered, pots filled strictly by rank, every candidate's place and reasons kept."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.domain.allocation import Choice as PotChoice
from padan.domain.allocation import Outcome, Placed, Pot, Selected, select
from padan.domain.errors import PadanError
from padan.domain.ranking import Order
from padan.web.audit.services import event_append
from padan.web.law.selectors import law_changed_at
from padan.web.many_rows import rows_put
from padan.web.protection.models import Candidate
from padan.web.protection.services import candidates_judge
from padan.web.refusals import both
from padan.web.selection import models
from padan.web.selection.gathering import HOLDING, OUT, Gathered, gathered, inputs_hash
from padan.web.selection.models import Selection, SelectionState
from padan.web.selection.planning import UNLIMITED, Ground, Plan, ground_of

LOG = logging.getLogger("padan.web.selection")
BATCH = 1000
WORD = {"not_checked": Outcome.UNKNOWN, "not_ready": Outcome.UNKNOWN}


def plan_of(selection: Selection) -> Plan:
    """The plan that a selection was asked with."""
    return Plan(
        selection.year, selection.programme, selection.months, selection.top_up, selection.top_up_source,
        selection.departure, selection.first_month.month,
    )  # fmt: skip


def selection_perform(selection: Selection) -> None:
    """Make a selection that waits. What cannot be made is kept as its fault."""
    try:
        _performed(selection)
    except PadanError as error:
        _failed(selection, both(error))
    except ArithmeticError as error:
        LOG.error("penetapan %s: %s", selection.pk, type(error).__name__)
        _failed(selection, "Dana tidak dapat dibagi antar kelurahan.\n\nThe money cannot be split between kelurahan.")


def _failed(selection: Selection, fault: str) -> None:
    Selection.objects.filter(pk=selection.pk, state=SelectionState.WAITING).update(
        state=SelectionState.FAILED, fault=fault
    )


@transaction.atomic
def _performed(selection: Selection) -> None:
    held = Selection.objects.select_for_update(of=("self",)).get(pk=selection.pk)
    if held.state != SelectionState.WAITING:
        return
    ground = ground_of(plan_of(held))
    _judged_today(held)
    people = gathered(held.year, held.programme, held.draw_text)
    found = filled(ground, people)
    pots = _store_pots(held, ground, found)
    _store_choices(held, ground.order, people, found, pots)
    held.inputs, held.state = inputs_hash(people, lapses=ground.wide), SelectionState.READY
    held.counts = counts_of(found)
    held.save(update_fields=["inputs", "state", "counts"])
    event_append(action="selection.perform", about=held, detail={"inputs": held.inputs, **held.counts})


def _judged_today(selection: Selection) -> None:
    """Judge anew whom an earlier day or an earlier law judged: an answer grows old and a person older without anybody
    telling."""
    today = timezone.localdate()
    start = timezone.make_aware(datetime.combine(today, time.min))
    start = max(start, law_changed_at() or start)
    found = Candidate.objects.filter(year=selection.year, programme=selection.programme, judged_at__lt=start)
    waiting = found.exclude(step__in=HOLDING | OUT).values_list("pk", flat=True)
    candidates_judge(today=today, candidates=list(waiting))


def has_moved(selection: Selection) -> bool:
    """Whether a selection would come out otherwise today: candidates have changed, or the law that it rests on has."""
    try:
        ground = ground_of(plan_of(selection))
    except PadanError:
        return True
    law = json.loads(json.dumps(ground.snapshot(), default=str))
    if law != selection.law or ground.rate != selection.rate:
        return True
    people = gathered(selection.year, selection.programme, selection.draw_text)
    return inputs_hash(people, lapses=ground.wide) != selection.inputs


def filled(ground: Ground, people: Sequence[Gathered]) -> Selected:
    """The pots filled. A purse that is wider than a kelurahan is split first, by who waits in each."""
    applicants = [one.applicant(ground.order) for one in people]
    if not ground.wide:
        return select(applicants, ground.pots())
    endless = [_endless(pot) for pot in ground.pots()]
    waiting = lapses_of(people, select(applicants, endless).choices, ground.plan.day)
    return select(applicants, ground.pots(ground.split(waiting)))


def lapses_of(people: Sequence[Gathered], choices: Sequence[PotChoice], day: date) -> dict[str, list[int | None]]:
    """For each pot's people in order of rank: in how many months from a day their cover is lost."""
    lapse = {one.candidate: one.cover.lapses_in(day) for one in people}
    return {choice.pot.key: [lapse[int(who)] for who in choice.chosen] for choice in choices}


def _endless(pot: Pot) -> Pot:
    return Pot(pot.key, pot.programme, pot.place, UNLIMITED, pot.heads, pot.months, pot.cost)


def counts_of(found: Selected) -> dict[str, int]:
    """Candidates by outcome, and rupiah spent and left over."""
    counts = {outcome.value: 0 for outcome in Outcome}
    for one in found.placed:
        counts[one.outcome.value] += 1
    counts["spent"] = sum(choice.spent for choice in found.choices)
    counts["left"] = sum(choice.remainder_money for choice in found.choices)
    return counts


def _store_pots(selection: Selection, ground: Ground, found: Selected) -> dict[str, models.Pot]:
    regions = ground.by_code
    rows = [_pot_row(selection, regions[choice.pot.place].pk, choice) for choice in found.choices]
    made = models.Pot.objects.bulk_create(rows, batch_size=BATCH)
    return {choice.pot.key: row for choice, row in zip(found.choices, made, strict=True)}


def _pot_row(selection: Selection, region: int, choice: PotChoice) -> models.Pot:
    return models.Pot(
        selection=selection,
        region_id=region,
        of_law=choice.pot.money - selection.top_up,
        money=choice.pot.money,
        heads=choice.pot.heads,
        chosen=len(choice.chosen),
        waiting=len(choice.waiting),
        spent=choice.spent,
        stop=choice.stop.value,
    )


def _store_choices(
    selection: Selection, order: Order, people: Sequence[Gathered], found: Selected, pots: Mapping[str, models.Pot]
) -> None:
    rows = [
        models.Choice(
            selection=selection,
            candidate_id=one.candidate,
            pot=pots.get(placed.pot),
            region_id=one.region,
            position=placed.position,
            score=one.score(order),
            outcome=placed.outcome.value,
            covered=one.cover.covered,
            why=_why(one, placed, order),
        )
        for one, placed in zip(people, found.placed, strict=True)
    ]
    rows_put(rows)


def _why(one: Gathered, placed: Placed, order: Order) -> dict[str, Any]:
    return {
        "code": one.why or ("holds" if one.holds and placed.outcome == Outcome.CHOSEN else placed.why),
        "rank": one.merit.musyawarah_rank,
        "covered": one.merit.covered_now,
        "parts": [{"criterion": p.criterion, "value": p.value, "points": p.points} for p in one.parts(order)],
        "draw": one.merit.draw,
        "step": one.step,
        "decile": one.merit.decile,
        "paid_until": _month(one.cover.paid_until),
        "loses": one.cover.benefit if one.cover.covered and placed.outcome != Outcome.CHOSEN else 0,
        "order": list(one.applicant(order).order),
    }


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else ""
