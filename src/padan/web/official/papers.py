"""From a signature to what its paper says: figures as they were signed, words as an official paper writes them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from padan.documents.annexes import MOST_ROWS
from padan.documents.content import (
    Annex,
    BucketRow,
)
from padan.documents.official_content import Carried as CarriedLine
from padan.documents.official_content import (
    Change,
    OfficialPaper,
    Party,
    Proof,
    Signature,
)
from padan.documents.wording import BUCKETS, day, number, segment_label
from padan.domain.letterhead import Letterhead, Signatory
from padan.web import vault
from padan.web.official.figures import Difference, Figures, differences, figures_from
from padan.web.official.letterheads import acknowledging_from, letterhead_from
from padan.web.official.models import Paper, SignOff
from padan.web.official.naming import people_read
from padan.web.official.paper_report import answers_of, months_of, period_words, report_of, segments_of
from padan.web.official.selectors import before, title_told
from padan.web.official.tree import TOP, gathers
from padan.web.roles import OfficeKind

CLOSING = (
    "Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya. Lampiran merupakan "
    "bagian yang tidak terpisahkan dari Berita Acara ini."
)
CLOSING_OF_TWO = (
    "Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua), masing-masing mempunyai kekuatan hukum "
    "yang sama, untuk dipergunakan sebagaimana mestinya. Lampiran merupakan bagian yang tidak terpisahkan dari Berita "
    "Acara ini."
)
MASKED = " NIK pada lampiran disamarkan; NIK lengkap ada pada berita acara kantor yang bertanggung jawab atas orangnya."
UNSIGNED = "RANCANGAN: belum ditandatangani"
UNNAMED = "SALINAN TANPA NAMA: bukan naskah yang ditandatangani"


class Dressed:
    """A signature with what its paper needs: the figures, the people, who signed, and the version before.

    `signatures` is empty for a draft of what nobody has signed yet; its `people` are given, for they are kept nowhere.
    Not `named`: the figures alone, without anybody by name.
    """

    def __init__(
        self,
        main: SignOff,
        signatures: Sequence[SignOff] = (),
        paper: Paper | None = None,
        people: bytes = b"",
        *,
        named: bool = True,
    ) -> None:
        self.main = main
        self.signatures = signatures
        self.paper = paper
        self.figures = figures_from(main.figures)
        self.letterhead: Mapping[str, str] = main.letterhead
        self.named = named
        self.buckets: Mapping[str, list[BucketRow]] = {}
        self.carried: tuple[CarriedLine, ...] = ()
        told = people or (vault.read(self.figures.people) if self.figures.people and named else b"")
        if told:
            self.buckets, self.carried = people_read(told)

    @property
    def day(self) -> date | None:
        """The day of the last signature."""
        return max((timezone.localdate(one.signed_at) for one in self.signatures), default=None)

    @property
    def slug(self) -> str:
        """What its files are called."""
        return slug_of(self.main)


def slug_of(signoff: SignOff) -> str:
    """ "berita-acara-kelurahan-legok-2024-q4-v1"."""
    name = "kota" if signoff.office.kind in TOP else signoff.office.name
    plain = "".join(c if c.isalnum() else "-" for c in name.lower())
    return f"berita-acara-{'-'.join(filter(None, plain.split('-')))}-{signoff.period.key.lower()}-v{signoff.version}"


def dressed(paper: Paper) -> Dressed:
    """What a paper prints."""
    return Dressed(paper.signoff, paper.signatures, paper)


def annexes_of(found: Dressed) -> list[Annex]:
    """People by name: findings first; those on whom both sides agree only where all of them fit."""
    left, made = MOST_ROWS, []
    for bucket in BUCKETS:
        rows = found.buckets.get(bucket.key, [])
        wanted = 0 if bucket.key == "matched" and len(rows) > left else min(len(rows), left)
        left -= wanted
        made.append(Annex(bucket.key, rows[:wanted], len(rows)))
    return made


def content_of(found: Dressed) -> OfficialPaper:
    """All that the paper says."""
    figures, main = found.figures, found.main
    of_city = main.office.kind in TOP
    earlier = before(main) if found.signatures else None
    return OfficialPaper(
        report=report_of(main, figures),
        letterhead=_letterhead(found),
        about=(*_about(main), main.period.name),
        numbers=tuple(_numbers(found)),
        intro=_intro(found),
        closing=_closing(main),
        footing=f"Berita Acara {'Kota' if of_city else main.office.name}, versi {main.version}",
        parties=tuple(_parties(found)),
        initials=("Pihak Kesatu", "Pihak Kedua") if of_city else (_initial(main),),
        draft=_draft(found),
        acknowledging=acknowledging_from(found.letterhead) if of_city else None,
        single=not gathers(main.office),
        segments=tuple(segments_of(figures)),
        months=tuple(months_of(figures)),
        answers=tuple(answers_of(figures)),
        carried=found.carried,
        signatures=tuple(_signatures(figures)),
        changes=tuple(_changes(earlier, figures)) if earlier else (),
        replaces=_replaces(earlier) if earlier else "",
        proof=_proof(found),
        workbook=f"{found.slug}.xlsx",
    )


def _closing(main: SignOff) -> str:
    if main.office.kind in TOP:
        return CLOSING_OF_TWO + MASKED
    return CLOSING + (MASKED if gathers(main.office) else "")


def _draft(found: Dressed) -> str:
    figures = found.figures
    if not found.named:
        return UNNAMED
    waiting = max(figures.open_review, figures.open_cases)
    if waiting:
        return f"RANCANGAN: {number(waiting)} baris masih harus diputuskan"
    return "" if found.signatures else UNSIGNED


def _about(main: SignOff) -> Iterator[str]:
    office = main.office
    if office.kind in TOP:
        yield office.region.name
    elif office.kind == OfficeKind.KELURAHAN and office.region.parent:
        yield f"{office.name}, Kecamatan {office.region.parent.name}"
    else:
        yield office.name


def _letterhead(found: Dressed) -> Letterhead:
    kept = letterhead_from(found.letterhead)
    fields = {name: getattr(kept, name) for name in kept.__slots__}
    return Letterhead(**{**fields, "day": found.day})


def _numbers(found: Dressed) -> Iterator[tuple[str, str]]:
    if found.main.office.kind not in TOP:
        yield "Nomor", str(found.letterhead.get("number", ""))
        return
    signed = {one.office.kind: str(one.letterhead.get("number", "")) for one in found.signatures}
    yield "Nomor (Pihak Kesatu)", signed.get(OfficeKind.BAPPEDA, "")
    yield "Nomor (Pihak Kedua)", signed.get(OfficeKind.BPJS, "")


def _intro(found: Dressed) -> str:
    figures, period = found.figures, found.main.period
    counts = figures.counts
    told = (("data Pemerintah Daerah", "list"), ("data BPJS Ketenagakerjaan", "participants"))
    known = [
        f"{label} per {day(date.fromisoformat(when))}" for label, side in told if (when := figures.as_of.get(side))
    ]
    upon = f" atas {' dan '.join(known)}" if known else ""
    return (
        "Data kepesertaan dan iuran Program Jaminan Sosial Ketenagakerjaan untuk periode "
        f"{period_words(period.first_month, period.last_month)} telah direkonsiliasi{upon}, meliputi "
        f"{number(counts.list_rows)} baris Data Pemda dan {number(counts.participant_rows)} baris Data BPJS, dengan "
        "hasil sebagai berikut."
    )


def moment(when: datetime) -> str:
    """ "18 Desember 2024 pukul 14.05 WIB"."""
    local = timezone.localtime(when)
    return f"{day(local.date())} pukul {local:%H.%M} WIB"


def _signed(one: SignOff) -> tuple[str, str]:
    return "Ditandatangani secara elektronik", moment(one.signed_at)


def _signatory(one: SignOff) -> Signatory:
    kept = one.letterhead
    rank = "" if one.on_behalf_of else str(kept.get("rank", ""))
    return Signatory(
        name=one.name,
        nip=one.nip,
        rank=rank,
        post=title_told(one),
        office=one.office.name,
        address=kept.get("address", ""),
    )


def _parties(found: Dressed) -> Iterator[Party]:
    if found.main.office.kind in TOP:
        yield from _both_parties(found)
        return
    acknowledging = acknowledging_from(found.letterhead)
    yield Party(acknowledging, "Mengetahui", told=False)
    for one in found.signatures:
        acts = f"bertindak untuk dan atas nama {one.office.name},"
        yield Party(_signatory(one), "Yang Menandatangani", acts, _signed(one))
    if not found.signatures:
        office = found.main.office.name
        yield Party(Signatory(office=office), "Yang Menandatangani", f"bertindak untuk dan atas nama {office},")


def _both_parties(found: Dressed) -> Iterator[Party]:
    signed = {one.office.kind: one for one in found.signatures}
    for kind, called in ((OfficeKind.BAPPEDA, "PIHAK KESATU"), (OfficeKind.BPJS, "PIHAK KEDUA")):
        one = signed.get(kind)
        if one:
            acts = f"bertindak untuk dan atas nama {one.office.name},"
            yield Party(_signatory(one), called, acts, _signed(one), stamp=True)
        else:
            yield Party(Signatory(), called, stamp=True)


def _initial(main: SignOff) -> str:
    return {OfficeKind.KELURAHAN: "Lurah", OfficeKind.KECAMATAN: "Camat"}.get(OfficeKind(main.office.kind), "Kepala")


def _signatures(figures: Figures) -> Iterator[Signature]:
    for line in figures.below:
        signed = moment(datetime.fromisoformat(line.signed_at))
        yield Signature(line.office, line.name, line.nip, line.title, signed, line.version, line.digest[:12])


LABELS: dict[str, str | Promise] = {
    "list_rows": _("Data Pemda"),
    "participant_rows": _("Data BPJS"),
    "matched": _("Cocok"),
    "differs": _("Beda data"),
    "not_registered": _("Hanya Pemda"),
    "not_listed": _("Hanya BPJS"),
    "duplicate": _("Ganda"),
    "review": _("Perlu ditinjau"),
    "rejected": _("Ditolak"),
    "deceased": _("Meninggal"),
    "people": _("Jumlah TK yang iurannya seharusnya dibayar"),
    "due": _("Iuran seharusnya (Rp)"),
    "paid": _("Iuran dibayar (Rp)"),
    "missing": _("Iuran kurang (Rp)"),
    "excess": _("Iuran lebih (Rp)"),
    "carried": _("Dibawa ke periode berikut"),
}
"""Words of the figures that two versions are compared by."""


def difference_label(one: Difference) -> str:
    """ "Cocok, Ketua RT": on a paper in Indonesian, on a page in the page's language."""
    label = str(LABELS[one.what])
    return f"{label}, {segment_label(one.segment, get_language() or 'id')}" if one.segment else label


def _changes(earlier: SignOff, figures: Figures) -> Iterator[Change]:
    for one in differences(figures_from(earlier.figures), figures):
        yield Change(difference_label(one), one.before, one.after)


def _replaces(earlier: SignOff) -> str:
    when = f" pada {moment(earlier.undone_at)}" if earlier.undone_at else ""
    reason = earlier.undo_reason.rstrip(".")
    return (
        f"Naskah ini menggantikan versi {earlier.version} (ditandatangani {moment(earlier.signed_at)}), yang "
        f"dibatalkan{when} dengan alasan: {reason}."
    )


def verify_address(token: str) -> str:
    """Where a paper is checked, as its QR says."""
    return f"{settings.SITE_ADDRESS}{reverse('official:verify', args=[token])}"


def _proof(found: Dressed) -> Proof | None:
    if found.paper is None:
        return None
    address = verify_address(found.paper.token)
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, border=1, scale=4)
    lines = (
        "Keaslian naskah ini dapat diperiksa siapa saja dengan memindai kode ini atau membuka",
        address,
        f"Versi {found.main.version}. Sidik angka yang ditandatangani: {found.main.digest[:32]}",
    )
    return Proof(out.getvalue(), lines)
