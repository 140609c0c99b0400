"""A month is closed once and never changes; what is known now stands beside it, and the difference is told."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from figure_city import CITY, LEGOK, TODAY, TOMORROW, FigureCity, stored

from padan.web.audit.models import Event
from padan.web.cover.models import PersonMonth
from padan.web.monitoring import closing, selectors, services
from padan.web.monitoring.closing import close_on, months_due
from padan.web.monitoring.models import FigureSet, IndicatorTarget, IndicatorVersion, StoredFigure
from thorough import one_in

pytestmark = one_in(4)

DEC = (2024, 12)


@pytest.fixture
def closed(town: FigureCity) -> FigureCity:
    services.figures_close(TODAY, backlog=True, acting=town.cast.bappeda)
    return town


def change(town: FigureCity) -> None:
    """A later run finds that AMIR did not pay in the quarter, and somebody more was eligible all along."""
    PersonMonth.objects.filter(person__name="AMIR").update(fact="unpaid", status="unpaid", paid=0)
    town.propose("JOKO", "legok")
    town.cover.publish()
    PersonMonth.objects.filter(person__name="AMIR").update(fact="unpaid", status="unpaid", paid=0)
    services.figures_refresh(TOMORROW)


def everything(kind: str) -> list[tuple[object, ...]]:
    rows = StoredFigure.objects.filter(set__kind=kind).order_by("set__month", "key", "place")
    return list(rows.values_list("set__month", "key", "place", "numerator", "denominator"))


def test_a_closed_figure_stays_whatever_the_record_says_later(closed: FigureCity) -> None:
    before, moving = everything("closed"), everything("now")
    change(closed)
    assert everything("closed") == before
    assert everything("now") != moving
    assert (stored("protected", DEC, kind="closed"), stored("protected", DEC)) == ((3, 6), (2, 7))


def test_the_difference_is_told(closed: FigureCity) -> None:
    same = selectors.one_of(closed.cast.bappeda, "protected", DEC, CITY)
    assert (same.closed, same.now, same.now_text) == (True, None, "")
    change(closed)
    shown = selectors.one_of(closed.cast.bappeda, "protected", DEC, CITY)
    assert (shown.closed, shown.text, shown.now_text) == (True, "50 %", "28,6 %")
    now = selectors.one_of(closed.cast.bappeda, "protected", DEC, CITY, now=True)
    assert (now.closed, now.text) == (False, "28,6 %")
    (_, before), (_, last) = selectors.trend_of(closed.cast.bappeda, "protected", CITY, DEC, 2)
    assert [one.text for one in (before, last) if one is not None] == ["57,1 %", "50 %"]


def test_the_rows_of_a_closed_figure_stay_with_it(closed: FigureCity) -> None:
    change(closed)
    acting = closed.cast.bappeda
    kept = selectors.rows_of(acting, "eligible_protected", LEGOK, DEC)
    now = selectors.rows_of(acting, "eligible_protected", LEGOK, DEC, now=True)
    assert [row.label for row in kept[:]] == ["AMIR", "BUDI"]
    assert [row.label for row in now[:]] == ["BUDI"]
    assert (kept.total, now.total) == (2, 1)


def test_every_closed_figure_has_the_rows_that_it_sums_up(closed: FigureCity) -> None:
    change(closed)
    for held in FigureSet.objects.filter(kind="closed"):
        month = (held.month.year, held.month.month)
        for shown in selectors.figures_shown(month, CITY):
            if not shown.closed:
                continue
            rows = selectors.rows_of(closed.cast.bappeda, shown.indicator.numerator, CITY, month)
            assert (rows.kept, rows.total) == (True, shown.numerator), (month, shown.key)


def test_the_database_itself_refuses_to_change_or_delete_what_stays(closed: FigureCity) -> None:
    services.target_set(acting=closed.cast.bappeda, key="protected", year=2024, level="kota", place="", value=8000)
    held = FigureSet.objects.get(month="2024-12-01", kind="closed")
    rows = (
        held, held.figures.first(), held.rows.first(), IndicatorVersion.objects.first(),
        IndicatorTarget.objects.first(),
    )  # fmt: skip
    for row in rows:
        assert row is not None
        table = row._meta.db_table
        for statement in (f"UPDATE {table} SET id = id WHERE id = %s", f"DELETE FROM {table} WHERE id = %s"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(statement, [row.pk])


def test_it_keeps_by_which_rules_and_from_which_record_it_was_made(closed: FigureCity) -> None:
    held = selectors.set_of(DEC)
    assert held is not None
    assert (len(held.definitions), len(held.law), held.closed_by_name) == (64, 64, closed.cast.bappeda.user.full_name)
    assert held.marks["runs"] == [closed.cover.city.run.pk]
    assert min(held.marks["event"], held.marks["posting"]) > 0
    assert held.versions["protected"] == 3
    assert Event.objects.filter(action="monitoring.close", object_id=str(held.pk)).exists()


def test_a_month_closes_on_its_day_and_once(town: FigureCity) -> None:
    """April's figures were first made within April; March's after its day."""
    FigureSet.objects.update(made_at="2025-04-20T10:00+07:00")
    assert close_on((2025, 4)) == date(2025, 5, 10)
    assert services.figures_close(date(2025, 5, 9)) == ""
    assert services.figures_close(date(2025, 5, 10)) == "closed 2025-04"
    assert services.figures_close(date(2025, 5, 10)) == ""
    assert close_on((2025, 12)) == date(2026, 1, 10)


def test_the_day_of_closing_is_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule from June 2025 on says the last day, however long the month is; before it the default holds."""
    stated = SimpleNamespace(value={"day": 31})
    law = SimpleNamespace(rule=lambda kind, day: stated if kind == closing.KIND and day >= date(2025, 6, 1) else None)
    monkeypatch.setattr(closing, "law_now", lambda: law)
    assert [close_on(month) for month in ((2025, 5), (2025, 8))] == [date(2025, 6, 10), date(2025, 9, 30)]


def test_months_that_were_past_when_the_record_began_wait_for_bappeda(town: FigureCity) -> None:
    assert months_due(TODAY) == []
    assert months_due(TODAY, backlog=True)[0] == (2024, 1)
    assert months_due(TODAY, backlog=True)[-1] == (2025, 3)


def test_an_indicator_of_later_is_shown_as_known_now_beside_closed_ones(closed: FigureCity) -> None:
    services.indicator_add(
        acting=closed.cast.bappeda,
        stated=services.Stated(
            "Rupiah tiap orang layak", "", "BKBK dibayarkan dibagi orang layak.", "", "spent", "eligible", "rupiah",
            "up", "Metode Bappeda",
        ),
    )  # fmt: skip
    services.figures_refresh(TOMORROW)
    shown = {one.key: one for one in selectors.figures_shown(DEC, CITY)}
    assert (shown["protected"].closed, shown["rupiah_tiap_orang_layak"].closed) == (True, False)


def test_a_new_version_never_touches_a_closed_month(closed: FigureCity) -> None:
    held = IndicatorVersion.objects.get(key="protected")
    stated = services.Stated(
        "Orang terlindungi", "Protected", "Semua.", "All.", "covered", "", "people", "up", "Metode Bappeda"
    )
    services.indicator_change(
        acting=closed.cast.bappeda, key="protected", seen=held.version, stated=stated, first_month=(2025, 4),
        reason="Disederhanakan",
    )  # fmt: skip
    services.figures_refresh(TOMORROW)
    shown = selectors.one_of(closed.cast.bappeda, "protected", DEC, CITY)
    assert (shown.text, shown.name, shown.indicator.version) == ("50 %", "Orang sasaran yang terlindungi", 3)
    assert next(one for one in selectors.definitions_of((2025, 4)) if one.key == "protected").version == 4
