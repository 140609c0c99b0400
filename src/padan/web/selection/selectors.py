"""The only reader of selections. What an office may see is asked here, nowhere else.

A selection and its sums are everybody's; pots and people are seen by the kelurahan itself, its camat and the city.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from padan.domain.ranking import Order, told_apart
from padan.web.accounts.models import Appointment
from padan.web.protection.models import Candidate
from padan.web.refusals import NOT_THERE
from padan.web.roles import Reach
from padan.web.selection.gathering import HOLDING
from padan.web.selection.models import Choice, Decree, Outcome, Pot, Replacement, Scenario, Selection, SelectionState

POSITION = F("position").asc(nulls_last=True)
"""By turn, who had none last: databases differ where nothing is said."""


def selections_seen(acting: Appointment) -> QuerySet[Selection]:
    """Selections, the newest first. Offices below the city see those that a decree has set."""
    found = Selection.objects.select_related("decree").defer("law")
    if acting.reach is Reach.CITY:
        return found
    if acting.reach in (Reach.OFFICE, Reach.AREA):
        return found.filter(state=SelectionState.DECREED)
    return found.none()


def selection_get(acting: Appointment, pk: int) -> Selection:
    """One selection. Raises NOT_THERE."""
    selection = selections_seen(acting).filter(pk=pk).first()
    if selection is None:
        raise NOT_THERE
    return selection


def places_seen(acting: Appointment) -> Q:
    """The condition on `region` (a kelurahan) that its people lie within reach; as `Appointment.sees_office`."""
    if acting.reach is Reach.CITY:
        return Q()
    if acting.reach is Reach.AREA:
        return Q(region__parent=acting.office.region_id)
    return Q(region=acting.office.region_id) if acting.reach is Reach.OFFICE else Q(pk=None)


def pots_of(acting: Appointment, selection: Selection) -> QuerySet[Pot]:
    """A selection's pots within reach."""
    found = Pot.objects.filter(places_seen(acting), selection=selection)
    return found.select_related("region__parent").order_by("region__code")


def pot_get(acting: Appointment, pk: int) -> Pot:
    """One pot within reach. Raises NOT_THERE."""
    seen = selections_seen(acting).values("pk")
    found = Pot.objects.filter(places_seen(acting), pk=pk, selection__in=seen)
    pot = found.select_related("region__parent", "selection__decree").first()
    if pot is None:
        raise NOT_THERE
    return pot


def choices_of(pot: Pot, outcome: str = "") -> QuerySet[Choice]:
    """Everybody of a pot's kelurahan: first those who had a turn, in order, then the others."""
    found = Choice.objects.filter(selection=pot.selection_id, region=pot.region_id)
    if outcome in Outcome.values:
        found = found.filter(outcome=outcome)
    return found.select_related("candidate__person", "replaced", "follows").order_by(POSITION, "pk")


def outcome_counts(pot: Pot) -> dict[str, int]:
    """How many ended in each outcome; they add up to the candidates of the kelurahan."""
    rows = Choice.objects.filter(selection=pot.selection_id, region=pot.region_id).order_by()
    counted = dict(rows.values_list("outcome").annotate(n=Count("pk")))
    return {outcome: counted.get(outcome, 0) for outcome in Outcome.values}


def choice_get(acting: Appointment, pk: int) -> Choice:
    """One candidate's place in a selection, within reach. Raises NOT_THERE."""
    seen = selections_seen(acting).values("pk")
    found = Choice.objects.filter(places_seen(acting), pk=pk, selection__in=seen)
    related = (
        "candidate__person",
        "candidate__office",
        "selection__decree",
        "pot__region",
        "region",
        "replaced__successor",
        "follows",
    )
    choice = found.select_related(*related).first()
    if choice is None:
        raise NOT_THERE
    return choice


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody beside a candidate in the order, or the last one chosen, and what put one before the other."""

    choice: Choice
    told_apart: str


def neighbours_of(choice: Choice) -> dict[str, Neighbour | None]:
    """`before`, `after`, and `cut_off`: the last one chosen of the pot."""
    if choice.pot is None or choice.position is None:
        return {"before": None, "after": None, "cut_off": None}
    around = [choice.position - 1, choice.position + 1, choice.pot.chosen]
    rows = Choice.objects.filter(pot=choice.pot, position__in=around).select_related("candidate__person")
    found = {row.position: row for row in rows}
    before, after, last = (found.get(position) for position in around)
    return {
        "before": Neighbour(before, _step(before, choice)) if before else None,
        "after": Neighbour(after, _step(choice, after)) if after else None,
        "cut_off": Neighbour(last, _step(*sorted((last, choice), key=_position))) if last else None,
    }


def _position(choice: Choice) -> int:
    return choice.position or 0


def _step(better: Choice, worse: Choice) -> str:
    """Which step of the order told two people apart: holds, covered, rank, score or draw."""
    one, other = better.why.get("order", []), worse.why.get("order", [])
    if not one or not other or one[0] != other[0]:
        return "holds"
    order = Order(better.selection.order.get("by", "musyawarah"))
    return told_apart(tuple(one[1:]), tuple(other[1:]), order)


def dropped_of(selection: Selection, acting: Appointment) -> QuerySet[Choice]:
    """Who is covered now and not chosen, within reach: each may lose what the family would get."""
    found = Choice.objects.filter(places_seen(acting), selection=selection, covered=True)
    found = found.exclude(outcome=Outcome.CHOSEN).select_related("candidate__person", "region")
    return found.order_by("region__code", POSITION, "pk")


def newcomers_of(selection: Selection, acting: Appointment, regions: Collection[int]) -> dict[int, list[Choice]]:
    """In these kelurahan, in order: who is chosen and not covered now."""
    found: dict[int, list[Choice]] = {}
    rows = Choice.objects.filter(places_seen(acting), selection=selection, covered=False, outcome=Outcome.CHOSEN)
    rows = rows.filter(region__in=regions).select_related("candidate__person")
    for row in rows.order_by("region_id", "position"):
        found.setdefault(row.region_id, []).append(row)
    return found


def sums_of(pots: QuerySet[Pot]) -> dict[str, int]:
    """The pots' figures together."""
    sums = pots.order_by().aggregate(
        money=Sum("money"), spent=Sum("spent"), chosen=Sum("chosen"), waiting=Sum("waiting"), heads=Sum("heads")
    )
    found = {key: int(value or 0) for key, value in sums.items()}
    return {**found, "left": found["money"] - found["spent"]}


def replacements_of(acting: Appointment, decree: Decree) -> QuerySet[Replacement]:
    """Who left and who followed, within reach."""
    seen = Choice.objects.filter(places_seen(acting), selection=decree.selection_id).values("pk")
    found = Replacement.objects.filter(decree=decree, left__in=seen)
    return found.select_related("left__candidate__person", "left__region", "successor__candidate__person")


def vacancies_of(acting: Appointment, decree: Decree) -> QuerySet[Choice]:
    """Who was set and has ended, with nobody yet said to follow."""
    found = Choice.objects.filter(places_seen(acting), selection=decree.selection_id, replaced__isnull=True)
    held = Q(outcome=Outcome.CHOSEN) | Q(follows__isnull=False)
    return found.filter(held, candidate__step="ended").select_related("candidate__person", "region")


def decree_get(acting: Appointment, pk: int) -> Decree:
    """One decree. Raises NOT_THERE."""
    decree = Decree.objects.filter(pk=pk, selection__in=selections_seen(acting).values("pk")).first()
    if decree is None:
        raise NOT_THERE
    return decree


def scenarios(year: int | None = None) -> QuerySet[Scenario]:
    """What-ifs that were kept, the newest first. Figures alone, nobody's name: for all who may open the page."""
    found = Scenario.objects.all()
    return found.filter(year=year) if year else found


def scenario_get(pk: int) -> Scenario:
    """One what-if. Raises NOT_THERE."""
    found = Scenario.objects.filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def candidates_by_programme(year: int) -> dict[str, dict[str, int]]:
    """By programme: candidates of a year in all, those who can have a turn now, and those who hold a place."""
    turn = Q(state="eligible", step="checked", missing=[], same_as=None)
    rows = Candidate.objects.filter(year=year).exclude(step__in=["withdrawn", "ended"]).order_by()
    counted = rows.values_list("programme").annotate(
        n=Count("pk"), turn=Count("pk", filter=turn), held=Count("pk", filter=Q(step__in=HOLDING))
    )
    return {programme: {"all": n, "turn": r, "held": h} for programme, n, r, h in counted}
