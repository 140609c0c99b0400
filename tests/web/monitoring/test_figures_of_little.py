"""Figures where the record tells nothing yet, and of people whose figures nobody has made."""

from cast import Cast
from figure_city import LEGOK, TODAY, make_people

from padan.web.monitoring import selectors, services
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.measures.spans import Scope, month_number
from padan.web.monitoring.models import FigureSet
from padan.web.periods.models import Period


def test_a_record_that_tells_nothing_has_no_figures(db: None) -> None:
    assert services.figures_refresh(TODAY) == ""
    assert not FigureSet.objects.exists()
    assert selectors.months_of() == []
    assert selectors.month_first_shown() is None


def test_a_person_who_is_proposed_twice_counts_once(cast: Cast) -> None:
    town = make_people(cast)
    scope = Scope(month_number(Period.objects.get().first_month), month_number(Period.objects.get().last_month), TODAY)
    spans = [span for span in MEASURES["eligible"].spans(scope) if span.id == town.cover.person("AMIR").pk]
    assert [(span.place, span.first, span.last) for span in spans] == [(LEGOK, scope.first, scope.last)]
