"""Reminders to offices that are late: written at once, sent by the worker, and a ready text to copy."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.periods.models import Period, Reminder, Requirement
from padan.web.periods.refusals import NOBODY_CHOSEN
from padan.web.refusals import FORBIDDEN
from padan.web.roles import Role
from padan.web.templatetags.indonesian import day

TRY_AGAIN_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=3)
"""A reminder that could not be sent in three days no longer says anything useful."""
AT_ONCE = 50


@translation.override("id")
def reminder_text(period: Period, lacking: Sequence[Requirement]) -> str:
    """The ready text, for e-mail and for WhatsApp alike: Indonesian, in whatever language its sender works. It names
    lists and days, never a person."""
    lines = [f"- {lacking_name(requirement)}, paling lambat {day(requirement.due)}" for requirement in lacking]
    return "\n".join(
        [
            f"Yth. Bapak/Ibu, {lacking[0].office.name}." if lacking else "Yth. Bapak/Ibu.",
            f"Untuk rekonsiliasi kepesertaan BPJS Ketenagakerjaan {period.name}, kami masih menunggu:",
            *lines,
            f"Mohon dikirim lewat {settings.SITE_ADDRESS}",
            "Bila tidak ada perubahan dari daftar yang lalu, cukup tekan tombol “Tidak ada perubahan”. Terima kasih.",
            "Bappeda",
        ]
    )


def lacking_name(requirement: Requirement) -> str:
    """What is asked, in a few words: `Daftar orang, Ketua RT`."""
    segment = requirement.get_segment_display()
    return f"{requirement.get_kind_display()}, {segment}" if segment else str(requirement.get_kind_display())


@transaction.atomic
def reminders_ask(
    *, acting: Appointment, period: Period, lacking: Sequence[tuple[Office, Sequence[Requirement]]]
) -> list[Reminder]:
    """Write a reminder to each office for what it lacks; the worker sends them. Raises RefusedError where none."""
    if acting.role != Role.BAPPEDA:
        raise FORBIDDEN
    if not lacking:
        raise NOBODY_CHOSEN
    asked = [
        Reminder(period=period, office=office, text=reminder_text(period, lists), asked_by=acting.user)
        for office, lists in lacking
    ]
    Reminder.objects.bulk_create(asked)
    offices = [office.name for office, _ in lacking]
    event_append(action="periods.remind", acting=acting, about=period, detail={"offices": offices})
    return asked


def reminders_send() -> int:
    """Send what waits; how many went out. A failure is noted on the reminder and tried again later."""
    now = timezone.now()
    waiting = Reminder.objects.filter(sent_at=None, asked_at__gte=now - GIVE_UP_AFTER)
    due = [r for r in waiting.select_related("office", "period").order_by("pk") if _is_due(r, now)]
    return sum(_send(reminder) for reminder in due[:AT_ONCE])


def _is_due(reminder: Reminder, now: datetime) -> bool:
    return not reminder.failed or reminder.tried_at is None or reminder.tried_at <= now - TRY_AGAIN_AFTER


def _send(reminder: Reminder) -> bool:
    subject = f"Daftar yang ditunggu: {reminder.period.name}"
    failure = ""
    if not reminder.office.email:
        failure = "Kantor ini belum mempunyai alamat surel.\n\nThis office has no email address yet."
    else:
        try:
            EmailMessage(subject, reminder.text, to=[reminder.office.email]).send()
        except (OSError, SMTPException) as error:
            name = type(error).__name__
            failure = f"Surel tidak terkirim ({name}).\n\nThe email was not sent ({name})."
    now = timezone.now()
    reminder.tried_at, reminder.failed = now, failure
    reminder.sent_at = None if failure else now
    reminder.save(update_fields=["tried_at", "failed", "sent_at"])
    return not failure
