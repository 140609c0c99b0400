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
from padan.web.evaluation.computing_effect import effect_of, effects_asked, first_receipts, years_of_money
from padan.web.evaluation.effects_asked import Asked
from padan.web.evaluation.models import Computed
from padan.web.funds.models import Account, Posting, Source
from padan.web.monitoring.measures.spans import month_number
from padan.web.periods.models import Period
from padan.web.protection.models import Candidate, Person
from padan.web.regions.models import Region
from padan.web.roles import OfficeKind
from padan.web.runs.models import CurrentRun, Run
from thorough import one_in
from told_again import told_again

pytestmark = one_in(4)

FIRST, STARTS = month_number(date(2024, 1, 1)), month_number(date(2024, 8, 1))
PEOPLE, KELURAHAN = 5, 24
COVERED = Asked(2024, 0, "protected")


@pytest.fixture
@told_again
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
    kept = effect_of(COVERED, TODAY)
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
    Computed.objects.create(
        key=f"effect:{COVERED.key}", month=date(2024, 1, 1), marks="", result=effect_of(COVERED, TODAY)
    )
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
    assert effect_of(COVERED, TODAY)["refusal"]["code"] == "no_untreated"


def test_without_money_on_record_nothing_is_said(city: EvaluationCity) -> None:
    assert years_of_money() == []
    assert effect_of(COVERED, TODAY)["refusal"]["code"] == "no_money"
    came("15.71.11.2000", date(2024, 8, 10))
    assert years_of_money() == [2024]
    assert first_receipts(2024)["15.71.11.2001"] is None
    assert effect_of(COVERED, TODAY)["refusal"]["code"] == "few_clusters"


def test_the_first_money_counts_and_undone_money_does_not(city: EvaluationCity) -> None:
    came("15.71.11.2000", date(2024, 9, 10))
    came("15.71.11.2000", date(2024, 8, 10))
    undone = Posting.objects.get(day=date(2024, 8, 10))
    assert first_receipts(2024)["15.71.11.2000"] == STARTS
    Posting.objects.create(
        taken=undone.given, given=undone.taken, amount=undone.amount, day=date(2024, 8, 11), reverses=undone
    )
    assert first_receipts(2024)["15.71.11.2000"] == STARTS + 1


def moved(code: str, taken: str, given: str, amount: int, day: date, year: int = 2024, *, stage: int = 0) -> None:
    """Money moves between two accounts of a place."""
    source, place = Source.objects.get(key="bkbk"), Region.objects.get(code=code)
    one, other = (
        Account.objects.get_or_create(
            kind=kind, source=source, year=year, place=place, programme=PROGRAMME if kind == "paid" else ""
        )[0]
        for kind in (taken, given)
    )
    Posting.objects.create(taken=one, given=other, amount=amount, day=day, stage=stage)


def spending() -> None:
    """The second stage comes to twelve in August, to the others not at all; before and after all spend what chance
    says, the twelve 40 of 100 more in September."""
    draw = Random(11)
    for at in range(KELURAHAN):
        code = f"15.71.11.20{at:02}"
        moved(code, "granted", "allocated", 100, date(2024, 1, 2))
        moved(code, "granted", "received", 30, date(2024, 2, 2), stage=1)
        for month in range(1, 13):
            moved(code, "available", "paid", draw.randint(1, 3), date(2024, month, 5))
        if at < 12:
            moved(code, "granted", "received", 70, date(2024, 8, 10), stage=2)
            moved(code, "available", "paid", 40, date(2024, 9, 10))


def test_money_of_a_stage_moves_what_is_spent_and_not_what_stood_before(city: EvaluationCity) -> None:
    spending()
    kept = effect_of(Asked(2024, 2, "spent"), TODAY)
    assert "refusal" not in kept, kept["refusal"]
    found = kept["effect"]
    assert (found["early"], found["late"], kept["starts"]) == (12, 12, "2024-08-01")
    assert found["low"] < 40 * 4 / 5 < found["high"], "40 in four of the five months from August on"
    assert effect_of(Asked(2024, 1, "spent"), TODAY)["refusal"]["code"] == "no_untreated"
    asked = {one.key for one in effects_asked()}
    assert {"2024-1-days", "2024-2-protected", "2024-2-spent", "2024-2-contributions"} <= asked
    assert "2024-2-days" not in asked


def test_days_from_money_to_cover_are_compared_by_funding_years(city: EvaluationCity) -> None:
    """Five years; in the last money comes early to twelve, which are then thirty days quicker. In 2022 it came early
    to every second one, which changed nothing."""
    draw = Random(5)
    for at, year in product(range(KELURAHAN), range(2020, 2025)):
        code, early = f"15.71.11.20{at:02}", at < 12 and year == 2024
        came_on = date(year, 3 if early or (year == 2022 and at % 2) else 5, 1)
        moved(code, "granted", "received", 100, came_on, year)
        waited = draw.randint(40, 50) - (30 if early else 0)
        moved(code, "available", "paid", 10, date.fromordinal(came_on.toordinal() + waited), year)
    kept = effect_of(Asked(2024, 0, "days"), TODAY)
    assert "refusal" not in kept, kept
    found = kept["effect"]
    assert found["low"] < -30 < found["high"] < -20
    assert (found["months_before"], found["months_after"], kept["starts"]) == (4, 1, "2024-01-01")
    assert effect_of(Asked(2022, 0, "days"), TODAY)["refusal"]["text_id"].startswith("Hanya 2 tahun tercatat")


def test_the_page_lists_all_that_was_looked_at(city: EvaluationCity) -> None:
    spending()
    for one in effects_asked():
        Computed.objects.create(key=f"effect:{one.key}", month=date(2024, 1, 1), result=effect_of(one, TODAY))
    client = signed_in(city.cast.people["leader"])
    opened = " ".join(client.get("/evaluasi/sebelum-sesudah/").content.decode().split())
    assert "Apakah orang sasaran lebih banyak terlindungi" in opened, "on the first thing that can be shown"
    first = " ".join(client.get("/evaluasi/sebelum-sesudah/?lihat=2024-2-spent").content.decode().split())
    assert "seberapa cepat dana dipakai" in first
    assert "Pemeriksaan arah sebelum dana datang: p" in first
    assert first.count("Dana 2024 tahap II") >= 3
    told = " ".join(client.get("/evaluasi/sebelum-sesudah/?lihat=2024-1-days").content.decode().split())
    assert "tidak ada pembanding" in told
    assert "Hari sampai iuran dibayar" in told
