"""Who stands for an office: its head, else who holds it."""

from collections.abc import Iterable

from padan.web.accounts.models import Appointment, Office
from padan.web.official.letterheads import title_of
from padan.web.official.tree import SIGNERS
from padan.web.roles import ROLES_OF, OfficeKind, Role

_PREFIX = {"plt": "Plt. ", "plh": "Plh. "}


def head_role(office: Office) -> Role:
    """The role whose holder answers for an office."""
    kind = OfficeKind(office.kind)
    return SIGNERS.get(kind) or ROLES_OF[kind][-1]


def heads_of(offices: Iterable[Office]) -> dict[int, Appointment]:
    """The head of each office that has one, by the office's id; in one query."""
    wanted = {office.pk: office for office in offices}
    held = Appointment.objects.filter(office__in=wanted, until=None).select_related("user", "office__region")
    found: dict[int, Appointment] = {}
    for one in held.order_by("-since", "-id"):
        if one.role == head_role(wanted[one.office_id]):
            found[one.office_id] = one
    return found


def head_of(office: Office) -> Appointment | None:
    """The head of an office; None where nobody holds it."""
    return heads_of([office]).get(office.pk)


def post_of(appointment: Appointment) -> str:
    """`Plt. Lurah Legok`."""
    return _PREFIX.get(appointment.standing, "") + title_of(appointment)
