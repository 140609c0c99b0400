"""Asking for a run by hand. Apart from what runs it, so that pages need not load the engine."""

from django.db import transaction

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.periods.models import Period
from padan.web.periods.services import touched


@transaction.atomic
def run_ask(*, acting: Appointment, period: Period) -> None:
    """Ask for another run of a period, say after a fault of the program was mended."""
    touched(period=period)
    event_append(action="runs.ask", acting=acting, about=period, detail={"period": period.key})
