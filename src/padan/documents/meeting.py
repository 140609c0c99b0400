"""The papers of a monev meeting as PDF/A-2b: invitation, attendance list, minutes, addendum.

The same content gives the same bytes. No text of a person can be taken for markup: the typesetter reads JSON.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import typst
from num2words import num2words

from padan.documents.meeting_content import (
    AttendanceSheet,
    Correction,
    Invitation,
    Minutes,
    Occasion,
    Point,
    Seat,
    Signer,
)
from padan.documents.minutes import WEEKDAYS, Data, printable
from padan.documents.official_content import Proof
from padan.documents.paper_tables import PaperColumn, PaperTable
from padan.documents.wording import day, number
from padan.domain.letterhead import Letterhead

TEMPLATE = Path(__file__).with_name("meeting.typ")
_INVITED = (PaperColumn("No", 10, "right"), PaperColumn("Kantor", 72)) * 2
_SEATS = (
    PaperColumn("No", 9, "right"),
    PaperColumn("Nama dan NIP", 52),
    PaperColumn("Jabatan, kantor", 58),
    PaperColumn("Tanda tangan", 46, "center"),
)
_DECISIONS = (
    PaperColumn("No", 9, "right"),
    PaperColumn("Keputusan", 84),
    PaperColumn("Penanggung jawab", 42),
    PaperColumn("Batas waktu", 30),
)
_FIGURES = (
    PaperColumn("Angka", 72),
    PaperColumn("Nilai", 45, "right"),
    PaperColumn("Target", 20, "right"),
    PaperColumn("Penilaian", 28, "center"),
)
LINE_BREAK = " ¶ "
"""Between the lines of one cell."""
SEAT_MM = 11.0
"""Height of a line to be signed by hand."""
_BODY, _SMALL = 9.0, 8.5


def invitation_pdf(paper: Invitation) -> bytes:
    """The letter of invitation, with the list of those invited behind it."""
    return _typeset(paper.letterhead, f"Undangan: {paper.occasion.title}", paper.dated, list(_invitation(paper)))


def attendance_pdf(paper: AttendanceSheet) -> bytes:
    """The attendance list, to be signed on paper."""
    title = f"Daftar hadir: {paper.occasion.title}"
    return _typeset(paper.letterhead, title, paper.occasion.day, list(_attendance(paper)))


def minutes_pdf(paper: Minutes) -> bytes:
    """The minutes with decisions, figures and those present; RANCANGAN on every page of a draft."""
    title = f"Notulen: {paper.occasion.title}"
    return _typeset(paper.letterhead, title, paper.made, list(_minutes(paper)), paper.draft)


def correction_pdf(paper: Correction) -> bytes:
    """An addendum."""
    title = f"Adendum {paper.number} notulen: {paper.occasion.title}"
    return _typeset(paper.letterhead, title, paper.made, list(_correction(paper)))


def _typeset(head: Letterhead, title: str, made: date, blocks: Sequence[Data], draft: str = "") -> bytes:
    logo = {"kind": head.logo.kind, "bytes": list(head.logo.data)} if head.logo else None
    data = {
        "title": title,
        "made": [made.year, made.month, made.day],
        "footing": title,
        "draft": draft,
        "kop": {
            "government": head.government,
            "office": head.office,
            "address": head.address,
            "contact": head.contact,
            "logo": logo,
        },
        "blocks": list(blocks),
    }
    pdf: bytes = typst.compile(
        TEMPLATE,
        sys_inputs={"paper": json.dumps(printable(data), ensure_ascii=False)},
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        pdf_tags=False,
        timestamp=0,
    )
    return pdf


# ---- blocks ---------------------------------------------------------------------------------------------------------


def _par(text: str) -> Data:
    return {"kind": "par", "text": text}


def _last(text: str) -> Data:
    """The last words before the signatures, on their page."""
    return {"kind": "last", "text": text}


def _note(text: str) -> Data:
    return {"kind": "note", "text": text}


def _heading(text: str) -> Data:
    return {"kind": "heading", "text": text}


def _titles(*lines: str, numbers: Iterable[tuple[str, str]] = ()) -> Data:
    return {"kind": "titles", "lines": [line for line in lines if line], "numbers": [list(one) for one in numbers]}


def _facts(*rows: tuple[str, str]) -> Data:
    return {"kind": "facts", "rows": [list(row) for row in rows]}


def _numbered(items: Iterable[str]) -> Data:
    return {"kind": "numbered", "items": list(items)}


def _table(columns: tuple[PaperColumn, ...], rows: Sequence[Sequence[str]], *, size: float, height: float = 0) -> Data:
    table = PaperTable(columns, tuple(tuple(row) for row in rows)).as_data()
    return {"kind": "table", "table": table, "size": size, "height": height}


def _signs(dated: str, people: Iterable[Signer], proof: Proof | None = None) -> Data:
    """Who signs, and on the same page the QR that leads to where the paper is checked."""
    told = [
        {"called": s.called, "post": s.post, "name": s.name, "nip": s.nip, "signed": list(s.signed)} for s in people
    ]
    alt = "QR pemeriksaan keaslian"
    code = {"picture": list(proof.picture), "lines": list(proof.lines), "alt": alt} if proof else None
    return {"kind": "signs", "dated": dated, "people": told, "proof": code}


def _when(occasion: Occasion) -> list[tuple[str, str]]:
    weekday = WEEKDAYS[occasion.day.weekday()]
    return [
        ("Hari, tanggal", f"{weekday}, {day(occasion.day)}"),
        ("Pukul", f"{occasion.hour} sampai selesai"),
        ("Tempat", occasion.venue),
    ]


def _dated(head: Letterhead, when: date) -> str:
    return f"{head.city}, {day(when)}" if head.city else day(when)


# ---- papers ---------------------------------------------------------------------------------------------------------


def _invitation(paper: Invitation) -> Iterator[Data]:
    sheets = "1 (satu) lembar"
    yield {
        "kind": "letter",
        "dated": _dated(paper.letterhead, paper.dated),
        "facts": [["Nomor", paper.number], ["Sifat", "Penting"], ["Lampiran", sheets], ["Hal", "Undangan"]],
        "to": ["Kepada", "Yth. Bapak/Ibu (daftar terlampir)", "di Tempat"],
    }
    purpose = paper.purpose.rstrip(". ")
    yield _par(f"Dalam rangka {purpose}, kami mengundang Bapak/Ibu untuk hadir dalam rapat yang diselenggarakan pada:")
    yield _facts(*_when(paper.occasion), ("Acara", paper.occasion.title))
    if paper.agenda:
        yield _par("dengan agenda:")
        yield _numbered(paper.agenda)
    yield _par(
        "Mengingat pentingnya rapat ini, Bapak/Ibu dimohon hadir tepat waktu dan membawa perkembangan terakhir dari "
        f"hal yang menjadi tanggung jawab kantornya. Angka yang dibahas adalah angka {paper.occasion.figures}."
    )
    yield _last("Demikian disampaikan. Atas perhatian dan kehadiran Bapak/Ibu kami ucapkan terima kasih.")
    yield _signs("", [paper.signer])
    yield {"kind": "page"}
    yield _titles("Lampiran surat undangan", "Daftar yang diundang", numbers=[("Nomor", paper.number)])
    yield _table(_INVITED, list(_in_two(paper.invited)), size=_BODY)


def _in_two(names: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """Names in two columns, the left one first."""
    half = (len(names) + 1) // 2
    for n in range(half):
        other = n + half
        beside = (str(other + 1), names[other]) if other < len(names) else ("", "")
        yield (str(n + 1), names[n], *beside)


def _attendance(paper: AttendanceSheet) -> Iterator[Data]:
    yield _titles("Daftar hadir", paper.occasion.title)
    yield _facts(*_when(paper.occasion))
    if paper.code:
        lines = (
            "Yang mempunyai akun cukup memindai kode ini dengan ponsel, lalu menekan “Saya hadir”.",
            "Kode ini hanya berlaku pada hari rapat. Yang tidak memindai menandatangani daftar di bawah.",
        )
        yield {"kind": "code", "picture": list(paper.code), "lines": list(lines), "alt": "QR daftar hadir"}
    rows = [(str(n), _who(seat), _post(seat), seat.signature) for n, seat in enumerate(paper.seats, 1)]
    rows += [(str(n), "", "", "") for n in range(len(rows) + 1, len(rows) + 1 + paper.spare)]
    yield _table(_SEATS, rows, size=_SMALL, height=SEAT_MM)


def _who(seat: Seat) -> str:
    return f"{seat.name}{LINE_BREAK}NIP {seat.nip}" if seat.nip else seat.name


def _post(seat: Seat) -> str:
    if seat.title and seat.office.casefold() not in seat.title.casefold():
        return f"{seat.title}{LINE_BREAK}{seat.office}"
    return seat.title or seat.office


def _in_words(when: date) -> str:
    """ "Rabu tanggal delapan belas bulan Desember tahun dua ribu dua puluh empat (18-12-2024)"."""
    words = (num2words(n, lang="id") for n in (when.day, when.year))
    month = day(when).split()[1]
    told, year = words
    return f"{WEEKDAYS[when.weekday()]} tanggal {told} bulan {month} tahun {year} ({when:%d-%m-%Y})"


def _minutes(paper: Minutes) -> Iterator[Data]:
    occasion = paper.occasion
    yield _titles("Notulen rapat", occasion.title, numbers=[("Nomor", paper.number)])
    chair, secretary = paper.signers[0], paper.signers[-1]
    yield _par(
        f"Pada hari ini {_in_words(occasion.day)}, pukul {occasion.hour}, bertempat di {occasion.venue}, telah "
        f"dilaksanakan rapat yang dipimpin {_told(chair)}, dengan notulis {_told(secretary)}."
    )
    yield _heading("A. Agenda")
    yield _numbered(point.title for point in paper.points)
    yield _heading("B. Angka yang dibahas")
    if paper.figures:
        rows = [(line.name, line.value or "–", line.target or "–", line.state or "–") for line in paper.figures]
        yield _table(_FIGURES, rows, size=_BODY)
    yield _note(paper.figures_note)
    yield _heading("C. Pembahasan dan keputusan")
    for n, point in enumerate(paper.points, 1):
        if point.said.strip() or point.decisions:
            yield from _point(n, point)
    yield from _passed_over(paper.points)
    yield _heading("D. Kehadiran")
    yield _par(_attended(paper))
    if paper.absent:
        yield _par("Kantor yang tidak hadir: " + "; ".join(paper.absent) + ".")
    yield _last("Demikian notulen ini dibuat dengan sebenarnya. Daftar yang hadir terlampir.")
    yield _signs(_dated(paper.letterhead, paper.made), paper.signers, paper.proof)
    yield {"kind": "page"}
    yield _titles("Lampiran notulen", "Daftar yang hadir", numbers=[("Nomor", paper.number)])
    rows = [(str(n), _who(seat), _post(seat), seat.signature) for n, seat in enumerate(paper.present, 1)]
    yield _table(_SEATS, rows, size=_SMALL, height=SEAT_MM)


def _told(signer: Signer) -> str:
    return f"{signer.name}, {signer.post}" if signer.post else signer.name


def _point(n: int, point: Point) -> Iterator[Data]:
    yield {"kind": "heading", "text": f"{n}. {point.title}"}
    for line in filter(None, (part.strip() for part in point.said.splitlines())):
        yield _par(line)
    if point.decisions:
        rows = [(str(k), one.what, one.who, day(one.due)) for k, one in enumerate(point.decisions, 1)]
        yield _table(_DECISIONS, rows, size=_BODY)


def _passed_over(points: Sequence[Point]) -> Iterator[Data]:
    """The points on which nothing was noted, in one line."""
    numbers = [str(n) for n, point in enumerate(points, 1) if not point.said.strip() and not point.decisions]
    if len(numbers) == len(points):
        yield _note("Tidak ada uraian dan keputusan yang dicatat.")
    elif numbers:
        several = f"{', '.join(numbers[:-1])} dan {numbers[-1]}" if len(numbers) > 1 else numbers[0]
        yield _note(f"Tidak ada uraian dan keputusan pada butir {several}.")


def _attended(paper: Minutes) -> str:
    came = paper.invited - len(paper.absent)
    people = number(len(paper.present))
    return f"Diundang {number(paper.invited)} kantor, hadir {number(came)} kantor; yang hadir {people} orang."


def _correction(paper: Correction) -> Iterator[Data]:
    yield _titles(f"Adendum {paper.number}", "Notulen rapat", paper.occasion.title)
    yield _facts(("Nomor notulen", paper.minutes_number), *_when(paper.occasion))
    yield _par("Notulen rapat tersebut dibetulkan sebagai berikut; selebihnya tetap.")
    for line in filter(None, (part.strip() for part in paper.text.splitlines())):
        yield _par(line)
    yield _last(f"Alasan: {paper.reason}")
    yield _signs(_dated(paper.letterhead, paper.made), paper.signers, paper.proof)
