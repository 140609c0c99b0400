"""On a run of the real engine: contributions by month add up to the city's; a verdict elsewhere moves nobody else."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cast import Cast

sys.path.append(str(Path(__file__).parents[1] / "runs"))
import tiny_city

from padan.documents.official_minutes import official_data
from padan.documents.other_readings import in_a_sentence
from padan.money_report import unsettled_segments
from padan.web.accounts.models import Office
from padan.web.official import services
from padan.web.official.counting import figures_shown, figures_whole, grounds_of
from padan.web.official.figures import Figures, figures_from, same_figures, shown_digest
from padan.web.official.models import SignOff
from padan.web.official.monthly import Monthly, measures
from padan.web.official.paper_report import report_of
from padan.web.official.papers import Dressed, content_of
from padan.web.official.selectors import standing_get
from padan.web.periods.models import Period
from padan.web.periods.services import touched
from padan.web.review.models import Case, CaseKind, CaseState, Decision
from padan.web.review.verdicts import verdicts_follow
from padan.web.runs.models import Run, RunRow
from padan.web.runs.services import run_perform
from thorough import one_in

pytestmark = [pytest.mark.one_database, one_in(4)]


@pytest.fixture
def run(cast: Cast, settings: Any, tmp_path: Path) -> Run:
    settings.HOME = tmp_path
    found = run_perform(period=tiny_city.make_city(cast))
    assert found is not None
    assert found.state == "published", found.fault
    return found


def figures_of(run: Run, office: Office) -> Figures:
    grounds = grounds_of(run.period, run, office)
    return figures_whole(grounds, figures_shown(grounds))


def by_month(lines: Any) -> Counter[tuple[str, str, str, str]]:
    """(segment, month, measure, unit) -> how many, save what is given to nobody."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for line in lines:
        for measure, units in line.items():
            if isinstance(units, dict) and measure != "unassigned":
                for unit in ("person_months", "rupiah", "due"):
                    found[line["segment"], line["month"], measure, unit] += units.get(unit, 0)
    return +found


def test_contributions_by_month_of_all_offices_are_those_of_the_city(cast: Cast, run: Run) -> None:
    parts = [by_month(figures_of(run, cast.offices[name]).monthly) for name in ("legok", "murni")]
    rest = Monthly()
    for row in RunRow.objects.exclude(office__in=[cast.offices[name] for name in ("legok", "murni")]):
        assert row.bucket == "not_listed"
        rest.add(row.segment, row.months, row.amounts)
    city = by_month(run.summary["money"]["by_segment_and_month"])
    assert city["rt", "2024-12", "missing", "rupiah"] > 0
    assert sum(parts, by_month(rest.told())) == city
    legok = figures_of(run, cast.offices["legok"])
    assert all(check.holds for check in legok.checks)
    assert "Kurang: jumlah semua bulan = seluruhnya" in {check.name for check in legok.checks}
    grounds = standing_get(cast.lukman, run.period, cast.offices["legok"]).grounds
    assert grounds is not None
    signed = services.sign(
        acting=cast.lukman, period=run.period, office=cast.offices["legok"], digest=shown_digest(figures_shown(grounds))
    )
    money = report_of(signed, legok).money
    assert [(row.month, row.missing.rupiah) for row in money if row.missing.rupiah] == [("2024-12", 16_800)]


def test_papers_say_both_readings_of_the_heads_of_rt_and_offices_add_up_to_the_run(cast: Cast, run: Run) -> None:
    """Whether they are BPU or PU is not settled: the sentence of the run's own minutes stands in each paper."""
    first, other = run.summary["money"]["readings"]
    parts = [figures_of(run, cast.offices[name]).readings for name in ("legok", "murni")]
    assert all(len(lines) == 1 for lines in parts)
    (whole,) = figures_of(run, cast.offices["bappeda"]).readings
    for told, line, sums in ((first, "due", whole.due), (other, "would", whole.would)):
        assert sums == (told["due"]["person_months"], told["due"]["rupiah"], told["unknown"]["person_months"])
        assert tuple(map(sum, zip(*(getattr(lines[0], line) for lines in parts), strict=True))) == sums
    (found,) = unsettled_segments(run.summary)
    bappeda = cast.offices["bappeda"]
    of_city = report_of(SignOff(period=run.period, office=bappeda), figures_of(run, bappeda))
    assert of_city.unsettled == (found,)
    shown = figures_of(run, cast.offices["legok"])
    signed = SignOff(period=run.period, office=cast.offices["legok"], figures=shown.as_json(), version=1)
    assert figures_from(signed.figures) == shown
    (own,) = report_of(signed, shown).unsettled
    notes = [part["note"] for part in official_data(content_of(Dressed(signed)), ())["sections"]]
    assert any(in_a_sentence(own, "id") in note for note in notes)
    assert "Ketua RT: belum pasti BPU atau PU. Dihitung sebagai BPU" in in_a_sentence(own, "id")


def test_a_verdict_elsewhere_moves_no_figure_of_an_office_that_it_does_not_touch(cast: Cast, run: Run) -> None:
    before = figures_of(run, cast.offices["legok"])
    row = RunRow.objects.filter(office=cast.offices["murni"], side="list", bucket="matched").first()
    assert row
    case = Case.objects.create(
        period=run.period, key="k", kind=CaseKind.PAIR, left=row.row, right=row.match, run=run,
        state=CaseState.ANSWERED, answer="beda", sequence=1,
    )  # fmt: skip
    said = Decision.objects.create(
        case=case, sequence=1, answer="beda", by=cast.murni_lurah.user, by_name="Yusuf", office=cast.offices["murni"],
        role="lurah",
    )  # fmt: skip
    assert verdicts_follow(case, said)
    touched(period=run.period)
    period = Period.objects.get()
    assert standing_get(cast.lukman, period, cast.offices["legok"]).clear
    assert standing_get(cast.murni_lurah, period, cast.offices["murni"]).run_state == "stale"
    later = run_perform(period=period)
    assert later is not None
    assert same_figures(before, figures_of(later, cast.offices["legok"]))
    assert RunRow.objects.get(run=later, row=row.row).bucket != "matched"


@pytest.mark.parametrize(
    ("status", "due", "paid", "told"),
    [
        ("paid", 16_800, 16_800, {"due": 16_800, "paid": 16_800}),
        ("unpaid", 16_800, 0, {"due": 16_800, "missing": 16_800}),
        ("partial", 16_800, 10_000, {"due": 16_800, "paid": 10_000, "missing": 6_800}),
        ("paid_twice", 16_800, 33_600, {"due": 16_800, "paid": 33_600, "in_excess": 16_800}),
        ("after_death", 0, 16_800, {"paid": 16_800, "in_excess": 16_800}),
        ("unknown", None, 20_000, {"unknown": 20_000}),
        ("review", 16_800, 0, {"review": 16_800}),
    ],
)
def test_measures_of_one_month(status: str, due: int | None, paid: int, told: dict[str, int]) -> None:
    assert dict(measures(status, due, paid)) == told
