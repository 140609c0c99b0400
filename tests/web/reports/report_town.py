"""The cast's city with figures, money, an activity and a follow-up: what a report is made of."""

import sys
from datetime import date, timedelta
from pathlib import Path

from cast import Cast, signed_in
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

sys.path.append(str(Path(__file__).parents[1] / "monitoring"))
sys.path.append(str(Path(__file__).parents[1] / "funds"))
sys.path.append(str(Path(__file__).parents[1] / "followup"))

from followup_town import task, today
from money import Money
from stored_figures import CITY, LEGOK, MURNI, RAWASARI, SIPIN, keep_months

from padan.domain.report_frame import Span
from padan.web.accounts.models import Appointment
from padan.web.funds.models import Activity, Source
from padan.web.funds.services import allocate
from padan.web.monitoring.models import FigureSet
from padan.web.regions.models import Region
from padan.web.reports.composing import Composed, Composer
from padan.web.reports.models import Report
from padan.web.reports.selectors import place_get
from padan.web.reports.services import Signing, sign
from padan.web.reports.signing import shown_digest
from told_again import told_again

SPAN = Span(2024, 4)
DAY = date(2025, 1, 13)


@told_again
def make_town(cast: Cast) -> Cast:
    """Figures of September and December 2024, the money of 2024, one activity with an obstacle, one late follow-up."""
    if not FigureSet.objects.exists():
        keep_months()
    money = Money(cast)
    for name in ("legok", "murni", "rawasari"):
        allocate(
            acting=cast.bappeda, source=money.source(), year=2024, amounts={money.place(name): 100_000_000},
            day=date(2024, 4, 1), reference="SK Gubernur 1",
        )  # fmt: skip
        money.arrive(name, 30_000_000, 2024, 1, date(2024, 5, 2))
    money.arrive("murni", 70_000_000, 2024, 2, date(2024, 11, 7))
    Activity.objects.create(
        place=cast.offices["legok"].region, source=Source.objects.get(key="bkbk"), year=2024, use="jalan",
        title="Perbaikan jalan RT 05", ceiling=28_000_000, realised=20_000_000, physical=60,
        obstacle="Menunggu SPJ tahap I", follow_up="Menyusun SPJ", in_charge="Lurah Legok", due=date(2025, 1, 31),
        changed_by=cast.lukman.user,
    )  # fmt: skip
    task(cast, "legok", "Melengkapi SPJ tahap I", days=-5)
    return cast


def composed(acting: Appointment, code: str = LEGOK, span: Span = SPAN) -> Composed:
    """The report of a place as it would be now."""
    with translation.override("id"):
        return Composer(acting, span).compose(place_get(acting, code), timezone.localdate())


def signed(acting: Appointment, code: str = LEGOK, span: Span = SPAN, **said: str) -> Report:
    """Somebody signs the report as it stands."""
    told = Signing(shown_digest(composed(acting, code, span)), **said)
    return sign(acting=acting, place=Region.objects.get(code=code), span=span, said=told)


def page(acting: Appointment, code: str = LEGOK) -> str:
    """The page of a report, which must be answered."""
    answer = signed_in(acting).get(address(code))
    assert answer.status_code == 200
    return answer.content.decode()


def address(code: str = LEGOK, name: str = "report") -> str:
    """Where a report's page is, or what is posted to it."""
    return reverse(f"reports:{name}", args=[SPAN.key, code])


def browser(acting: Appointment) -> Client:
    """A browser in which that person has signed in."""
    return signed_in(acting)


__all__ = ["CITY", "LEGOK", "MURNI", "RAWASARI", "SIPIN", "task", "timedelta", "today"]
