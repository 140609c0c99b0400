"""Objects of this room for the walk of rights: a list of Legok, one of Rawasari, one of each other kind of office."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from cast import Cast
from rights_samples import Sample

sys.path.insert(0, str(Path(__file__).parent))
from list_files import BUDI, handed_in

from padan.web.lists import services
from padan.web.lists.models import Upload
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.periods.services import NewPeriod, period_open, requirement_add
from padan.web.roles import Role

DUE = date(2025, 2, 15)
OWN = {
    Role.KECAMATAN_CLERK: "sipin", Role.CAMAT: "sipin", Role.OPD_CLERK: "dinsos", Role.BPJS: "bpjs",
    Role.BAPPEDA: "bappeda", Role.PEMERINTAHAN: "pemerintahan",
}  # fmt: skip
"""Whose own list is not Legok's, and which it is."""
SENDERS = {
    "legok": "siti", "rawasari": "rawasari_clerk", "sipin": "kecamatan_clerk", "dinsos": "opd", "bpjs": "branch",
    "bappeda": "bappeda", "pemerintahan": "pemerintahan",
}  # fmt: skip
HEADINGS = {Kind.POSTS: ("Kelurahan", "RT", "Nama", "Jabatan"), Kind.GROUPS: ("NPP", "Instansi", "Segmen", "Ket")}


def samples(cast: Cast) -> dict[str, Sample]:
    """Files handed in by each, read and waiting."""
    stated = NewPeriod(key="2025-01", due=DUE, opds=[cast.offices["dinsos"]])
    period = period_open(acting=cast.bappeda, period=stated)
    for office, kind in (("bappeda", Kind.GROUPS), ("pemerintahan", Kind.POSTS)):
        requirement_add(acting=cast.bappeda, period=period, office=cast.offices[office], kind=kind)
    uploads = {office: _upload(cast, period, office) for office in SENDERS}
    asked = {office: {"requirement": upload.requirement_id} for office, upload in uploads.items()}
    files = {office: {"upload": upload.pk} for office, upload in uploads.items()}
    rows: dict[str, dict[str, Any]] = {office: {"row": upload.rows.get().pk} for office, upload in uploads.items()}
    people = {office: asked[office] | rows[office] for office in SENDERS}
    offices = {office: {"office": cast.offices[office].pk, "key": period.key} for office in SENDERS}
    read = {Role.OPD_CLERK: "dinsos", Role.BPJS: "bpjs"}
    return {
        "lists:office": _sample(offices, read),
        **{f"lists:{name}": _sample(asked, OWN) for name in ("requirement", "prefilled", "unchanged")},
        "lists:blank": _sample(asked, read),
        "lists:person_add": _sample(asked, OWN),
        "lists:person_change": _sample(people, OWN),
        **{f"lists:{name}": _sample(files, OWN) for name in ("mapping", "accept", "withdraw", "original", "troubled")},
        **{f"lists:{name}": _sample(files, read) for name in ("upload", "rows")},
        "lists:row": _sample(rows, OWN),
        "lists:reveal": _sample(rows, read),
    }


def _sample(made: dict[str, dict[str, Any]], own: dict[Role, str]) -> Sample:
    return Sample(made["legok"], made["rawasari"], own={role: made[office] for role, office in own.items()})


def _upload(cast: Cast, period: Period, office: str) -> Upload:
    found = Requirement.objects.filter(period=period, office=cast.offices[office]).select_related("office", "period")
    asked = found.exclude(kind=Kind.PAYMENTS).order_by("segment").first()
    assert asked is not None
    headings = HEADINGS.get(Kind(asked.kind), ("NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin"))
    line = {Kind.POSTS: ("Legok", "05", "Budi", "Ketua RT"), Kind.GROUPS: ("NP000001", "Dinas Sosial", "TKK", "")}
    file = handed_in([line.get(Kind(asked.kind), BUDI)], headings=headings)
    return services.upload_receive(acting=cast.people[SENDERS[office]], requirement=asked, file=file)
