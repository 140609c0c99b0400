"""Appending to the trail."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from padan.web.addresses import client_address
from padan.web.audit.models import Event
from padan.web.audit.origin import ORIGIN

if TYPE_CHECKING:
    from padan.web.accounts.models import Appointment, User


def event_append(
    *,
    action: str,
    acting: "Appointment | None" = None,
    user: "User | None" = None,
    request: HttpRequest | None = None,
    about: Any = None,
    detail: dict[str, Any] | None = None,
) -> Event:
    """Append one event in the caller's transaction. `about`: the model object it tells of."""
    who = acting.user if acting else user
    return Event.objects.create(
        at=timezone.now(),
        actor=who,
        actor_name=who.full_name if who else "",
        office_name=acting.office.name if acting else "",
        action=action,
        object_kind=about._meta.label_lower if about is not None else "",
        object_id=str(about.pk) if about is not None else "",
        detail=detail or {},
        address=client_address(request) if request else ORIGIN.get(),
    )


def reading_log(
    *, acting: "Appointment", about: Any, reason: str, request: HttpRequest | None = None, many: int = 1
) -> Event:
    """An unmasked NIK was read: whose row (or how many at once), and why."""
    detail: dict[str, Any] = {"reason": reason[:300]}
    if many > 1:
        detail["many"] = many
    return event_append(action="audit.nik_read", acting=acting, about=about, detail=detail, request=request)


def download_log(
    *, acting: "Appointment", what: str, about: Any = None, request: HttpRequest | None = None, rows: int | None = None
) -> Event:
    """A file went out: what it was, and how many rows it held."""
    detail: dict[str, Any] = {"what": what} if rows is None else {"what": what, "rows": rows}
    return event_append(action="audit.download", acting=acting, about=about, detail=detail, request=request)
