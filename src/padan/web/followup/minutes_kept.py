"""All that the minutes of a meeting print, as it is kept when the meeting is closed; and from there to the papers."""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from padan.documents.meeting_content import (
    AttendanceSheet,
    Correction,
    Decision,
    FigureLine,
    Invitation,
    Minutes,
    Occasion,
    Point,
    Seat,
    Signer,
)
from padan.documents.official_content import Proof
from padan.documents.wording import day
from padan.domain.dates import MONTH_NAMES
from padan.web.accounts.models import Appointment
from padan.web.followup.attending import door_picture
from padan.web.followup.meeting_figures import figures_of
from padan.web.followup.models import Addendum, Attendee, FollowUp, How, Meeting, MinutesSign, Part
from padan.web.followup.people import heads_of, post_of
from padan.web.followup.selectors import agenda_of, decisions_of, invited_of, present_of
from padan.web.official.letterheads import letterhead_from, stated
from padan.web.official.papers import moment
from padan.web.roles import OfficeKind

Kept = Mapping[str, Any]
MANY = 3
"""From so many offices of one kind on, a decision names the kind and how many."""
STATES = {"good": "tercapai", "near": "hampir tercapai", "bad": "belum tercapai"}
DRAFT = "RANCANGAN: rapat belum ditutup"


def digest_of(kept: Kept) -> str:
    """SHA-256 over what is kept."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@translation.override("id")
def kept_of(acting: Appointment, meeting: Meeting, number: str = "") -> dict[str, Any]:
    """Everything as it is now."""
    invited, present = invited_of(meeting), present_of(meeting)
    came = {one.office_id for one in present}
    decisions = decisions_of(meeting)
    return {
        "title": meeting.title,
        "day": str(meeting.day),
        "hour": f"{meeting.starts_at:%H.%M}",
        "venue": meeting.venue,
        "number": number or meeting.minutes_number,
        "letterhead": stated(meeting.office),
        "chair": _person(meeting.chair, meeting.chair_title),
        "secretary": _person(meeting.secretary, meeting.secretary_title),
        "points": [
            {
                "title": item.title,
                "said": item.said,
                "decisions": grouped([one for one in decisions if one.agenda_id == item.pk]),
            }
            for item in agenda_of(meeting)
        ],
        "figures": figures_of(acting, meeting).as_json(),
        "present": [_attendee(one) for one in present],
        "absent": [office.name for office in invited if office.pk not in came],
        "invited": len(invited),
    }


def _person(one: Appointment, title: str) -> dict[str, str]:
    return {"name": one.user.full_name, "nip": one.user.nip, "title": title}


def _attendee(one: Attendee) -> dict[str, str]:
    at = f"{timezone.localtime(one.at):%H.%M}"
    how = {How.SCAN: f"hadir lewat QR {at}", How.CODE: f"hadir lewat kode {at}"}.get(How(one.how), "")
    return {"name": one.name, "nip": one.nip, "title": one.title, "office": one.office_name, "signature": how}


def grouped(decisions: Sequence[FollowUp]) -> list[dict[str, Any]]:
    """Decisions of the same words and day as one line with all its offices."""
    found: dict[tuple[str, date], list[FollowUp]] = {}
    for one in decisions:
        found.setdefault((one.what, one.first_due), []).append(one)
    return [
        {"what": what, "due": str(due), "who": who_of(ones), "follow_ups": [one.pk for one in ones]}
        for (what, due), ones in found.items()
    ]


def who_of(follow_ups: Sequence[FollowUp]) -> str:
    """ "68 kelurahan; BPKAD Kota Jambi", with the person where it is one office alone."""
    if len(follow_ups) == 1:
        one = follow_ups[0]
        return f"{one.office.name}: {one.person.user.full_name}" if one.person else one.office.name
    told = []
    for kind in (OfficeKind.KECAMATAN, OfficeKind.KELURAHAN):
        names = [one.office.name for one in follow_ups if one.office.kind == kind]
        told += [f"{len(names)} {kind.value}"] if len(names) > MANY else names
    in_tree = (OfficeKind.KECAMATAN, OfficeKind.KELURAHAN)
    return "; ".join([*told, *(one.office.name for one in follow_ups if one.office.kind not in in_tree)])


# ---- papers ---------------------------------------------------------------------------------------------------------


def month_words(month: date) -> str:
    """ "November 2024"."""
    return f"{MONTH_NAMES[month.month - 1]} {month.year}"


def _occasion(kept: Kept) -> Occasion:
    month = str(kept["figures"]["month"])
    words = month_words(date.fromisoformat(f"{month}-01"))
    return Occasion(kept["title"], date.fromisoformat(kept["day"]), f"{kept['hour']} WIB", kept["venue"], words)


def signature_kept(one: MinutesSign) -> dict[str, str]:
    """A signature as a paper keeps it."""
    return {
        "part": one.part,
        "name": one.name,
        "nip": one.nip,
        "title": title_told(one),
        "signed_at": timezone.localtime(one.signed_at).isoformat(),
    }


def title_told(one: MinutesSign) -> str:
    """In which quality somebody signed: `Kepala Bidang, Plh. Sekretaris Daerah`."""
    word = {"plt": "Plt. ", "plh": "Plh. "}.get(one.standing, "")
    return f"{one.title}, {word}{one.on_behalf_of}" if one.on_behalf_of else one.title


def _signers(kept: Kept, signatures: Iterable[Mapping[str, str]]) -> tuple[Signer, Signer]:
    signed = {one["part"]: one for one in signatures}
    chair = _signer("Pimpinan rapat", kept["chair"], signed.get(Part.CHAIR))
    return chair, _signer("Notulis", kept["secretary"], signed.get(Part.SECRETARY))


def _signer(called: str, person: Mapping[str, str], signed: Mapping[str, str] | None) -> Signer:
    if signed is None:
        return Signer(called, person["title"], person["name"], person["nip"])
    when = moment(datetime.fromisoformat(signed["signed_at"]))
    lines = ("Ditandatangani secara elektronik", when)
    return Signer(called, signed["title"], signed["name"], signed["nip"], lines)


def verify_address(token: str) -> str:
    """Where a paper of a meeting is checked, as its QR says."""
    return f"{settings.SITE_ADDRESS}{reverse('followup:verify', args=[token])}"


def _proof(token: str, digest: str) -> Proof:
    """The QR, and the words beside it."""
    address, out = verify_address(token), io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, border=1, scale=4)
    lines = (
        "Keaslian naskah ini dapat diperiksa siapa saja dengan memindai kode ini atau membuka",
        address,
        f"Sidik isi (SHA-256): {digest}",
    )
    return Proof(out.getvalue(), lines)


def minutes_from(
    kept: Kept, signatures: Iterable[Mapping[str, str]], closed: date | None = None, digest: str = "", token: str = ""
) -> Minutes:
    """The minutes as they are printed. `closed`: on which day the meeting was closed; None: a draft."""
    occasion = _occasion(kept)
    return Minutes(
        letterhead=letterhead_from(kept["letterhead"]),
        occasion=occasion,
        number=kept["number"],
        made=closed or occasion.day,
        points=tuple(
            Point(
                point["title"],
                point["said"],
                tuple(Decision(one["what"], one["who"], date.fromisoformat(one["due"])) for one in point["decisions"]),
            )
            for point in kept["points"]
        ),
        figures=tuple(
            FigureLine(row["name"], row["value"], row["target"], STATES.get(row["state"], ""))
            for row in kept["figures"]["rows"]
        ),
        figures_note=_figures_note(kept["figures"], occasion.figures),
        present=tuple(Seat(**one) for one in kept["present"]),
        absent=tuple(kept["absent"]),
        invited=kept["invited"],
        signers=_signers(kept, signatures),
        proof=_proof(token, digest) if token else None,
        draft="" if closed else DRAFT,
    )


def _figures_note(figures: Kept, month: str) -> str:
    if not figures["rows"]:
        return f"Angka {month} belum tersedia ketika notulen ini dibuat."
    known = moment(datetime.fromisoformat(figures["known_at"]))
    kind = "angka yang sudah ditutup" if figures["closed"] else "angka sementara"
    return f"Angka {month} sebagaimana diketahui {known} ({kind})."


def invitation_of(meeting: Meeting, dated: date) -> Invitation:
    """The letter of invitation; its letterhead is the chair's office's, who signs it."""
    kop = stated(meeting.chair.office)
    signer = Signer("", meeting.chair_title, meeting.chair.user.full_name, meeting.chair.user.nip)
    return Invitation(
        letterhead=letterhead_from(kop),
        occasion=occasion_of(meeting),
        number=meeting.number,
        dated=dated,
        purpose=meeting.purpose or _purpose(meeting),
        agenda=tuple(item.title for item in agenda_of(meeting)),
        invited=tuple(office.name for office in invited_of(meeting)),
        signer=signer,
    )


def occasion_of(meeting: Meeting) -> Occasion:
    """When and where, as the papers tell it."""
    hour = f"{meeting.starts_at:%H.%M} WIB"
    return Occasion(meeting.title, meeting.day, hour, meeting.venue, month_words(meeting.month))


def _purpose(meeting: Meeting) -> str:
    return "monitoring dan evaluasi pelaksanaan program jaminan sosial ketenagakerjaan dan penggunaan dana bantuannya"


def attendance_of(meeting: Meeting, now: datetime, *, with_code: bool) -> AttendanceSheet:
    """The list to sign on paper: every invited office, with its present head."""
    offices = invited_of(meeting)
    heads = heads_of(offices)
    seats = []
    for office in offices:
        head = heads.get(office.pk)
        told = (head.user.full_name, head.user.nip, post_of(head)) if head else ("", "", "")
        seats.append(Seat(office.name, *told))
    code = door_picture(meeting, now, paper=True) if with_code else b""
    return AttendanceSheet(letterhead_from(stated(meeting.office)), occasion_of(meeting), tuple(seats), code=code)


def correction_of(addendum: Addendum, signatures: Iterable[Mapping[str, str]], token: str) -> Correction:
    """An addendum as it is printed."""
    kept = addendum.meeting.kept
    return Correction(
        letterhead=letterhead_from(kept["letterhead"]),
        occasion=_occasion(kept),
        number=addendum.number,
        minutes_number=kept["number"],
        made=timezone.localdate(addendum.at),
        text=addendum.text,
        reason=addendum.reason,
        signers=_signers(kept, signatures),
        proof=_proof(token, addendum.digest),
    )


@translation.override("id")
def invitation_text(meeting: Meeting, address: str) -> str:
    """The ready text for WhatsApp: when, where, what about; nobody's data."""
    weekday = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")[meeting.day.weekday()]
    agenda = [f"{n}. {item.title}" for n, item in enumerate(agenda_of(meeting), 1)]
    return "\n".join(
        [
            "Yth. Bapak/Ibu,",
            f"mohon hadir dalam rapat {meeting.title} pada",
            f"Hari, tanggal: {weekday}, {day(meeting.day)}",
            f"Pukul: {meeting.starts_at:%H.%M} WIB",
            f"Tempat: {meeting.venue}",
            *(["Agenda:", *agenda] if agenda else []),
            f"Surat undangan dan hal yang perlu disiapkan kantor Bapak/Ibu: {address}",
            "Kehadiran dicatat dengan memindai QR di ruang rapat; mohon membawa ponsel yang dipakai masuk ke Padan.",
            "Terima kasih.",
            meeting.office.name,
        ]
    )
