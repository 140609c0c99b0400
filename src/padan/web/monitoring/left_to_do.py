"""What this room adds to the home page: definitions of which Padan ships a newer one than Bappeda holds."""

from django.urls import reverse
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment
from padan.web.monitoring.newer import newer_shipped
from padan.web.periods.models import Period
from padan.web.periods.todo import Todo
from padan.web.roles import Role


def todos(acting: Appointment, period: Period) -> list[Todo]:
    """Bappeda's own definitions stay; that there is a newer one is said until it is looked at."""
    if Role(acting.role) is not Role.BAPPEDA:
        return []
    return [
        Todo(
            _("Padan membawa definisi baru untuk indikator “%(name)s”; definisi Anda tetap berlaku.")
            % {"name": one.held.name_id},
            1,
            reverse("monitoring:indicator", args=[one.held.key]),
            button=_("Bandingkan"),
        )
        for one in newer_shipped()
    ]
