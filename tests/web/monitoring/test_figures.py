"""Each figure of the first page on a city that can be counted by hand (docs/explanation/rules/figures.md)."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from cast import signed_in
from figure_city import (
    BARAJO,
    CITY,
    LEGOK,
    MURNI,
    RAWASARI,
    SIPIN,
    TODAY,
    TOMORROW,
    FigureCity,
    make_books,
    stored,
)
from money import order

from padan.domain.contributions import month_of
from padan.domain.indicators import Indicator, load_indicators
from padan.domain.months import Month
from padan.web.audit.services import event_append
from padan.web.monitoring import marks, renewing, selectors, services
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.measures.spans import Scope, month_number
from padan.web.monitoring.models import IndicatorVersion, Renewal, StoredFigure
from padan.web.periods.models import Period
from thorough import one_in, repeats

pytestmark = one_in(2)

OCT, NOV, DEC = (2024, 10), (2024, 11), (2024, 12)
FEB, MAR, APR = (2025, 2), (2025, 3), (2025, 4)
MILLION = 1_000_000
PLACES = {
    "Kota": CITY,
    "Danau Sipin": SIPIN,
    "Alam Barajo": BARAJO,
    "Legok": LEGOK,
    "Murni": MURNI,
    "Rawasari": RAWASARI,
}
PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "rules" / "figures.md"


def worked(table: str) -> dict[tuple[str, Month, str], tuple[int, int | None] | None]:
    """A worked table of the page; None: unknown."""
    text = PAGE.read_text(encoding="utf-8").split(f"<!-- table: {table} -->\n")[1]
    lines = text.split("\n\n")[0].strip().splitlines()[2:]
    found: dict[tuple[str, Month, str], tuple[int, int | None] | None] = {}
    for line in lines:
        key, month, place, above, below = (cell.strip() for cell in line.strip("|").split("|"))
        pair = None if above == "unknown" else (int(above), int(below) if below else None)
        found[key, (int(month[:4]), int(month[5:])), PLACES[place]] = pair
    return found


WORKED = worked("figures")


def test_the_worked_table(town: FigureCity) -> None:
    assert {asked: stored(*asked) for asked in WORKED} == WORKED


def test_every_headline_indicator_is_in_the_worked_table() -> None:
    assert {one.key for one in load_indicators() if one.headline} <= {key for key, _month, _place in WORKED}


def test_what_the_record_does_not_tell_of_is_unknown_and_not_nothing(town: FigureCity) -> None:
    assert stored("protected", MAR) is None
    assert stored("waiting", MAR) is None
    shown = {one.key: one for one in selectors.figures_shown(MAR, CITY)}
    assert (shown["protected"].known, shown["protected"].text, shown["protected"].state) == (
        False, "belum ada data", "none",
    )  # fmt: skip
    assert (shown["spent"].value, shown["spent"].text) == (Fraction(823_200, 60 * MILLION), "1,4 %")
    assert shown["days_to_cover"].text == "65,5 hari"
    rawasari = {one.key: one for one in selectors.figures_shown(MAR, RAWASARI)}
    assert (rawasari["spent"].value, rawasari["spent"].text) == (None, "tidak ada penyebut")


@one_in(1)
def test_the_rows_of_every_measure_sum_to_its_value_everywhere(town: FigureCity) -> None:
    """As a page asks for them, at the city, a kecamatan and a kelurahan."""
    checked = set()
    for month in (DEC, MAR):
        for measure in MEASURES.values():
            values = measure.values([month], TODAY)
            for place in (CITY, SIPIN, MURNI):
                total = sum(v for (where, _), v in values.items() if where == place or where.startswith(f"{place}."))
                rows = selectors.rows_of(town.cast.bappeda, measure.key, place, month)
                assert rows.total == total, (measure.key, month, place)
                checked |= {measure.key} if total and sum(row.amount for row in rows[:]) == total else set()
    assert set(MEASURES) - checked == {
        "waiting", "received_late", "accounted", "returned", "spent_pekerja_rentan", "claims_open", "rows_listed",
        "rows_nik_failing", "covered_rt",
    }  # fmt: skip


def test_parts_and_whole_always_agree(town: FigureCity) -> None:
    for month in (DEC, MAR):
        table, own = selectors.figures_table(month, ""), selectors.unplaced(month)
        for (key, place), figure in table.items():
            if place not in (CITY, SIPIN, BARAJO):
                continue
            below = [f for (k, p), f in table.items() if k == key and p.rpartition(".")[0] == place]
            extra = own.get((key, place))
            parts = [*below, *([extra] if extra else [])]
            assert sum(f.numerator for f in parts) == figure.numerator, (key, place)
            assert sum(f.denominator or 0 for f in parts) == (figure.denominator or 0), (key, place)
    assert selectors.unplaced(DEC)["covered", CITY].numerator == 1
    assert selectors.unplaced(DEC)["covered", SIPIN].numerator == 1


def test_a_handful_of_questions_whatever_the_number_of_places_and_months(
    town: FigureCity, django_assert_max_num_queries: object
) -> None:
    first = month_number(Period.objects.get().first_month)
    for measure in MEASURES.values():
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            list(measure.spans(Scope(first - 9, first + 8, TODAY)))


def test_where_nothing_changed_the_worker_asks_two_questions(
    town: FigureCity, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert services.figures_refresh(TODAY) == ""


def test_who_only_reads_or_hands_in_a_file_moves_no_figure(town: FigureCity, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Renewal.objects.get().marks
    followed: list[str] = []
    for action in ("audit.nik_read", "accounts.sign_in", "lists.receive", "periods.remind"):
        event_append(action=action, acting=town.cast.siti)
    with monkeypatch.context() as patched:
        patched.setattr(services, "months_due", lambda *_told, **_more: followed.append("asked") or [])
        assert services.figures_refresh(TODAY) == ""
    assert followed == [], "nothing can be due that was not before"
    assert Renewal.objects.get().marks == before, "nothing to remember either"


def test_what_was_read_is_remembered_before_it_is_too_much_to_look_through(
    town: FigureCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "LATE", 1)
    for _ in range(3):
        newest = event_append(action="audit.nik_read", acting=town.cast.siti).pk
    assert services.figures_refresh(TODAY) == ""
    assert Renewal.objects.get().marks["event"] == newest
    assert Renewal.objects.get().marks["defined"], "what else was remembered stays"


def test_an_accepted_list_asks_for_the_figures_of_offices_alone(
    town: FigureCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Months of which cover or money tell nothing are no reason to read all of cover or money again."""
    asked: set[str] = set()
    known = renewing.Sought.known

    def telling(self: renewing.Sought, indicator: Indicator, month: int) -> bool:
        asked.update(indicator.measures)
        return known(self, indicator, month)

    monkeypatch.setattr(renewing.Sought, "known", telling)
    event_append(action="lists.accept", acting=town.cast.siti)
    services.figures_refresh(TODAY)
    assert {part for key in asked for part in MEASURES[key].parts} == {"offices"}


def test_a_new_definition_makes_every_figure_anew(town: FigureCity) -> None:
    added = IndicatorVersion.objects.filter(key="protected").latest("version")
    added.pk, added.key = None, "again"
    added.save()
    event_append(action="lists.accept", acting=town.cast.siti)
    services.figures_refresh(TODAY)
    assert stored("again", DEC) == stored("protected", DEC) is not None


def test_only_what_moved_is_made_anew(town: FigureCity) -> None:
    people = StoredFigure.objects.get(set__month="2024-12-01", set__kind="now", key="protected", place=CITY).pk
    town.money.orders([order("2", 823_200, purpose="Iuran miskin ekstrem April 2025", day="14-04-2025")])
    assert services.figures_refresh(TODAY) == "2025-04"
    assert stored("spent", APR) == (2 * 823_200, 60 * MILLION)
    assert StoredFigure.objects.filter(pk=people).exists()


def test_the_worker_is_left_alone_for_a_while(town: FigureCity) -> None:
    town.money.orders([order("2", 823_200, purpose="Iuran miskin ekstrem April 2025", day="14-04-2025")])
    assert services.figures_refresh(TODAY, pause=3600) == ""
    assert services.figures_refresh(TODAY) != ""


def test_the_first_page_shows_the_newest_month_that_tells_who_is_protected(town: FigureCity) -> None:
    assert selectors.months_of()[0] == month_of(month_number(TODAY))
    assert selectors.month_first_shown() == DEC


def test_the_worked_table_of_months_that_the_books_alone_tell(town: FigureCity) -> None:
    make_books(town)
    services.figures_refresh(TOMORROW)
    table = worked("books")
    assert {asked: stored(*asked) for asked in table} == table
    assert selectors.month_first_shown() == MAR, "April is not told"


@repeats("tests/web/monitoring/test_figures.py::test_the_rows_of_every_measure_sum_to_its_value_everywhere")
def test_the_rows_of_people_sum_to_their_figures_where_the_books_tell(town: FigureCity) -> None:
    make_books(town)
    for month in ((2025, 1), MAR):
        for measure in (one for one in MEASURES.values() if one.people):
            values = measure.values([month], TODAY)
            for place in (CITY, SIPIN, MURNI, RAWASARI):
                total = sum(v for (where, _), v in values.items() if where == place or where.startswith(f"{place}."))
                assert selectors.rows_of(town.cast.bappeda, measure.key, place, month).total == total, measure.key


def test_a_figure_of_cover_says_of_how_many_nothing_is_known(town: FigureCity) -> None:
    make_books(town)
    services.figures_refresh(TOMORROW)
    page = signed_in(town.cast.bappeda).get("/pemantauan/", {"bulan": "2025-03"}).content.decode()
    assert page.count("Dari 3 orang tidak ada kabar bulan ini") == 3, "protected, lapsing, doubles and dead"
    rows = selectors.rows_of(town.cast.bappeda, "untold", CITY, MAR)
    assert sorted(row.label for row in rows[:]) == ["FITRI", "RINA", "TONO"]


def test_an_open_period_is_signed_until_it_is_closed_or_the_next_begins(town: FigureCity) -> None:
    assert stored("signed", APR) == (1, 7)
    Period.objects.update(closed_at=datetime(2025, 3, 3, tzinfo=UTC))
    services.figures_refresh(TOMORROW)
    assert (stored("signed", FEB), stored("signed", MAR)) == ((1, 7), None)


def test_whom_nobody_is_told_of_is_awaited_for_a_year(town: FigureCity) -> None:
    first = month_number(date(2024, 12, 1))
    scope = Scope(first - 2, first + 14, TODAY)
    rows = {(span.id, span.first - first, span.last - first) for span in MEASURES["untold"].spans(scope)}
    assert rows == {(town.cover.person(name).pk, 1, 12) for name in ("AMIR", "BUDI", "DEWI", "FITRI", "RINA", "TONO")}
    for at in (1, 12, 13):
        lone = Scope(first + at, first + at, TODAY)
        assert len(list(MEASURES["untold"].spans(lone))) == (6 if at < 13 else 0)


def test_a_second_stage_that_lies_idle_is_seen(town: FigureCity) -> None:
    town.money.arrive("legok", amount=70 * MILLION, order=2, day=date(2025, 4, 1))
    services.figures_refresh(TOMORROW)
    assert stored("days_to_cover", MAR, LEGOK) == (61, 1)
    assert stored("days_to_cover", APR, LEGOK) == (61 + 20, 2), "until today, the 21st"
    rows = selectors.rows_of(town.cast.bappeda, "days_from_receipts", LEGOK, APR)
    assert [row.label for row in rows[:]] == [
        "Legok, tahun anggaran 2025, diterima 10 Januari 2025", "Legok, tahun anggaran 2025, diterima 1 April 2025",
    ]  # fmt: skip


def test_an_undone_payment_counts_no_more(town: FigureCity) -> None:
    people = stored("protected", DEC)
    sheet = town.money.orders([order("9", 16_800, "Murni", purpose="Belanja")])
    services.figures_refresh(TODAY)
    assert stored("spent", MAR, MURNI) == (16_800, 30 * MILLION)
    from_murni = selectors.rows_of(town.cast.bappeda, "spent", MURNI, MAR)
    assert [row.amount for row in from_murni[:]] == [16_800]
    assert sheet.pk
    assert stored("protected", DEC) == people
