"""Bappeda records a legal basis, corrects it, and uploads the decree's file; everybody else may read it."""

import pytest
from cast import Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from stating import REASON, a_basis, basis

from padan.domain.law import share_of
from padan.web import vault
from padan.web.audit.models import Event
from padan.web.law import services
from padan.web.law.models import Basis, BasisFile
from padan.web.law.selectors import law_now
from padan.web.refusals import ConflictError

FORM = {
    "kind": "pergub", "number": "7 (Jambi)", "year": "2026", "title": "BKBK 2026", "issued_on": "2026-02-27",
    "first_day": "2026-03-01", "last_day": "", "certain": "ya", "note": "",
}  # fmt: skip


def test_bappeda_records_a_basis_and_its_file(cast: Cast) -> None:
    client = signed_in(cast.bappeda)
    answer = client.post("/ketentuan/dasar/baru/", FORM, follow=True)
    made = Basis.objects.get(key="pergub_7_jambi_2026")
    assert answer.redirect_chain[-1][0] == f"/ketentuan/dasar/{made.pk}/"
    file = SimpleUploadedFile("pergub-7.pdf", b"%PDF-1.7 isi")
    assert client.post(f"/ketentuan/dasar/{made.pk}/berkas/", {"berkas": file}).status_code == 302
    kept = BasisFile.objects.get(basis=made)
    assert vault.read(kept.sha256) == b"%PDF-1.7 isi"
    got = signed_in(cast.siti).get(f"/ketentuan/berkas/{kept.pk}/")
    assert b"".join(got.streaming_content) == b"%PDF-1.7 isi"
    assert set(Event.objects.filter(action__startswith="law.").values_list("action", flat=True)) == {
        "law.basis_add",
        "law.file_add",
    }


def test_what_is_no_decree_is_refused_with_a_sentence(cast: Cast) -> None:
    client, held = signed_in(cast.bappeda), basis()
    for file in (None, SimpleUploadedFile("a.pdf", b""), SimpleUploadedFile("a.pdf", b"<html>")):
        data = {"berkas": file} if file else {}
        answer = client.post(f"/ketentuan/dasar/{held.pk}/berkas/", data)
        assert answer.status_code == 422
        assert 'class="refusal"' in answer.content.decode()
    assert not BasisFile.objects.exists()


def test_a_basis_is_recorded_once(cast: Cast) -> None:
    services.basis_add(acting=cast.bappeda, stated=a_basis())
    with pytest.raises(ConflictError):
        services.basis_add(acting=cast.bappeda, stated=a_basis(title="Yang lain"))
    assert signed_in(cast.bappeda).post("/ketentuan/dasar/baru/", FORM).status_code == 422


def test_a_correction_is_a_version_and_rules_and_files_stay_on_it(cast: Cast) -> None:
    held = basis()
    services.file_add(acting=cast.bappeda, basis=held, file=SimpleUploadedFile("a.pdf", b"%PDF-1"))
    form = {**FORM, "kind": "kepwal", "number": "519", "year": "2024", "title": "Seperti terbaca", "reason": REASON}
    answer = signed_in(cast.bappeda).post(f"/ketentuan/dasar/{held.pk}/ganti/", form, follow=True)
    made = basis()
    assert made.pk != held.pk
    assert answer.redirect_chain[-1][0] == f"/ketentuan/dasar/{made.pk}/"
    page = answer.content.decode()
    assert "a.pdf" in page
    assert "Bagian untuk program" in page
    law = law_now()
    share = share_of(law, "miskin_ekstrem", made.first_day)
    assert share is not None
    assert law.basis(share.rule.basis).title == "Seperti terbaca"
    again = signed_in(cast.bappeda).post(f"/ketentuan/dasar/{held.pk}/ganti/", form)
    assert again.status_code == 422
    assert "sudah diganti atau dicabut" in again.content.decode()


def test_a_basis_recorded_by_mistake_is_withdrawn_and_can_be_read(cast: Cast) -> None:
    made = services.basis_add(acting=cast.bappeda, stated=a_basis())
    client = signed_in(cast.bappeda)
    assert client.post(f"/ketentuan/dasar/{made.pk}/cabut/", {"reason": ""}).status_code == 422
    assert client.post(f"/ketentuan/dasar/{made.pk}/cabut/", {"reason": REASON}).status_code == 302
    assert "Versi ini tidak dipakai lagi" in client.get(f"/ketentuan/dasar/{made.pk}/").content.decode()
    assert f"/ketentuan/dasar/{made.pk}/" not in client.get("/ketentuan/dasar/").content.decode()
    services.basis_add(acting=cast.bappeda, stated=a_basis())
