"""The minutes that an office signed: the paper of a run's minutes, with the parties that signed and what they decided.

Also what is left over, what changed since the version before, and the QR by which anybody can check the paper.
"""

from collections.abc import Iterable, Iterator

from padan.documents import minutes_figures as figures
from padan.documents import official_tables as tables
from padan.documents.annexes import named_lists
from padan.documents.content import Annex
from padan.documents.minutes import (
    PAGE_MM,
    Data,
    annex_data,
    paper_data,
    party_lines,
    printable,
    roman,
    section,
    signatory_data,
    typeset,
)
from padan.documents.official_content import OfficialPaper, Party
from padan.documents.other_readings import in_a_sentence
from padan.documents.paper_tables import HEADINGS_MM
from padan.documents.wording import number
from padan.domain.letterhead import Agreed

BLANK_AGREEMENTS = 3
TITLE_MM = 24.0
"""Room of an annex's title and note, and of the gap above them."""


def official_minutes(paper: OfficialPaper, annexes: Iterable[Annex]) -> bytes:
    """The PDF/A-2b. The same content gives the same bytes."""
    return typeset(printable(official_data(paper, annexes)))


def official_data(paper: OfficialPaper, annexes: Iterable[Annex]) -> Data:
    """All that is printed, as plain data for the typesetter."""
    behind = [{"label": roman(n), **annex} for n, annex in enumerate(_packed(_annexes(paper, annexes)), 1)]
    told = [party for party in paper.parties if party.told]
    return {
        **paper_data(paper.report, paper.letterhead, ()),
        "draft": paper.draft,
        "footing": paper.footing,
        "initials": list(paper.initials),
        "about": list(paper.about),
        "numbers": [list(pair) for pair in paper.numbers],
        "parties": [
            {"lines": party_lines(p.signatory), "called": p.called, "acts": f"{p.acts} " if p.acts else ""}
            for p in told
        ],
        "intro": paper.intro,
        "sections": list(_sections(paper)),
        "annex_list": [{"label": a["label"], "title": a["title"], "note": a["note"]} for a in behind],
        "annexes": [a for a in behind if a["pages"]],
        "closing": paper.closing,
        "signs": {
            "parties": [_signing(party) for party in paper.parties],
            "acknowledging": signatory_data(paper.acknowledging) if paper.acknowledging else None,
            "witnesses": [],
        },
        "proof": _proof(paper),
    }


def _signing(party: Party) -> Data:
    return {
        **signatory_data(party.signatory),
        "office": "",
        "called": party.called,
        "stamp": party.stamp,
        "signed": list(party.signed),
    }


def _proof(paper: OfficialPaper) -> Data | None:
    if paper.proof is None:
        return None
    alt = "Kode QR menuju halaman pemeriksaan keaslian naskah"
    return {"picture": list(paper.proof.picture), "alt": alt, "lines": list(paper.proof.lines)}


def _sections(paper: OfficialPaper) -> Iterator[Data]:
    yield _recap(paper)
    yield _money(paper)
    if paper.report.posts:
        yield section("Jabatan ketua RT", figures.posts_by_kecamatan(paper.report.posts))
    if paper.report.findings:
        found = paper.report.findings
        yield section("Temuan", figures.findings(found), note=figures.findings_note(found))
    if paper.answers:
        yield section("Keputusan atas baris yang diperiksa", tables.answers(paper.answers))
    yield _unfinished(paper)
    if paper.replaces:
        yield _changes(paper)
    if paper.signatures:
        text = "Berita acara ini bersandar pada tanda tangan kantor-kantor berikut atas angkanya masing-masing."
        yield section("Tanda tangan yang mendasari", tables.signatures(paper.signatures), text=text)
    yield section("Kesepakatan dan tindak lanjut", figures.agreements(_agreed(paper)))


def _recap(paper: OfficialPaper) -> Data:
    rows = paper.report.recap
    by_segment = figures.by_segment(rows)
    if paper.single:
        return section("Rekapitulasi", by_segment, note=figures.RECAP_NOTE)
    one = len({row.kecamatan for row in rows}) == 1
    by_place = figures.by_office(rows) if one else figures.by_kecamatan(rows)
    return section("Rekapitulasi", by_place, by_segment, note=figures.RECAP_NOTE)


def _money(paper: OfficialPaper) -> Data:
    if not paper.segments:
        return section("Iuran", text="Tidak ada iuran yang seharusnya dibayar atau tercatat dibayar pada periode ini.")
    found = [tables.money_by_segment(paper.segments)]
    if paper.months:
        found.append(tables.months(paper.months))
    notes = [tables.MONEY_NOTE, *([tables.MONTHS_NOTE] if paper.months else [])]
    notes += [in_a_sentence(found, "id") for found in paper.report.unsettled]
    return section("Iuran", *found, note=" ".join(notes))


def _unfinished(paper: OfficialPaper) -> Data:
    report, carried = paper.report, len(paper.carried)
    texts = []
    if report.open_review:
        texts.append(f"Sebanyak {number(report.open_review)} baris belum diputuskan; naskah ini masih rancangan.")
    if carried:
        texts.append(
            f"Sebanyak {number(carried)} hal dibawa ke periode berikut dan dihitung BELUM SELESAI; nama, alasan, "
            "penanggung jawab dan tanggalnya ada pada lampiran."
        )
    return section("Yang belum selesai", text=" ".join(texts) or "Tidak ada. Semua baris sudah diputuskan.")


def _changes(paper: OfficialPaper) -> Data:
    if not paper.changes:
        return section("Perubahan dari versi sebelumnya", text=f"{paper.replaces} Tidak ada angka yang berubah.")
    return section("Perubahan dari versi sebelumnya", tables.changes(paper.changes), text=paper.replaces)


def _agreed(paper: OfficialPaper) -> list[Agreed]:
    proposed = [Agreed(step.what, step.who, step.due) for step in paper.report.follow_ups]
    return [*paper.letterhead.agreed, *proposed] or [Agreed()] * BLANK_AGREEMENTS


def _packed(annexes: Iterable[Data]) -> Iterator[Data]:
    """Short annexes follow one another on a page, so that a small office's paper stays small."""
    room = 0.0
    for annex in annexes:
        needed = _height(annex["pages"][0]) if len(annex["pages"]) == 1 else PAGE_MM
        follows = needed <= room
        if annex["pages"]:
            room = (room if follows else PAGE_MM) - _height(annex["pages"][-1])
        yield {**annex, "follows": follows and bool(annex["pages"])}


def _height(page: list[Data]) -> float:
    return TITLE_MM + sum(HEADINGS_MM + float(sum(piece["heights"])) for piece in page)


def _annexes(paper: OfficialPaper, annexes: Iterable[Annex]) -> Iterator[Data]:
    report = paper.report
    if not paper.single:
        title = "Rekapitulasi per kantor dan segmen"
        yield annex_data(title, figures.RECAP_NOTE, figures.whole_recap(report.recap))
    if report.money:
        yield annex_data(
            "Iuran per bulan dan segmen", figures.WHOLE_MONEY_NOTE, *figures.whole_money_tables(report.money)
        )
    if len(report.posts) > 1:
        yield annex_data("Jabatan ketua RT per kelurahan", "", figures.whole_posts(report.posts))
    if paper.carried:
        count = number(len(paper.carried))
        note = f"Dibawa ke periode berikut dengan alasan, penanggung jawab dan tanggal. Jumlah: {count}."
        yield annex_data("Belum selesai", note, tables.carried(paper.carried))
    for named in named_lists((), annexes):
        note = named.note.replace("rekonsiliasi.xlsx", paper.workbook).replace("; jawab pada lembar Tinjauan", "")
        yield annex_data(named.title, note, *([named.table] if named.table else []))
    note = "Berkas yang dibaca dengan sidik SHA-256 isinya, dan jumlah yang membuktikan diri."
    checks = [figures.checks(report.checks)] if report.checks else []
    read = [figures.inputs(report.inputs)] if report.inputs else []
    yield annex_data("Berkas masukan dan pembuktian jumlah", note, *checks, *read)
