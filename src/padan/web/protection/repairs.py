"""What answers from outside show to be wrong in an office's own list: put to that office until it is mended."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from padan.documents.outgoing_lists import OutgoingList, write_outgoing
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import download_log, event_append
from padan.web.protection.models import EnquiryLine, PersonSource, Repair, RepairKind, SourceKind
from padan.web.protection.refusals import NOT_WAITING
from padan.web.refusals import NOT_THERE

KIND_OF = {"deceased": RepairKind.DECEASED, "moved": RepairKind.MOVED, "not_matched": RepairKind.NIK}


def repairs_raise(lines: Sequence[EnquiryLine]) -> int:
    """One repair for each office in whose list the person stands, and for the candidate's own; gives how many are new.

    Called in the transaction that takes the answer."""
    wrong = []
    for line in lines:
        if line.word in KIND_OF and line.answered_on is not None:
            source = f"{line.enquiry.get_asked_display()}: {line.note}".rstrip(": ")
            candidate = line.candidate
            wrong.append((candidate.person_id, candidate.office_id, KIND_OF[line.word], line.answered_on, source))
    return repairs_told(wrong)


def repairs_told(wrong: Sequence[tuple[int, int, RepairKind, date, str]]) -> int:
    """The same of (person, office of the candidate, what is wrong, as of which day, who says so)."""
    listed = _listed({person for person, *_ in wrong})
    made = [
        Repair(person_id=person, office_id=office, kind=kind, day=day, source=source[:200])
        for person, own, kind, day, source in wrong
        for office in sorted({own, *listed.get(person, ())})
    ]
    open_now = set(Repair.objects.filter(done_at=None).values_list("person_id", "office_id", "kind"))
    new = {(r.person_id, r.office_id, str(r.kind)): r for r in made}
    return len(Repair.objects.bulk_create([r for key, r in new.items() if key not in open_now], batch_size=500))


def _listed(persons: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    sources = PersonSource.objects.filter(person__in=persons, kind=SourceKind.LIST, detached_at=None)
    for person, office in sources.values_list("person_id", "office_id"):
        found.setdefault(person, set()).add(office)
    return found


@transaction.atomic
def repair_done(*, acting: Appointment, repair: Repair, note: str = "") -> Repair:
    """The office mended its list, or says why there is nothing to mend. Raises ConflictError where that was said."""
    if repair.office_id != acting.office_id:
        raise NOT_THERE
    repair = Repair.objects.select_for_update().get(pk=repair.pk)
    if repair.done_at is not None:
        raise NOT_WAITING
    repair.done_at, repair.done_by_name, repair.note = timezone.now(), acting.user.full_name, note.strip()[:300]
    repair.save(update_fields=["done_at", "done_by_name", "note"])
    event_append(action="protection.repair", acting=acting, about=repair, detail={"kind": repair.kind})
    return repair


def repairs_workbook(acting: Appointment, office: Office) -> bytes:
    """The open repairs of an office as a workbook; the download is logged."""
    found = Repair.objects.filter(office=office, done_at=None).select_related("person").order_by("pk")
    headings = ["NIK", _("Nama"), _("Yang perlu diperbaiki"), _("Per tanggal"), _("Sumber")]
    lines = [
        [repair.person.nik, repair.person.name, str(repair.get_kind_display()), f"{repair.day:%d-%m-%Y}", repair.source]
        for repair in found
    ]
    title, out = f"{_('Perbaikan daftar')}, {office.name}", BytesIO()
    note = _("Perbaiki di daftar kantor, lalu tandai selesai di halaman.")
    write_outgoing(out, OutgoingList(_("Perbaikan"), title, note, headings, lines))
    download_log(acting=acting, what="protection.repairs", about=office, rows=len(lines))
    return out.getvalue()
