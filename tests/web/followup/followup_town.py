"""A small town for follow-ups: tasks that Bappeda gives, and a meeting that may be anywhere on its way."""

from datetime import date, time, timedelta

from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from padan.web.accounts.models import Office
from padan.web.followup.deciding import Decided
from padan.web.followup.making import NewMeeting
from padan.web.followup.models import EarlyWarning, FollowUp, Meeting
from padan.web.followup.people import head_of
from padan.web.followup.services import decide, follow_up_give, meeting_close, meeting_make
from padan.web.followup.tasking import NewTask

PROOF = b"%PDF-1.4 bukti"


def today() -> date:
    return timezone.localdate()


def proof(name: str = "bukti.pdf", content: bytes = PROOF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def task(cast: Cast, office: str = "legok", what: str = "SPJ 1", days: int = 7) -> FollowUp:
    """A follow-up that Bappeda gives; `days` below nothing: its day has passed."""
    wanted = cast.offices[office]
    due = today() + timedelta(days=max(days, 0))
    given = NewTask(what, wanted, due, head_of(wanted))
    made = follow_up_give(acting=cast.bappeda, task=given, today=today())
    if days < 0:
        late = today() + timedelta(days=days)
        FollowUp.objects.filter(pk=made.pk).update(due=late, first_due=late)
        made.refresh_from_db()
    return made


def warning(office: Office, rule: str = "spj_blocks", **more: object) -> EarlyWarning:
    """A warning for an office, as the worker writes it."""
    words = {"source": "BKBK", "year": 2025, "stage": 2}
    told = {"count": 1, "amount": 35_000_000, "words": words, "since": today(), **more}
    return EarlyWarning.objects.create(rule=rule, place=office.region, office=office, **told)


INVITED = ("legok", "murni", "sipin", "bpkad", "bpjs", "dinsos")


def meeting(cast: Cast, *, days: int = 0, invited: tuple[str, ...] = INVITED) -> Meeting:
    """A meeting so many days from now; the Sekda leads it, Bappeda writes."""
    told = NewMeeting(
        title="Monev BKBK",
        day=today() + timedelta(days=days),
        starts_at=time(9, 0),
        venue="Aula Bappeda",
        month=date(2025, 11, 1),
        chair=cast.leader,
        chair_title="Sekretaris Daerah Kota Jambi",
        secretary=cast.bappeda,
        invited=tuple(cast.offices[name] for name in invited),
    )
    return meeting_make(acting=cast.bappeda, meeting=told)


def decided(cast: Cast, held: Meeting, what: str = "SPJ 2", offices: tuple[str, ...] = ("legok",)) -> list[FollowUp]:
    """A decision on the meeting's first point."""
    item = held.agenda.all()[0]
    words = Decided(what, [cast.offices[name] for name in offices], today() + timedelta(days=10))
    return decide(acting=cast.bappeda, meeting=held, item=item, decided=words, today=today())


def closed(cast: Cast, **more: object) -> Meeting:
    """A meeting with one decision that was closed."""
    held = meeting(cast, **more)  # type: ignore[arg-type]
    decided(cast, held)
    return meeting_close(acting=cast.bappeda, meeting=held, number="005/1/2025")
