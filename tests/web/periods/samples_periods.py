"""Objects of this room for the walk of rights: a period is everybody's, and Bappeda alone changes it."""

from datetime import date

from cast import Cast
from rights_samples import Sample

from padan.web.periods.models import Requirement
from padan.web.periods.services import NewPeriod, period_open


def samples(cast: Cast) -> dict[str, Sample]:
    """A period with what it asks."""
    period = period_open(acting=cast.bappeda, period=NewPeriod(key="2025-02", due=date(2025, 3, 15)))
    asked = Requirement.objects.filter(period=period).first()
    assert asked is not None
    names = ("board_of", "requirements", "change", "close", "requirement_add", "reminders")
    return {
        **{f"periods:{name}": Sample({"key": period.key}) for name in names},
        "periods:requirement_remove": Sample({"requirement": asked.pk}),
    }
