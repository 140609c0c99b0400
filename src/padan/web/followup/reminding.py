"""Reminders to offices with follow-ups that are late: written at once, sent by the worker, and a text to copy."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.followup.models import FollowUp, Nudge
from padan.web.followup.refusals import NOBODY_LATE
from padan.web.periods.reminding import AT_ONCE, GIVE_UP_AFTER, TRY_AGAIN_AFTER
from padan.web.refusals import FORBIDDEN
from padan.web.roles import Role
from padan.web.templatetags.indonesian import day

SUBJECT = "Tindak lanjut yang ditunggu"


@translation.override("id")
def nudge_text(office: Office, late: Sequence[FollowUp]) -> str:
    """The ready text, for e-mail and for WhatsApp alike: what is asked and by when, never a person's data."""
    address = f"{settings.SITE_ADDRESS}{reverse('followup:home')}"
    return "\n".join(
        [
            f"Yth. Bapak/Ibu, {office.name}.",
            "Kami mengingatkan tindak lanjut berikut:",
            *(f"- {one.what} (batas waktu {day(one.due)})" for one in late),
            f"Mohon diperbarui keadaannya dan dilampirkan buktinya di {address}",
            "Terima kasih.",
            "Bappeda",
        ]
    )


@transaction.atomic
def nudges_ask(*, acting: Appointment, late: Sequence[tuple[Office, Sequence[FollowUp]]]) -> list[Nudge]:
    """Write a reminder to each office; the worker sends them. Raises RefusedError where none."""
    if acting.role != Role.BAPPEDA:
        raise FORBIDDEN
    if not late:
        raise NOBODY_LATE
    asked = [Nudge(office=office, text=nudge_text(office, tasks), asked_by=acting.user) for office, tasks in late]
    Nudge.objects.bulk_create(asked)
    event_append(action="followup.remind", acting=acting, detail={"offices": [office.name for office, _t in late]})
    return asked


def nudges_send() -> int:
    """Send what waits; how many went out. A failure is noted on the reminder and tried again later."""
    now = timezone.now()
    waiting = Nudge.objects.filter(sent_at=None, asked_at__gte=now - GIVE_UP_AFTER).select_related("office")
    due = [one for one in waiting.order_by("pk") if _is_due(one, now, TRY_AGAIN_AFTER)]
    return sum(_send(one) for one in due[:AT_ONCE])


def _is_due(one: Nudge, now: datetime, pause: timedelta) -> bool:
    return not one.failed or one.tried_at is None or one.tried_at <= now - pause


def _send(one: Nudge) -> bool:
    failure = ""
    if not one.office.email:
        failure = "Kantor ini belum mempunyai alamat surel.\n\nThis office has no email address yet."
    else:
        try:
            EmailMessage(SUBJECT, one.text, to=[one.office.email]).send()
        except (OSError, SMTPException) as error:
            name = type(error).__name__
            failure = f"Surel tidak terkirim ({name}).\n\nThe email was not sent ({name})."
    now = timezone.now()
    one.tried_at, one.failed, one.sent_at = now, failure, None if failure else now
    one.save(update_fields=["tried_at", "failed", "sent_at"])
    return not failure
