"""Money that came early to some kelurahan and late to others, out of the record: an effect, or a refusal."""

from datetime import date
from itertools import product
from random import Random

import pytest
from cast import Cast, signed_in
from evaluation_city import PROGRAMME, TODAY, EvaluationCity

from padan.domain.contributions import first_day, month_of
from padan.web.accounts.models import Office
from padan.web.cover.models import PersonMonth, Refreshed
from padan.web.evaluation.computing_effect import effect_of, first_receipts, years_of_money
from padan.web.evaluation.models import Computed
from padan.web.funds.models import Account, Posting, Source
from padan.web.monitoring.measures.spans import month_number
from padan.web.periods.models import Period
from padan.web.protection.models import Candidate, Person
from padan.web.regions.models import Region
from padan.web.roles import OfficeKind
from padan.web.runs.models import CurrentRun, Run

FIRST, STARTS = month_number(date(2024, 1, 1)), month_number(date(2024, 8, 1))
PEOPLE, KELURAHAN = 5, 24


@pytest.fixture
def city(cast: Cast) -> EvaluationCity:
    """A year of months in which 24 kelurahan have five eligible people each: from August on, those of the first twelve
    are all covered; else two of five on average, drawn from a seed."""
    made = EvaluationCity(cast)
    parent, row = Region.objects.get(code="15.71.11"), made.city.row("legok", name="A")
    year = Period.objects.create(
        key="2024", name="2024", first_month=date(2024, 1, 1), last_month=date(2024, 12, 1), due=date(2025, 1, 5)
    )
    run = Run.objects.create(period=year, number=1, state="published")
    CurrentRun.objects.create(period=year, run=run)
    Refreshed.objects.create(run=run)
    months, draw = [], Random(7)
    for at in range(KELURAHAN):
        region = Region.objects.create(code=f"15.71.11.20{at:02}", name=f"Uji {at}", level="kelurahan", parent=parent)
        office = Office.objects.create(kind=OfficeKind.KELURAHAN, name=f"Kelurahan Uji {at}", region=region)
        people = Person.objects.bulk_create(Person(name=f"P{at}-{n}") for n in range(PEOPLE))
        Candidate.objects.bulk_create(
            Candidate(person=p, programme=PROGRAMME, year=2024, office=office, origin="rt", state="eligible")
            for p in people
        )
        for n, month in product(range(PEOPLE), range(FIRST, FIRST + 12)):
            if (at < 12 and month >= STARTS) or draw.random() < 0.4:
                day = first_day(month_of(month))
                months.append(
                    PersonMonth(person=people[n], month=day, segment=PROGRAMME, status="paid", fact="paid",
                                paid=1, office=office, row=row, run=run)
                )  # fmt: skip
    PersonMonth.objects.bulk_create(months)
    return made


def came(code: str, day: date) -> None:
    """Money of 2024 arrives at a place."""
    source, place = Source.objects.get(key="bkbk"), Region.objects.get(code=code)
    granted, received = (
        Account.objects.get_or_create(kind=kind, source=source, year=2024, place=place)[0]
        for kind in ("granted", "received")
    )
    Posting.objects.create(taken=granted, given=received, amount=1_000, day=day)


def in_waves() -> None:
    """To the first twelve in August, to the others in the year after."""
    for at in range(KELURAHAN):
        came(f"15.71.11.20{at:02}", date(2024, 8, 10) if at < 12 else date(2025, 3, 1))


def test_an_effect_is_found_where_the_data_carry_it(city: EvaluationCity) -> None:
    in_waves()
    kept = effect_of(2024, TODAY)
    assert "refusal" not in kept, kept
    found = kept["effect"]
    assert (found["early"], found["late"], found["months_before"], found["months_after"]) == (12, 12, 7, 5)
    means = found["means"]
    assert means["early_after"] == 100
    moved = (means["early_after"] - means["early_before"]) - (means["late_after"] - means["late_before"])
    assert found["estimate"] == pytest.approx(moved, abs=1e-9)
    assert 20 < found["low"] < found["estimate"] < found["high"] < 80
    assert kept["starts"] == "2024-08-01"


def test_the_page_tells_effect_assumptions_and_paths(city: EvaluationCity) -> None:
    in_waves()
    Computed.objects.create(key="effect:2024", month=date(2024, 1, 1), marks="", result=effect_of(2024, TODAY))
    answer = signed_in(city.cast.people["leader"]).get("/evaluasi/sebelum-sesudah/")
    told = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    for words in (
        "poin",
        "12 kelurahan menerima",
        "12 belum",
        "Beda dalam beda",
        "tidak pernah dapat dibuktikan",
        "<svg",
    ):
        assert words in told


def test_money_for_the_city_is_money_for_all(city: EvaluationCity) -> None:
    came("15.71", date(2024, 8, 10))
    assert effect_of(2024, TODAY)["refusal"]["code"] == "no_untreated"


def test_without_money_on_record_nothing_is_said(city: EvaluationCity) -> None:
    assert years_of_money() == []
    assert effect_of(2024, TODAY)["refusal"]["code"] == "no_money"
    came("15.71.11.2000", date(2024, 8, 10))
    assert years_of_money() == [2024]
    assert first_receipts(2024)["15.71.11.2001"] is None
    assert effect_of(2024, TODAY)["refusal"]["code"] == "few_clusters"


def test_the_first_money_counts_and_undone_money_does_not(city: EvaluationCity) -> None:
    came("15.71.11.2000", date(2024, 9, 10))
    came("15.71.11.2000", date(2024, 8, 10))
    undone = Posting.objects.get(day=date(2024, 8, 10))
    assert first_receipts(2024)["15.71.11.2000"] == STARTS
    Posting.objects.create(
        taken=undone.given, given=undone.taken, amount=undone.amount, day=date(2024, 8, 11), reverses=undone
    )
    assert first_receipts(2024)["15.71.11.2000"] == STARTS + 1
