"""What the walk of rights asks for: a line, a sheet and a table of death rates; all are the city's."""

from datetime import date

from cast import Cast
from evaluation_city import SOURCE, accepted_sheet, households
from rights_samples import Sample

from padan.statistics.lines import Line
from padan.web.evaluation.models import Computed, MortalityTable
from padan.web.evaluation.services import About, line_enter, sheet_receive


def samples(cast: Cast) -> dict[str, Sample]:
    """Objects of this room."""
    bappeda = cast.people["bappeda"]
    line = line_enter(
        acting=bappeda, line=Line("bps", 600_000), first_month=date(2024, 1, 1), last_month=None, sourced=SOURCE
    )
    about = About("expenditure", "Survei", "Uji", date(2024, 12, 1), True, False)
    sheet = sheet_receive(acting=bappeda, about=about, file=households(["A,,,Legok,4,500000,1,k1"]))
    table = MortalityTable.objects.create(name="Uji", source="Uji", bands=[])
    counting = accepted_sheet(cast, ["A,,,Legok,4,500000,1,k1"])
    poverty = {"lines": [], "households": 1, "aided": 0, "aid": 0, "too_few": True}
    Computed.objects.create(key=f"poverty:{counting}", month=date(2024, 12, 1), marks="", result=poverty)
    _computed()
    one = Sample({"pk": sheet.pk})
    return {
        "evaluation:line_withdraw": Sample({"pk": line.pk}),
        "evaluation:sheet": one,
        "evaluation:sheet_accept": one,
        "evaluation:sheet_withdraw": one,
        "evaluation:mortality_withdraw": Sample({"pk": table.pk}),
    }


def _computed() -> None:
    """Results for the downloads whose addresses name no matter; the smallest that can be shown."""
    day = date(2024, 12, 1)
    errors = {
        "eligible": 0, "missed": 0, "reached": 0, "leaks": {}, "leaked": 0, "unknown": 0, "uncertain": 0,
        "exclusion": None, "inclusion": None, "if_unknown_leak": None, "waiting": 0, "if_waiting_due": None,
    }  # fmt: skip
    groups = {key: [] for key in ("kelurahan", "sex", "age", "decile", "job")}
    Computed.objects.create(key="targeting:tkk", month=day, marks="", result={"whole": errors, "groups": groups})
    shares = {"index": None, "targeting": None, "curve": [[0, 0]], "shares": [0.0], "people_shares": [0.0]}
    people = {"known": 0, "reached": 0, "payees": 0, "paid": 0}
    incidence = {"people": [{"key": "1", **people}], "without": people, "by_heads": shares, "by_money": shares}
    Computed.objects.create(key="incidence:", month=day, marks="", result=incidence)
    funnel = {"target": 0.1, "spread": 1.0, "widened": False, "places": [], "curve": []}
    funnels = dict.fromkeys(("complete", "nik_failing", "solved"), funnel)
    Computed.objects.create(
        key="quality", month=day, marks="", result={"period": "2024-Q4", "offices": {}, "funnels": funnels}
    )
