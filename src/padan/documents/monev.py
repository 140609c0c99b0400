"""The report of monitoring and evaluation (laporan monev) of a kelurahan, a kecamatan or the city, as plain data.

In Indonesian whatever the language of the pages, in the chapters that such a report usually has.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from num2words import num2words

from padan.documents import monev_tables as tables
from padan.documents.minutes import PAGE_MM, Data, annex_data, printable, roman
from padan.documents.monev_content import IndicatorLine, MonevReport, MoneyLine, Picture, money_total
from padan.documents.paper_tables import HEADINGS_MM, PaperTable
from padan.documents.wording import day
from padan.domain.figure_words import rupiah, whole
from padan.domain.letterhead import Letterhead, Signatory

TITLE = "Laporan Monitoring dan Evaluasi"
SUBJECT = ("Bantuan Keuangan Bersifat Khusus", "dan Perlindungan Jaminan Sosial Ketenagakerjaan")
UNDATED = date(1970, 1, 1)
"""What a PDF/A must say as its date where the paper has none."""

TITLE_MM = 24.0
"""Room of an annex's title and note, and of the gap above them."""

NO_BASIS = "Belum ada dasar hukum yang tercatat untuk periode ini."
NOT_CERTAIN = " (naskah belum terbaca; belum pasti)"


def report_data(report: MonevReport) -> Data:
    """All that the report prints."""
    annexes = [{"label": roman(n), **annex} for n, annex in enumerate(_packed(_annexes(report)), 1)]
    data = {
        **frame_data(report),
        "heads": heads(report),
        "footing": f"{TITLE} {report.place.title}, {report.period}, versi {report.version}",
        "cover": report.place.level == "kota",
        "cover-picture": [picture_data(p) for p in report.pictures if p.kind == "map"][:1],
        "tiles": [tile_data(one) for one in report.headline],
        "summary": [tied(text) for text in report.texts("summary")],
        "notes": list(report.notes),
        "parts": _numbered(list(_parts(report))),
        "annexes": annexes,
    }
    return printable(data)  # type: ignore[no-any-return]


def frame_data(report: MonevReport) -> Data:
    """What every paper of a report shares: letterhead, number, day, signature, proof."""
    made = report.day or UNDATED
    signatory = report.signatory
    return {
        "title": f"{TITLE} {report.place.title} {report.period}",
        "made": [made.year, made.month, made.day],
        "draft": report.draft,
        "kop": _kop(report.letterhead),
        "number": report.number,
        "year": report.year,
        "city": report.letterhead.city,
        "day": day(report.day) if report.day else "",
        "sign": {**_signatory(signatory), "behalf": report.on_behalf, "signed": list(report.signed)},
        "acknowledging": _signatory(report.acknowledging) if report.acknowledging else None,
        "proof": _proof(report),
    }


def heads(report: MonevReport) -> list[str]:
    """The lines of the title: what, about what, where, when."""
    within = f" Kecamatan {report.place.kecamatan}" if report.place.kecamatan else ""
    return [TITLE, *SUBJECT, f"{report.place.title}{within}", report.period]


def _kop(letterhead: Letterhead) -> Data:
    logo = letterhead.logo
    return {
        "government": letterhead.government,
        "office": letterhead.office,
        "address": letterhead.address,
        "contact": letterhead.contact,
        "logo": {"kind": logo.kind, "bytes": list(logo.data)} if logo else None,
    }


def _signatory(signatory: Signatory) -> Data:
    return {"name": signatory.name, "nip": signatory.nip, "rank": signatory.rank, "post": signatory.post}


def _proof(report: MonevReport) -> Data | None:
    if report.proof is None:
        return None
    alt = "Kode QR menuju halaman pemeriksaan keaslian laporan"
    return {"picture": list(report.proof.picture), "alt": alt, "lines": list(report.proof.lines)}


def tile_data(one: IndicatorLine) -> Data:
    """One figure as a leader sees it first."""
    return {
        "name": one.name,
        "value": tables.value_words(one),
        "note": tables.figure_note(one),
        "words": tables.target_words(one),
        "state": one.state,
    }


def picture_data(one: Picture) -> Data:
    """A drawing for the typesetter."""
    told = {"kind": one.kind, "title": one.title, "svg": one.svg, "alt": one.alt, "note": one.note}
    return {**told, "width": one.width, "number": 0}


_TIES = re.compile(r"(?<=\d) (?=%)|(?<=\bRp) (?=\d)|(?<=\bTahun) (?=\d)|(?<=\d) (?=orang\b|kantor\b|hari\b)")


def tied(text: str) -> str:
    """Running text in which no number is torn from its sign at the end of a line."""
    return _TIES.sub("\u00a0", text)


def _table(found: PaperTable, caption: str, note: str = "") -> Data:
    return {**found.as_data(), "caption": caption, "note": note, "number": 0}


def _section(
    title: str,
    paras: Sequence[str] = (),
    *,
    points: Sequence[str] = (),
    shown: Sequence[Data] = (),
    drawn: Sequence[Picture | None] = (),
) -> Data:
    return {
        "title": title,
        "paras": [tied(text) for text in paras],
        "points": [tied(text) for text in points],
        "tables": list(shown),
        "pictures": [picture_data(one) for one in drawn if one is not None],
    }


def _numbered(parts: list[Data]) -> list[Data]:
    """Tables and pictures counted through the whole report."""
    sections = [section for part in parts for section in part["sections"]]
    for kind in ("tables", "pictures"):
        for number, one in enumerate((one for section in sections for one in section[kind]), 1):
            one["number"] = number
    return parts


def _parts(report: MonevReport) -> Iterator[Data]:
    yield {"title": "BAB I  PENDAHULUAN", "sections": list(_opening(report))}
    yield {"title": "BAB II  HASIL", "sections": list(_results(report))}
    yield {"title": "BAB III  KENDALA", "sections": [_section("", points=report.texts("obstacles"))]}
    yield {"title": "BAB IV  REKOMENDASI", "sections": [_remedies(report)]}
    yield {"title": "BAB V  TINDAK LANJUT", "sections": [_actions(report)]}
    yield {"title": "BAB VI  PENUTUP", "sections": [_section("", [*report.texts("closing"), *_replaces(report)])]}


def _replaces(report: MonevReport) -> list[str]:
    return [report.replaces] if report.replaces else []


def _opening(report: MonevReport) -> Iterator[Data]:
    bases = [one.text + ("" if one.certain else NOT_CERTAIN) for one in report.bases]
    yield _section("A. Latar belakang", report.texts("background"))
    yield _section("B. Dasar hukum", [] if bases else [NO_BASIS], points=bases)
    yield _section("C. Maksud dan tujuan", report.texts("purpose"))
    yield _section("D. Ruang lingkup", report.texts("scope"))
    yield _section("E. Metode", report.texts("method"))


def _results(report: MonevReport) -> Iterator[Data]:
    caption = f"Capaian indikator {report.place.title}, {report.month}"
    shown = [_table(tables.indicators(report.indicators), caption)]
    yield _section("A. Capaian indikator", shown=shown)
    yield _section("B. Uraian capaian", points=_results_told(report), drawn=[report.picture("trend")])
    yield _money(report)
    drawn = [report.picture("map"), report.picture("bars")]
    if any(drawn):
        title = "D. Sebaran wilayah" if report.places else "D. Letak dan perbandingan"
        yield _section(title, drawn=drawn)


def _results_told(report: MonevReport) -> list[str]:
    """The sentences of one indicator make one paragraph."""
    found: dict[str, list[str]] = {}
    for one in report.said:
        if one.chapter == "results":
            found.setdefault(one.key.split(".")[1], []).append(one.text)
    return [" ".join(texts) for texts in found.values()]


def _money(report: MonevReport) -> Data:
    total = money_total(report.money)
    drawn = [report.picture("money")]
    if not report.money:
        return _section("C. Keuangan", ["Belum ada dana yang tercatat untuk wilayah dan tahun ini."])
    paras = [_in_words(total, report.month, report.year)]
    if report.place.level == "kelurahan":
        caption = f"Pagu, penerimaan dan realisasi {report.place.title}, tahun anggaran {report.year}"
        shown = [_table(tables.money_of_one(total), caption)]
    else:
        of_city = report.place.level == "kota"
        lines = tables.by_kecamatan(report.money) if of_city else report.money
        caption = f"Pagu, penerimaan dan realisasi menurut {'kecamatan' if of_city else 'kelurahan'}, {report.month}"
        shown = [_table(tables.money_short(lines, kecamatan=of_city), caption, tables.stage_note(report.money))]
    return _section("C. Keuangan", paras, shown=shown, drawn=drawn)


def _in_words(total: MoneyLine, month: str, year: int) -> str:
    """Money in figures and in words, as custom asks."""
    return (
        f"Dari pagu tahun anggaran {year} sebesar {rupiah(total.granted)} ({_words(total.granted)} rupiah), "
        f"sampai {month} telah diterima {rupiah(total.received)} ({_words(total.received)} rupiah) dan dibelanjakan "
        f"{rupiah(total.spent)} ({_words(total.spent)} rupiah)."
    )


def _words(value: int) -> str:
    return str(num2words(value, lang="id"))


def _remedies(report: MonevReport) -> Data:
    found = report.texts("remedies")
    if not found:
        return _section("", ["Tidak ada indikator bertarget yang belum tercapai; pelaksanaan dilanjutkan."])
    return _section("", ["Berdasarkan hasil dan kendala di atas direkomendasikan:"], points=found)


def _actions(report: MonevReport) -> Data:
    if not report.actions:
        return _section("", ["Belum ada tindak lanjut yang dicatat untuk wilayah ini."])
    late = sum(one.late for one in report.actions)
    told = [f"Tercatat {whole(len(report.actions))} tindak lanjut, {whole(late)} di antaranya lewat tenggat."]
    if len(report.actions) > tables.BODY_ACTIONS:
        told.append(f"Tabel memuat {tables.BODY_ACTIONS} yang pertama; semuanya ada pada lampiran.")
    elif any(one.evidence for one in report.actions):
        told.append("Bukti yang selesai disebut pada lampiran.")
    shown = tables.actions(report.actions[: tables.BODY_ACTIONS], wide=False)
    return _section("", [" ".join(told)], shown=[_table(shown, "Tindak lanjut dan keadaannya")])


def _packed(annexes: Iterator[Data]) -> Iterator[Data]:
    """Short annexes follow one another on a page, so that a kelurahan's report stays small."""
    room = 0.0
    for annex in annexes:
        needed = _height(annex["pages"][0]) if len(annex["pages"]) == 1 else PAGE_MM
        follows = needed <= room
        room = (room if follows else PAGE_MM) - _height(annex["pages"][-1])
        yield {**annex, "follows": follows}


def _height(page: list[Data]) -> float:
    return TITLE_MM + sum(HEADINGS_MM + float(sum(piece["heights"])) for piece in page)


def _annexes(report: MonevReport) -> Iterator[Data]:
    if report.money and report.place.level != "kelurahan":
        title = "Realisasi keuangan dan fisik menurut kelurahan"
        yield annex_data(title, tables.stage_note(report.money), tables.money_whole(report.money))
    if report.places:
        note = f"Keadaan {report.month}. Dalam kurung: pembilang/penyebut."
        yield annex_data("Indikator menurut kelurahan", note, tables.places(report))
    if report.activities:
        of_one = report.place.level == "kelurahan"
        title = "Kegiatan" if of_one else "Kegiatan yang melaporkan kendala"
        note = "Menurut laporan terakhir setiap kegiatan."
        yield annex_data(title, note, tables.activities(report.activities))
    if len(report.actions) > tables.BODY_ACTIONS or any(one.evidence for one in report.actions):
        yield annex_data("Tindak lanjut dan buktinya", "", tables.actions(report.actions, wide=True))
    if report.definitions:
        yield annex_data("Definisi indikator", "", tables.definitions(report.definitions))
    if report.edited:
        note = "Kalimat yang ditulis manusia sebelum ditandatangani. Angka tidak dapat disunting."
        yield annex_data("Kalimat yang disunting", note, tables.edits(report.edited))
    if report.sources:
        yield annex_data("Asal angka", "Dari catatan mana angka laporan ini diambil.", tables.sources(report.sources))
