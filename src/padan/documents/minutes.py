"""The minutes (berita acara): an A4 PDF/A-2b, in Indonesian whatever the language of the messages.

The frame is that of a reconciliation between a city and its insurer. The paper is put together here as plain data
and handed to the typesetter as JSON, so that no text of a file can ever be taken for markup.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import typst
from num2words import num2words

from padan.documents import minutes_figures as figures
from padan.documents.annexes import named_lists
from padan.documents.content import Annex, Report
from padan.documents.paper_tables import ZERO_WIDTH_SPACE, PaperTable, paginate
from padan.documents.wording import day, number
from padan.domain.dates import MONTH_NAMES
from padan.domain.errors import UsageError
from padan.domain.letterhead import BLANK, Agreed, Letterhead, Signatory

TEMPLATE = Path(__file__).with_name("minutes.typ")
TITLE = "Berita Acara Rekonsiliasi Data Kepesertaan dan Iuran Program Jaminan Sosial Ketenagakerjaan"
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
UNDATED = date(1970, 1, 1)
"""What a PDF/A must say as its date where the paper itself has none: plainly no real one."""

CALLED = ("PIHAK KESATU", "PIHAK KEDUA")
CLOSING = (
    "Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) bermeterai cukup, masing-masing "
    "mempunyai kekuatan hukum yang sama, untuk dipergunakan sebagaimana mestinya. Lampiran merupakan bagian yang tidak "
    "terpisahkan dari Berita Acara ini."
)

PAGE_MM = 157.0
FIRST_PAGE_MM = 146.0
BLANK_AGREEMENTS = 3
BLANK_WITNESSES = 2

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_COVERED = ((0x20, 0x7E), (0xA0, 0x24F), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x20AC, 0x20AC))
_UNPRINTABLE = "?"

Data = dict[str, Any]


def drafted_paper(report: Report, letterhead: Letterhead | None, annexes: Iterable[Annex]) -> Data:
    """The minutes as data, ready for the typesetter. Without a letterhead, numbers, date, place and parties are dotted
    lines to fill in by hand."""
    return printable(paper_data(report, letterhead or BLANK, annexes))  # type: ignore[no-any-return]


def write_paper(path: Path, paper: Data, letterhead: Letterhead | None) -> None:
    """Typesets what was drafted, without need of Python: something else can be done meanwhile.

    The same content gives the same bytes: no date of making, no fonts of the machine.

    Raises UsageError where the letterhead's picture cannot be printed.
    """
    try:
        path.write_bytes(typeset(paper))
    except typst.TypstError as error:
        if letterhead is None or letterhead.logo is None:
            raise
        raise UsageError(
            f"gambar pada kop ({letterhead.logo.kind}) tidak dapat dicetak; simpan ulang sebagai PNG atau SVG",
            f"the letterhead's picture ({letterhead.logo.kind}) cannot be printed; save it again as PNG or SVG",
        ) from error


def typeset(paper: Data) -> bytes:
    """The paper typeset as PDF/A-2b, with the fonts the typesetter brings along and no others."""
    pdf: bytes = typst.compile(
        TEMPLATE,
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        pdf_tags=False,
        timestamp=0,
    )
    return pdf


def paper_data(report: Report, letterhead: Letterhead, annexes: Iterable[Annex]) -> Data:
    """All that is printed, as plain data for the typesetter."""
    made = letterhead.day or UNDATED
    behind = list(_annexes(report, annexes))
    return {
        "title": TITLE,
        "made": [made.year, made.month, made.day],
        "draft": _draft(report),
        "kop": _kop(letterhead),
        "footing": "Berita Acara Rekonsiliasi",
        "initials": ["Pihak Kesatu", "Pihak Kedua"],
        "about": [],
        "numbers": [
            ["Nomor (Pihak Kesatu)", letterhead.first_number],
            ["Nomor (Pihak Kedua)", letterhead.second_number],
        ],
        "opening": _opening(letterhead),
        "parties": [
            {"lines": party_lines(letterhead.first), "called": CALLED[0], "acts": ""},
            {"lines": party_lines(letterhead.second), "called": CALLED[1], "acts": ""},
        ],
        "bases": list(letterhead.bases),
        "intro": _intro(report),
        "warnings": _warnings(report),
        "sections": list(_sections(report, letterhead)),
        "annex_list": [{"label": a["label"], "title": a["title"], "note": a["note"]} for a in behind],
        "annexes": [a for a in behind if a["pages"]],
        "city": letterhead.city,
        "day": day(letterhead.day) if letterhead.day else "",
        "closing": CLOSING,
        "signs": {
            "parties": [
                {**signatory_data(letterhead.first), "called": CALLED[0], "stamp": True, "signed": []},
                {**signatory_data(letterhead.second), "called": CALLED[1], "stamp": True, "signed": []},
            ],
            "acknowledging": signatory_data(letterhead.acknowledging),
            "witnesses": [signatory_data(w) for w in letterhead.witnesses or (Signatory(),) * BLANK_WITNESSES],
        },
        "proof": None,
        "version": report.version,
    }


def _draft(report: Report) -> str:
    if not report.draft:
        return ""
    return f"RANCANGAN: {number(report.open_review)} baris masih harus diputuskan"


def _kop(letterhead: Letterhead) -> Data:
    logo = letterhead.logo
    return {
        "government": letterhead.government,
        "office": letterhead.office,
        "address": letterhead.address,
        "contact": letterhead.contact,
        "logo": {"kind": logo.kind, "bytes": list(logo.data)} if logo else None,
    }


def _opening(letterhead: Letterhead) -> Data:
    """The day in words: "Rabu", "Delapan Belas", "Desember", "Dua Ribu Dua Puluh Empat", "18-12-2024"."""
    when = letterhead.day
    if when is None:
        return {"weekday": "", "day": "", "month": "", "year": "", "numeric": "", "place": letterhead.place}
    return {
        "weekday": WEEKDAYS[when.weekday()],
        "day": _in_words(when.day),
        "month": MONTH_NAMES[when.month - 1],
        "year": _in_words(when.year),
        "numeric": f"{when.day:02}-{when.month:02}-{when.year}",
        "place": letterhead.place,
    }


def _in_words(value: int) -> str:
    return str(num2words(value, lang="id")).title()


def party_lines(signatory: Signatory) -> list[list[str]]:
    """What is told of a party, line by line."""
    lines = [["Nama", signatory.name], ["NIP", signatory.nip], ["Jabatan", signatory.post]]
    return [*lines, ["Instansi", signatory.office], *([["Alamat", signatory.address]] if signatory.address else [])]


def signatory_data(signatory: Signatory) -> Data:
    """One who signs, for the typesetter."""
    return {
        "name": signatory.name,
        "nip": signatory.nip,
        "rank": signatory.rank,
        "post": signatory.post,
        "office": signatory.office,
    }


def _intro(report: Report) -> str:
    parts = ["Kedua belah pihak telah merekonsiliasi data kepesertaan dan iuran Program Jaminan Sosial Ketenagakerjaan"]
    if report.period:
        parts.append(f"untuk periode {report.period}")
    sides = ((report.list_as_of, "data Pemerintah Daerah"), (report.participants_as_of, "data BPJS Ketenagakerjaan"))
    known = [f"{label} per {day(when)}" for when, label in sides if when]
    if known:
        parts.append(f"atas {' dan '.join(known)}")
    city, insurer = number(report.side_rows("list")), number(report.side_rows("participants"))
    parts.append(f"yang meliputi {city} baris Data Pemda dan {insurer} baris Data BPJS")
    return f"{' '.join(parts)}, dengan hasil sebagai berikut."


def _warnings(report: Report) -> list[str]:
    found = list(report.notes)
    if report.gap_is_wide:
        found.insert(
            0,
            f"Tanggal data kedua pihak berselisih {report.gap_days} hari, lebih dari 31 hari; sebagian perbedaan dapat "
            "berasal dari selisih waktu itu.",
        )
    return found


def section(title: str, *tables: PaperTable, text: str = "", note: str = "") -> Data:
    """One lettered section."""
    return {"title": title, "text": text, "tables": [table.as_data() for table in tables], "note": note}


def _sections(report: Report, letterhead: Letterhead) -> Iterator[Data]:
    recap = (figures.by_kecamatan(report.recap), figures.by_segment(report.recap))
    yield section("Rekapitulasi", *recap, note=figures.RECAP_NOTE)
    if report.money:
        note = figures.money_note(report.money, report.elsewhere, report.unsettled)
        yield section("Iuran", figures.money_by_month(report.money), note=note)
    else:
        yield section("Iuran", text="Data iuran tidak disertakan dalam rekonsiliasi ini.")
    if report.posts:
        note = figures.posts_note(report.insured_without_a_post)
        yield section("Jabatan ketua RT", figures.posts_by_kecamatan(report.posts), note=note)
    yield _findings(report)
    text = (
        ""
        if not report.draft
        else (f"Sebanyak {number(report.open_review)} baris belum diputuskan dan dihitung sebagai belum selesai.")
    )
    yield section("Kesepakatan dan tindak lanjut", figures.agreements(_agreed(report, letterhead)), text=text)


def _findings(report: Report) -> Data:
    if not report.findings:
        return section("Temuan", text="Tidak ada temuan.")
    return section("Temuan", figures.findings(report.findings), note=figures.findings_note(report.findings))


def _agreed(report: Report, letterhead: Letterhead) -> list[Agreed]:
    """What the letterhead says was agreed, then what the figures ask for; blank lines where there is nothing."""
    proposed = [Agreed(follow_up.what, follow_up.who, follow_up.due) for follow_up in report.follow_ups]
    return [*letterhead.agreed, *proposed] or [Agreed()] * BLANK_AGREEMENTS


def _annexes(report: Report, annexes: Iterable[Annex]) -> Iterator[Data]:
    named = (annex_data(n.title, n.note, *([n.table] if n.table else [])) for n in named_lists(report.risks, annexes))
    for position, annex in enumerate([*_figure_annexes(report), *named, _proof(report)], 1):
        yield {"label": roman(position), **annex}


def _figure_annexes(report: Report) -> Iterator[Data]:
    yield annex_data("Rekapitulasi per kelurahan dan segmen", figures.RECAP_NOTE, figures.whole_recap(report.recap))
    if report.money:
        yield annex_data(
            "Iuran per bulan dan segmen", figures.WHOLE_MONEY_NOTE, *figures.whole_money_tables(report.money)
        )
    if report.offices:
        note = "Setiap baris dihitung pada instansi yang mengirimnya."
        yield annex_data(
            "Rekapitulasi per instansi pengirim", note, figures.by_place("Instansi pengirim", report.offices)
        )
    if report.residences:
        note = "Setiap baris dihitung pada tempat tinggal menurut datanya."
        yield annex_data("Rekapitulasi per tempat tinggal", note, figures.by_place("Tempat tinggal", report.residences))
    if report.posts:
        yield annex_data("Jabatan ketua RT per kelurahan", "", figures.whole_posts(report.posts))


def _proof(report: Report) -> Data:
    note = "Berkas yang dibaca dengan sidik SHA-256 isinya, dan jumlah yang membuktikan diri."
    tables = ([figures.checks(report.checks)] if report.checks else []) + [figures.inputs(report.inputs)]
    return annex_data("Berkas masukan dan pembuktian jumlah", note, *tables)


def annex_data(title: str, note: str, *tables: PaperTable) -> Data:
    """One annex, cut into pages."""
    pages = paginate(tables, PAGE_MM, FIRST_PAGE_MM) if tables else []
    return {"title": title, "note": note, "follows": False, "pages": pages}


def roman(value: int) -> str:
    """4 -> "IV"."""
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def printable(value: Any) -> Any:
    """The same data with every sign that the paper's font lacks replaced (PDF/A allows no missing glyph)."""
    if isinstance(value, str):
        return (
            value
            if value.isascii() and value.isprintable()
            else "".join(map(_sign, unicodedata.normalize("NFC", value)))
        )
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def _sign(character: str) -> str:
    code = ord(character)
    known = character == ZERO_WIDTH_SPACE or any(first <= code <= last for first, last in _COVERED)
    return character if known else _UNPRINTABLE
