"""A meeting: made with its agenda, decisions that become follow-ups, closed and signed, corrected by an addendum."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cast import PASSWORD, Cast, signed_in
from django.db import DatabaseError, transaction
from followup_town import PROOF, closed, decided, meeting, proof, task, today, warning
from pypdf import PdfReader

from padan.web import vault
from padan.web.accounts.models import Appointment, User
from padan.web.followup import meeting_figures, minutes_kept, selectors
from padan.web.followup.attending import Typed
from padan.web.followup.making import point_title
from padan.web.followup.meeting_figures import Figures, Row
from padan.web.followup.minutes_kept import digest_of, invitation_text
from padan.web.followup.models import FollowUp, Meeting, MeetingPaper
from padan.web.followup.printing import pdf_of
from padan.web.followup.refusals import ALREADY_SIGNED, NOT_CLOSED, NOT_OVER, NOT_SIGNER
from padan.web.followup.selectors import Gathered
from padan.web.followup.services import (
    addendum_make,
    agenda_add,
    agenda_move,
    agenda_remove,
    attend_typed,
    decision_drop,
    meeting_close,
    meeting_papers_print,
    minutes_sign,
    said_note,
)
from padan.web.monitoring.models import FigureSet, SetKind
from padan.web.official.models import PaperState
from padan.web.refusals import LockedError, NotThereError, RefusedError
from thorough import one_in

pytestmark = one_in(4)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def titles(held: Meeting) -> list[str]:
    return [item.title for item in held.agenda.all()]


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def newest(held: Meeting) -> str:
    meeting_papers_print()
    paper = selectors.paper_newest(held)
    assert paper is not None
    assert paper.state == PaperState.READY
    return text_of(vault.read(paper.pdf_sha256))


def test_the_agenda_is_filled_from_what_is_open(cast: Cast) -> None:
    task(cast, "murni")
    warning(cast.offices["legok"])
    warning(cast.offices["murni"])
    warning(cast.offices["sipin"], "lapse_next", count=214, amount=9_000_000)
    assert titles(meeting(cast)) == [
        "Pembukaan",
        "Tindak lanjut yang belum selesai: 1",
        "Perlindungan gugur bulan depan: 214 orang, Rp 9.000.000",
        "SPJ menahan tahap berikut: 2 kantor, Rp 70.000.000",
        "Penutup",
    ]


def test_the_agenda_is_bappedas_to_change(cast: Cast) -> None:
    held = meeting(cast)
    added = agenda_add(acting=cast.bappeda, meeting=held, title="  Rencana   2026 ")
    assert titles(held) == ["Pembukaan", "Rencana 2026", "Penutup"]
    agenda_move(acting=cast.bappeda, item=added, up=True)
    assert titles(held) == ["Rencana 2026", "Pembukaan", "Penutup"]
    assert agenda_remove(acting=cast.bappeda, item=added)
    client, address = signed_in(cast.bappeda), f"/tindak-lanjut/rapat/{held.pk}/agenda/"
    warning(cast.offices["legok"])
    client.post(address, {"do": "fill"})
    client.post(address, {"do": "fill"})
    assert titles(held) == ["Pembukaan", "SPJ menahan tahap berikut: Rp 35.000.000", "Penutup"]
    first = held.agenda.first()
    assert first is not None
    client.post(address, {"do": "down", "item": first.pk})
    assert titles(held)[1] == "Pembukaan"


def test_made_on_the_page_with_all_kelurahan_and_kecamatan(cast: Cast) -> None:
    data = {
        "title": "Monev", "day": str(today() + timedelta(days=3)), "starts_at": "09:00", "venue": "Aula",
        "month": "2025-11", "chair": cast.leader.pk, "secretary": cast.bappeda.pk, "kelurahan": "on", "kecamatan": "on",
        "others": [cast.offices["bpjs"].pk],
    }  # fmt: skip
    client = signed_in(cast.bappeda)
    assert "Abdul Rahman" in client.get("/tindak-lanjut/rapat/baru/").content.decode()
    answer = client.post("/tindak-lanjut/rapat/baru/", data)
    assert answer.status_code == 302
    held = Meeting.objects.get()
    assert (held.invited.count(), held.month, held.secretary_title) == (
        6,
        date(2025, 11, 1),
        "Kepala Bappeda Kota Jambi",
    )
    del data["kelurahan"]
    assert client.post(f"/tindak-lanjut/rapat/{held.pk}/ubah/", data).status_code == 302
    assert held.invited.count() == 3
    assert client.post("/tindak-lanjut/rapat/baru/", {**data, "month": "kapan"}).status_code == 422


def test_the_invitation_says_when_where_and_what_about(cast: Cast) -> None:
    held = meeting(cast, days=3)
    client = signed_in(cast.lukman)
    answer = client.get(f"/tindak-lanjut/rapat/{held.pk}/undangan.pdf")
    told = text_of(answer.content)
    for said in (
        "Undangan",
        "Aula Bappeda",
        "09.00 WIB",
        "Sekretaris Daerah Kota Jambi",
        "Abdul Rahman",
        "Kelurahan Murni",
    ):
        assert said in told
    assert answer.content == client.get(f"/tindak-lanjut/rapat/{held.pk}/undangan.pdf").content
    assert signed_in(cast.rawasari_lurah).get(f"/tindak-lanjut/rapat/{held.pk}/undangan.pdf").status_code == 404


def test_the_text_for_whatsapp_names_nobody(cast: Cast) -> None:
    told = invitation_text(meeting(cast, days=3), "https://contoh.test/rapat/1/")
    assert "Pukul: 09.00 WIB" in told
    assert "https://contoh.test/rapat/1/" in told
    assert not [person.user.full_name for person in cast.people.values() if person.user.full_name in told]


def test_the_printed_list_has_a_line_for_each_invited_office_and_a_qr(cast: Cast) -> None:
    held = meeting(cast)
    told = text_of(signed_in(cast.bappeda).get(f"/tindak-lanjut/rapat/{held.pk}/daftar-hadir.pdf").content)
    for said in ("Lukman Hakim", "Lurah Legok", "Kecamatan Danau Sipin", "memindai kode ini"):
        assert said in told


def test_a_decision_becomes_a_follow_up_of_each_office_named(cast: Cast) -> None:
    held = meeting(cast)
    item = held.agenda.first()
    assert item is not None
    client, address = signed_in(cast.bappeda), f"/tindak-lanjut/rapat/{held.pk}/catat/putusan/"
    data = {"item": item.pk, "what": "Serahkan SPJ", "office": "semua kelurahan", "due": str(today())}
    page = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
    assert "data-focus" in page
    assert "Serahkan SPJ" in page
    made = list(FollowUp.objects.order_by("pk"))
    assert {(one.office.name, one.person.user.full_name) for one in made if one.person} == {
        ("Kelurahan Legok", "Lukman Hakim"), ("Kelurahan Murni", "M. Yusuf"),
    }  # fmt: skip
    assert {(one.meeting, one.agenda) for one in made} == {(held, item)}
    refused = client.post(address, {**data, "office": "Rawasari"}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "tidak diundang" in refused.content.decode()
    assert FollowUp.objects.count() == 2


def test_a_decision_written_by_mistake_is_struck_and_stays_in_the_record(cast: Cast) -> None:
    held = meeting(cast)
    made = decided(cast, held)
    decision_drop(acting=cast.bappeda, meeting=held, follow_ups=made, today=today())
    assert selectors.decisions_of(held) == []
    assert FollowUp.objects.get().state == "cancelled"


def test_a_draft_says_so_and_the_closed_minutes_do_not(cast: Cast) -> None:
    held = meeting(cast)
    decided(cast, held)
    client = signed_in(cast.bappeda)
    assert "RANCANGAN" in text_of(client.get(f"/tindak-lanjut/rapat/{held.pk}/notulen.pdf").content)
    meeting_close(acting=cast.bappeda, meeting=held)
    told = newest(held)
    assert "RANCANGAN" not in told
    assert "Ditandatangani secara elektronik" not in told
    assert "Kelurahan Legok: Lukman Hakim" in told


def test_minutes_tell_agenda_decisions_figures_and_those_present(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (Row("protected", "Terlindungi", "81,3 % (4.146 dari 5.100)", "90 %", "bad", 4146, 5100),)
    figures = Figures("2025-11", "2025-12-18T09:00:00+07:00", True, rows, {"id": 7})
    monkeypatch.setattr(minutes_kept, "figures_of", lambda acting, held: figures)
    held = meeting(cast)
    decided(cast, held, "Serahkan SPJ", ("legok", "murni", "sipin", "bpkad"))
    item = held.agenda.first()
    assert item is not None
    said_note(acting=cast.bappeda, item=item, said="Sekda membuka rapat.")
    attend_typed(acting=cast.bappeda, meeting=held, typed=[Typed("Budi", cast.offices["murni"], nip="77")])
    meeting_close(acting=cast.bappeda, meeting=held, number="005/9")
    told = newest(held)
    for words in (
        "005/9", "Sekda membuka rapat.", "Serahkan SPJ", "BPKAD Kota Jambi", "81,3 % (4.146 dari 5.100)", "90 %",
        "belum tercapai", "Budi", "NIP 77", "Diundang 6 kantor, hadir 1 kantor",
        "Kecamatan Danau Sipin; Kelurahan Legok",
    ):  # fmt: skip
        assert words in told, words
    held.refresh_from_db()
    assert held.kept["figures"]["set"] == {"id": 7}
    assert held.digest == digest_of(held.kept)


def test_the_same_record_gives_the_same_bytes(cast: Cast) -> None:
    paper = MeetingPaper.objects.create(meeting=closed(cast))
    assert pdf_of(paper) == pdf_of(MeetingPaper.objects.get(pk=paper.pk))


def test_after_closing_nothing_changes(cast: Cast) -> None:
    held = closed(cast)
    item = held.agenda.first()
    assert item is not None
    for change in (
        lambda: agenda_add(acting=cast.bappeda, meeting=held, title="X"),
        lambda: agenda_move(acting=cast.bappeda, item=item, up=False),
        lambda: said_note(acting=cast.bappeda, item=item, said="X"),
        lambda: decided(cast, held),
        lambda: attend_typed(acting=cast.bappeda, meeting=held, typed=[Typed("X")]),
        lambda: meeting_close(acting=cast.bappeda, meeting=held),
    ):
        with pytest.raises(LockedError):
            change()
    before = held.digest
    cast.lukman.user.full_name = "Nama Lain"
    cast.lukman.user.save()
    assert "Nama Lain" not in newest(held)
    held.refresh_from_db()
    assert digest_of(held.kept) == before


def test_a_new_meeting_looks_at_the_newest_month_that_tells_who_is_protected(cast: Cast) -> None:
    for month, known in (("2024-12-01", ["protected", "spent"]), ("2026-11-01", ["spent"])):
        FigureSet.objects.create(month=month, kind=SetKind.NOW, known=known, definitions="d" * 64, law="l" * 64)
    page = signed_in(cast.bappeda).get("/tindak-lanjut/rapat/baru/")
    assert page.context["form"]["month"].value() == "2024-12"


def test_it_cannot_be_closed_before_its_day(cast: Cast) -> None:
    with pytest.raises(RefusedError) as caught:
        meeting_close(acting=cast.bappeda, meeting=meeting(cast, days=1))
    assert caught.value is NOT_OVER


def test_chair_and_secretary_sign_with_their_passwords(cast: Cast) -> None:
    held = closed(cast)
    address = f"/tindak-lanjut/rapat/{held.pk}/tanda-tangan/"
    chair, secretary = signed_in(cast.leader), signed_in(cast.bappeda)
    assert "Tandatangani notulen" in chair.get(f"/tindak-lanjut/rapat/{held.pk}/").content.decode()
    assert chair.post(address, {"part": "chair", "password": "salah"}).status_code == 422
    assert chair.post(address, {"part": "chair", "password": PASSWORD}).status_code == 302
    assert secretary.post(address, {"part": "secretary", "password": PASSWORD}).status_code == 302
    told = newest(held)
    assert told.count("Ditandatangani secara elektronik") == 2
    assert "Abdul Rahman" in told
    again = chair.post(address, {"part": "chair", "password": PASSWORD})
    assert again.status_code == 422
    assert ALREADY_SIGNED.text("id") in again.content.decode()
    assert set(held.signatures.values_list("digest", flat=True)) == {held.digest}


def test_who_is_neither_signs_nothing(cast: Cast) -> None:
    for who, held, refusal in (
        (cast.bappeda, closed(cast), NOT_SIGNER),
        (cast.leader, meeting(cast), NOT_CLOSED),
    ):
        with pytest.raises(RefusedError) as caught:
            minutes_sign(acting=who, meeting=held, part="chair")
        assert caught.value is refusal


def test_another_of_the_chairs_office_signs_on_the_chairs_behalf(cast: Cast) -> None:
    user = User.objects.create(username="asisten", full_name="Asisten Dua", nip="5")
    other = Appointment.objects.create(user=user, office=cast.offices["setda"], role=cast.leader.role, title="Asisten")
    held = closed(cast)
    made = minutes_sign(acting=other, meeting=held, part="chair", standing="plh")
    assert (made.on_behalf_of, made.standing) == ("Sekretaris Daerah Kota Jambi", "plh")
    assert "Asisten, Plh. Sekretaris Daerah Kota Jambi" in newest(held)


def test_a_correction_is_an_addendum_that_is_signed_too(cast: Cast) -> None:
    held = closed(cast)
    before = newest(held)
    data = {"text": "Batas waktu dibaca 30 Desember.", "reason": "Salah ketik"}
    client = signed_in(cast.bappeda)
    assert client.post(f"/tindak-lanjut/rapat/{held.pk}/adendum/", data).status_code == 302
    added = held.addenda.get()
    minutes_sign(acting=cast.leader, meeting=held, part="chair", addendum=added)
    meeting_papers_print()
    answer: Any = client.get(f"/tindak-lanjut/adendum/{added.pk}/adendum.pdf")
    told = text_of(b"".join(answer.streaming_content))
    assert "dibaca 30 Desember" in told
    assert told.count("Ditandatangani secara elektronik") == 1
    assert newest(held) == before
    with pytest.raises(RefusedError):
        addendum_make(acting=cast.bappeda, meeting=meeting(cast), text="X", reason="Y")


def test_the_scan_of_the_signed_paper_is_filed(cast: Cast) -> None:
    held = closed(cast)
    client = signed_in(cast.bappeda)
    address = f"/tindak-lanjut/rapat/{held.pk}/pindaian/"
    assert client.post(address, {"scan": proof("x.txt", b"teks")}).status_code == 422
    assert client.post(address, {"scan": proof("notulen.pdf")}).status_code == 302
    kept = held.scans.get()
    answer: Any = signed_in(cast.lukman).get(f"/tindak-lanjut/pindaian/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PROOF
    assert signed_in(cast.rawasari_lurah).get(f"/tindak-lanjut/pindaian/{kept.pk}/").status_code == 404


def test_a_meeting_is_known_to_those_invited_alone(cast: Cast) -> None:
    held = meeting(cast)
    for who in (cast.lukman, cast.branch, cast.opd, cast.leader, cast.auditor):
        assert selectors.meeting_get(who, held.pk) == held
    for who in (cast.rawasari_lurah, cast.other_camat):
        with pytest.raises(NotThereError):
            selectors.meeting_get(who, held.pk)


def test_no_figures_of_the_month_are_told_as_such(cast: Cast) -> None:
    held = meeting(cast)
    assert meeting_figures.figures_of(cast.bappeda, held) == Figures("2025-11")
    meeting_close(acting=cast.bappeda, meeting=held)
    assert "Angka November 2025 belum tersedia" in newest(held)


def test_the_desk_asks_few_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    held = meeting(cast)
    for n in range(10):
        agenda_add(acting=cast.bappeda, meeting=held, title=f"Hal {n}")
        decided(cast, held, f"Putusan {n}")
    client = signed_in(cast.bappeda)
    with django_assert_max_num_queries(22):
        assert client.get(f"/tindak-lanjut/rapat/{held.pk}/catat/").content.decode().count("Putusan 9") == 2


def test_the_database_itself_refuses_to_change_what_was_done_and_signed(cast: Cast) -> None:
    held = closed(cast)
    signed = minutes_sign(acting=cast.leader, meeting=held, part="chair")
    added = addendum_make(acting=cast.bappeda, meeting=held, text="X", reason="Y")
    step = FollowUp.objects.get().steps.get()
    for one, field in ((step, "words"), (signed, "name"), (added, "text"), (held, "title")):
        setattr(one, field, "lain")
        with pytest.raises(DatabaseError), transaction.atomic():
            one.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(one).objects.filter(pk=one.pk)._raw_delete("default")


def test_a_point_of_the_agenda_says_how_many_or_nothing() -> None:
    assert point_title(Gathered("figure_bad", 1, 5, None)) == "Angka jauh dari target: 5 angka"
    assert point_title(Gathered("not_absorbed", 1, 1, None)) == "Dana tidak akan terserap"
