"""What the rules find in money, cover and figures, from the rooms' own records."""

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from cast import Cast
from followup_town import meeting, today

sys.path.append(str(Path(__file__).parents[1] / "funds"))
sys.path.append(str(Path(__file__).parents[1] / "cover"))
from cover_city import make_cover_city
from money import POOR, Money, order

from padan.web.cover.models import PersonMonth
from padan.web.followup.meeting_figures import figures_of
from padan.web.followup.models import EarlyWarning
from padan.web.followup.rules import RULES
from padan.web.followup.scene import Found, Scene
from padan.web.followup.services import warnings_refresh
from padan.web.followup.warning_words import warning_text
from padan.web.funds import services as funds
from padan.web.monitoring.models import FigureSet, IndicatorTarget, SetKind, StoredFigure

MONTH = date(2025, 11, 1)


def found(cast: Cast, rule: str, on: date | None = None, threshold: int | None = None) -> list[Found]:
    scene = Scene(cast.offices["bappeda"].region, on or today())
    return list(RULES[rule].find(scene, RULES[rule].threshold if threshold is None else threshold))


@pytest.fixture
def money(cast: Cast) -> Money:
    made = Money(cast)
    made.allocate()
    made.allocate("murni")
    made.arrive()
    made.arrive("murni")
    return made


def test_a_stage_past_its_day_is_one_line_for_all_kelurahan(money: Money) -> None:
    due = date(2025, 6, 30)
    funds.stage_due(acting=money.cast.bappeda, source=money.source(), year=2025, order=2, due_on=due)
    assert found(money.cast, "stage_late", due) == []
    (line,) = found(money.cast, "stage_late", due + timedelta(days=1))
    assert (line.count, line.amount, line.since) == (2, 140_000_000, date(2025, 7, 1))
    assert found(money.cast, "stage_late", due + timedelta(days=1), threshold=30) == []
    money.arrive("murni", 70_000_000, order=2)
    (line,) = found(money.cast, "stage_late", due + timedelta(days=1))
    assert (line.count, line.amount) == (1, 70_000_000)
    warnings_refresh(date(2025, 7, 9), at_once=True)
    one = EarlyWarning.objects.get(rule="stage_late")
    assert one.office == money.cast.offices["bpkad"]
    assert warning_text(one) == (
        "BKBK Provinsi 2025 tahap 2 belum diterima utuh untuk 1 kelurahan: kurang Rp 70.000.000."
    )


def test_spj_that_holds_the_next_stage_back_stands_at_each_kelurahan(money: Money) -> None:
    money.commit()
    money.orders([order("1/2025", 823_200)])
    lines = {line.place.name: line.amount for line in found(money.cast, "spj_blocks")}
    assert lines == {"Legok": 70_000_000, "Murni": 70_000_000}


def test_money_that_will_not_be_absorbed_by_the_pace_of_the_year(money: Money) -> None:
    money.commit()
    money.orders([order("1/2025", 823_200)])
    lines = {line.place.name: line for line in found(money.cast, "not_absorbed", date(2025, 9, 30))}
    assert set(lines) == {"Kota Jambi", "Danau Sipin"}
    paid_by_the_end = 823_200 * 365 // 273
    assert lines["Kota Jambi"].amount == 60_000_000 - paid_by_the_end
    assert found(money.cast, "not_absorbed", date(2025, 1, 20)) == []


def test_a_share_that_is_passed(money: Money) -> None:
    money.orders([order("1/2025", 12_000_000)])
    lines = found(money.cast, "share_above")
    assert [(line.place.name, line.amount, line.words["programme"]) for line in lines] == [("Legok", 2_000_000, POOR)]


def test_people_who_fall_out_die_or_wait(cast: Cast) -> None:
    town = make_cover_city(cast)
    town.listed("BUDI", "PUU")
    town.listed("CITRA", "PUU", office="murni")
    town.listed("DARMA", "PPP", values={"death_date": "2024-10-15"})
    town.publish()
    PersonMonth.objects.filter(person__name="DARMA", month="2024-12-01").update(status="after_death")
    falling = {line.office.name: line.count for line in found(cast, "lapse_next") if line.office}
    assert falling == {"Kelurahan Legok": 1, "Kelurahan Murni": 1}
    assert found(cast, "lapse_next", threshold=2) == []
    (dead,) = found(cast, "dead_paid")
    assert (dead.office, dead.count, dead.amount, dead.since) == (
        cast.offices["legok"], 1, 16_800, date(2024, 12, 1),
    )  # fmt: skip
    (claim,) = found(cast, "claims_unfiled", date(2024, 11, 15))
    assert (claim.count, claim.since) == (1, date(2024, 11, 15))
    assert found(cast, "claims_unfiled", date(2024, 11, 14)) == []


@pytest.fixture
def figures(cast: Cast) -> FigureSet:
    held = FigureSet.objects.create(
        month=MONTH, kind=SetKind.NOW, known=["protected", "lapsing"], definitions="d" * 64, law="l" * 64
    )
    StoredFigure.objects.create(set=held, key="protected", place="15.71", numerator=4_146, denominator=5_100)
    StoredFigure.objects.create(set=held, key="lapsing", place="15.71", numerator=59, denominator=None)
    IndicatorTarget.objects.create(key="protected", year=2025, level="kota", value=9_500)
    return held


def test_a_figure_far_from_its_target(cast: Cast, figures: FigureSet) -> None:
    (line,) = found(cast, "figure_bad")
    assert line.subject == "protected"
    warnings_refresh(today(), at_once=True)
    one = EarlyWarning.objects.get(rule="figure_bad")
    assert warning_text(one).endswith(": 81,3 %, targetnya 95 %.")
    IndicatorTarget.objects.create(key="protected", year=2025, level="kota", value=8_000)
    assert found(cast, "figure_bad") == []


def test_the_minutes_figures_are_those_of_monitoring_and_which_set(cast: Cast, figures: FigureSet) -> None:
    told = figures_of(cast.bappeda, meeting(cast))
    rows = {row.key: (row.value, row.target, row.state) for row in told.rows}
    assert rows["protected"] == ("81,3 % (4.146 dari 5.100)", "95 %", "bad")
    assert rows["lapsing"][0] == "59"
    assert (told.set["id"], told.closed) == (figures.pk, False)
