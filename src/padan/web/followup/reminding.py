"""Reminders to offices with follow-ups that are late: written at once, sent by the worker, and a text to copy."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation

from padan.domain.followups import WITH_OFFICE
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.followup.models import FollowUp, Nudge, NudgeRule
from padan.web.followup.refusals import NO_SUCH_PAUSE, NOBODY_LATE
from padan.web.periods.reminding import AT_ONCE, GIVE_UP_AFTER, TRY_AGAIN_AFTER
from padan.web.refusals import FORBIDDEN
from padan.web.roles import Role
from padan.web.templatetags.indonesian import day

SUBJECT = "Tindak lanjut yang ditunggu"
FIRST_HOUR = 7
"""Nobody is written to at night."""
LONGEST_PAUSE = 60
"""Days between two reminders, at most."""


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
    asked = _written(late, acting)
    event_append(action="followup.remind", acting=acting, detail={"offices": [office.name for office, _t in late]})
    return asked


def _written(late: Sequence[tuple[Office, Sequence[FollowUp]]], acting: Appointment | None) -> list[Nudge]:
    """A reminder to each office, and what it speaks of."""
    by = acting.user if acting else None
    asked = [Nudge.objects.create(office=office, text=nudge_text(office, tasks), asked_by=by) for office, tasks in late]
    for one, (_office, tasks) in zip(asked, late, strict=True):
        one.follow_ups.set(tasks)
    return asked


@transaction.atomic
def nudge_rule_set(*, acting: Appointment, on: bool, every_days: int, request: HttpRequest | None = None) -> NudgeRule:
    """Switch on or off that late follow-ups are reminded of without anybody asking, and how often."""
    if acting.role != Role.BAPPEDA:
        raise FORBIDDEN
    if not 1 <= every_days <= LONGEST_PAUSE:
        raise NO_SUCH_PAUSE
    made = NudgeRule.objects.create(on=on, every_days=every_days, by=acting.user)
    event_append(
        action="followup.remind_rule", acting=acting, request=request, about=made,
        detail={"on": on, "days": every_days},
    )  # fmt: skip
    return made


def nudge_rule() -> NudgeRule | None:
    """The rule that holds; None where nobody has stated one: nothing goes out by itself."""
    return NudgeRule.objects.order_by("-pk").first()


def nudges_by_rule(now: datetime) -> int:
    """Once a day, from seven in the morning: remind each office of its late follow-ups of which nobody was reminded
    for as many days as the rule says. How many reminders were written.

    All in one transaction that holds the rule: broken off, nothing of it stands; done, the day is done. A follow-up
    that Bappeda reminded of by hand waits as long.
    """
    local = timezone.localtime(now)
    rule = nudge_rule()
    if rule is None or not rule.on or local.hour < FIRST_HOUR or rule.looked_on == local.date():
        return 0
    with transaction.atomic():
        held = NudgeRule.objects.select_for_update().get(pk=rule.pk)
        if held.looked_on == local.date():
            return 0
        late = _late(local.date(), timedelta(days=held.every_days))
        held.looked_on = local.date()
        held.save(update_fields=["looked_on"])
        if late:
            _written(late, None)
            told = {"offices": [office.name for office, _t in late], "tasks": sum(len(tasks) for _o, tasks in late)}
            event_append(action="followup.remind_itself", about=held, detail=told)
    return len(late)


def _late(today: date, pause: timedelta) -> list[tuple[Office, list[FollowUp]]]:
    """What each office is late with and was not reminded of since; counted in days, not in hours."""
    since = timezone.make_aware(datetime.combine(today - pause + timedelta(days=1), time.min))
    late = FollowUp.objects.filter(state__in=WITH_OFFICE, due__lt=today).exclude(nudges__asked_at__gte=since)
    found: dict[Office, list[FollowUp]] = {}
    for one in late.select_related("office").order_by("office__name", "due", "pk"):
        found.setdefault(one.office, []).append(one)
    return list(found.items())


def nudges_send() -> int:
    """Send what waits; how many went out. A failure is noted on the reminder and tried again later. A worker that is
    killed while it sends leaves the reminder as it is: it may have gone out, and none goes out twice."""
    now = timezone.now()
    waiting = Nudge.objects.filter(sent_at=None, asked_at__gte=now - GIVE_UP_AFTER).select_related("office")
    due = [one for one in waiting.order_by("pk") if _is_due(one, now, TRY_AGAIN_AFTER)]
    return sum(_send(one) for one in due[:AT_ONCE])


def _is_due(one: Nudge, now: datetime, pause: timedelta) -> bool:
    return one.tried_at is None or (bool(one.failed) and one.tried_at <= now - pause)


def _send(one: Nudge) -> bool:
    failure = ""
    Nudge.objects.filter(pk=one.pk).update(tried_at=timezone.now(), failed="")
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
