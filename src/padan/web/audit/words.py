"""What the trail's page says of an event beside its action: its object and each detail. The record keeps the codes."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from padan.web.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OBJECTS: "dict[str, _StrPromise]" = {
    "accounts.appointment": _("Jabatan"),
    "accounts.invitation": _("Undangan"),
    "accounts.lettingin": _("Bantuan masuk"),
    "accounts.office": _("Kantor"),
    "accounts.user": _("Akun pengguna"),
    "funds.activity": _("Kegiatan"),
    "funds.billname": _("Nama pada tagihan"),
    "funds.commitment": _("Komitmen"),
    "funds.importline": _("Baris pembayaran"),
    "funds.portion": _("Bagian penerima"),
    "funds.posting": _("Mutasi dana"),
    "funds.sheetimport": _("Berkas pembayaran"),
    "funds.source": _("Sumber dana"),
    "funds.spj": _("SPJ"),
    "funds.stagedue": _("Batas tahap"),
    "law.basis": _("Dasar hukum"),
    "law.lawrule": _("Ketentuan"),
    "lists.nppoffice": _("NPP"),
    "lists.row": _("Baris"),
    "lists.upload": _("Berkas"),
    "official.paper": _("Berita acara"),
    "official.signoff": _("Tanda tangan"),
    "periods.period": _("Periode"),
    "periods.requirement": _("Daftar yang diminta"),
    "protection.candidate": _("Calon"),
    "protection.candidatesheet": _("Berkas calon"),
    "protection.enquiry": _("Pemeriksaan awal"),
    "protection.mutation": _("Daftar ke cabang"),
    "protection.mutationlayout": _("Susunan kolom"),
    "protection.person": _("Orang"),
    "protection.repair": _("Perbaikan daftar"),
    "regions.post": _("Jabatan RT"),
    "regions.region": _("Wilayah"),
    "review.case": _("Kasus"),
    "runs.run": _("Pencocokan"),
    "monitoring.figureset": _("Angka bulan"),
    "monitoring.indicatorversion": _("Indikator"),
    "monitoring.indicatortarget": _("Target indikator"),
    "evaluation.povertyline": _("Garis kemiskinan"),
    "evaluation.mortalitytable": _("Tabel angka kematian"),
    "evaluation.welfaresheet": _("Berkas pengeluaran"),
    "followup.earlywarning": _("Peringatan dini"),
    "followup.warningrule": _("Aturan peringatan"),
    "followup.followup": _("Tindak lanjut"),
    "followup.nudge": _("Pengingat tindak lanjut"),
    "followup.meeting": _("Rapat"),
    "followup.attendee": _("Kehadiran"),
    "followup.addendum": _("Adendum"),
    "followup.meetingpaper": _("Naskah rapat"),
    "reports.report": _("Laporan monev"),
    "reports.wording": _("Kalimat laporan"),
    "reports.batch": _("Kumpulan laporan"),
    "opendata.publicstate": _("Pengaturan data terbuka"),
    "opendata.publication": _("Terbitan data terbuka"),
}
"""Kinds of objects, by the model's label."""

DETAILS: "dict[str, _StrPromise]" = {
    "until": _("sampai"),
    "absent": _("tidak ada lagi"),
    "answer": _("jawaban"),
    "asked_by": _("diminta oleh"),
    "cases": _("kasus"),
    "certain": _("sudah pasti"),
    "certified": _("bersertifikat"),
    "clashes": _("bertabrakan"),
    "confirmed_by": _("disahkan oleh"),
    "digest": _("sidik angka"),
    "due": _("batas waktu"),
    "fields": _("isian"),
    "headings": _("judul kolom"),
    "holder": _("pemegang"),
    "kept": _("tersimpan"),
    "key": _("periode"),
    "kind": _("jenis"),
    "label": _("nama"),
    "legal_base": _("dasar hukum"),
    "lines": _("baris"),
    "list": _("daftar"),
    "made": _("dibuat"),
    "many": _("banyaknya"),
    "name": _("nama"),
    "number": _("nomor"),
    "office": _("kantor"),
    "offices": _("kantor"),
    "on": _("tanggal"),
    "on_behalf_of": _("untuk"),
    "pairs": _("pasangan"),
    "parent": _("asal"),
    "pdf": _("sidik PDF"),
    "period": _("periode"),
    "reason": _("alasan"),
    "renamed": _("berganti nama"),
    "role": _("jabatan"),
    "rows": _("baris"),
    "run": _("pencocokan"),
    "segment": _("segmen"),
    "sequence": _("urutan jawaban"),
    "sha256": _("sidik berkas"),
    "source": _("sumber"),
    "standing": _("kedudukan"),
    "stored": _("tersimpan"),
    "title": _("jabatan"),
    "troubled": _("bermasalah"),
    "troubles": _("bermasalah"),
    "user": _("orang"),
    "version": _("versi"),
    "via": _("lewat"),
    "what": _("isi"),
    "word": _("jawaban"),
    "place": _("tempat"),
    "programme": _("program"),
    "year": _("tahun"),
    "postings": _("mutasi"),
    "first": _("jumlah pertama"),
    "amount": _("jumlah"),
    "people": _("orang"),
    "ceiling": _("pagu"),
    "realised": _("realisasi"),
    "physical": _("fisik (%)"),
    "rule": _("aturan"),
}
"""Keys of an event's details."""

REASONS: "dict[str, _StrPromise]" = {
    "baris kantor sendiri": _("baris kantor sendiri"),
    "kasus kantor sendiri": _("kasus kantor sendiri"),
    "naskah kantor sendiri": _("naskah kantor sendiri"),
}
"""Reasons that the site itself gives for a reading; those that people give stand as they were written."""

_NUMBERED = re.compile(r"(.*?)\s*(\d*)")


def object_word(kind: str) -> str:
    """The kind of object in words; the label itself where it is not listed."""
    return str(OBJECTS.get(kind, kind))


def details_told(detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(word, what it says) of each detail that says anything."""
    for key, value in detail.items():
        text = _value(key, value)
        if text:
            yield str(DETAILS.get(key, key)), text


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    if key == "role" and value in Role.values:
        return str(Role(value).label)
    if key == "standing" and value == "tetap":
        return gettext("Pejabat tetap")
    if key == "reason" and value in REASONS:
        return str(REASONS[value])
    return "" if value is None else str(value)


def kinds_named(text: str) -> tuple[list[str], str]:
    """(labels, number) of what somebody looks for: `Berkas 7` or `upload 7`."""
    found = _NUMBERED.fullmatch(text.strip())
    words, number = found.groups() if found else (text, "")
    wanted = words.casefold()
    kinds = [kind for kind, word in OBJECTS.items() if wanted in kind or wanted in str(word).casefold()]
    return kinds or [words], number
