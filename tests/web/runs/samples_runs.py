"""Objects of this room for the walk of rights: a period is everybody's; its rows are looked at by their own test."""

from datetime import date

from cast import Cast
from django.utils import timezone
from rights_samples import Sample

from padan.web.periods.services import NewPeriod, period_open
from padan.web.runs.models import CurrentRun, Run, RunState


def samples(cast: Cast) -> dict[str, Sample]:
    """A period with a published run of nobody."""
    period = period_open(acting=cast.bappeda, period=NewPeriod(key="2025-03", due=date(2025, 4, 15)))
    run = Run.objects.create(period=period, number=1, state=RunState.PUBLISHED, ended_at=timezone.now())
    CurrentRun.objects.create(period=period, run=run)
    return {
        f"runs:{name}": Sample({"key": period.key}) for name in ("progress", "progress_part", "again", "result", "rows")
    }
