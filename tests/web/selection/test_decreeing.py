"""A selection is set by a decree: everybody chosen takes the step or nobody does; and its list is printed."""

import pytest
from cast import signed_in
from selection_city import DECREED_ON, MISKIN, RENTAN, SelectionCity

from padan.documents.decree import decree_data
from padan.domain.errors import PadanError
from padan.web import vault
from padan.web.funds.models import Commitment, Source
from padan.web.funds.services import allocate
from padan.web.protection.models import Candidate, Step
from padan.web.selection.models import Decree, PaperState, Selection, SelectionState
from padan.web.selection.printing import paper_of
from padan.web.selection.services import NewDecree, decree_make, selections_perform
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(2)]


def test_everybody_chosen_is_set_with_the_decrees_number(city: SelectionCity) -> None:
    city.many(14)
    selection = city.select()
    city.decree(selection)
    assert Candidate.objects.filter(step="set").count() == 12
    step = Step.objects.filter(step="set").first()
    assert step is not None
    assert (step.document, step.day, step.by_name) == ("12/2026", DECREED_ON, "Rina Marlina")
    assert Candidate.objects.get(pk=city.candidates["LEGOK P13"].pk).step == "checked"
    assert Selection.objects.get().state == SelectionState.DECREED


def test_what_changed_since_stops_the_decree(city: SelectionCity) -> None:
    city.many(3)
    selection = city.select()
    Candidate.objects.filter(pk=city.candidates["LEGOK P1"].pk).update(state="not_eligible")
    with pytest.raises(PadanError, match="berubah sejak"):
        city.decree(selection)
    assert not Candidate.objects.filter(step="set").exists()
    assert not Decree.objects.exists()
    assert "Hitung ulang" in signed_in(city.cast.bappeda).get(f"/penetapan/{selection.pk}/").content.decode()


def test_a_second_decree_of_the_same_selection_is_refused(city: SelectionCity) -> None:
    city.many(2)
    selection = city.select()
    city.decree(selection)
    with pytest.raises(PadanError):
        city.decree(selection, "13/2026")
    with pytest.raises(PadanError, match="Tidak ada yang terpilih"):
        city.decree(city.select(programme=MISKIN))


def test_a_later_selection_keeps_who_was_set_before(city: SelectionCity) -> None:
    city.many(12)
    city.decree(city.select())
    city.propose("BARU", 1)
    later = city.select()
    assert city.choice(later, "BARU").outcome == "waiting"
    first = city.choice(later, "LEGOK P12")
    assert (first.outcome, first.why["code"]) == ("chosen", "holds")
    with pytest.raises(PadanError):
        city.decree(later, "14/2026")
    more = city.select(top_up=300_000, top_up_source="APBD kota")
    city.decree(more, "15/2026")
    assert Step.objects.get(candidate=city.candidates["BARU"], step="set").document == "15/2026"


def test_through_the_page_and_printed(city: SelectionCity) -> None:
    city.many(13)
    city.covered("LEGOK P13")
    selection = city.select()
    client = signed_in(city.cast.bappeda)
    address = f"/penetapan/{selection.pk}/keputusan/"
    assert client.get(address).status_code == 200
    refused = client.post(address, {"nomor": "", "tanggal": "", "judul": ""})
    assert refused.status_code == 422
    future = client.post(address, {"nomor": "1", "tanggal": "2999-01-01", "judul": "x"})
    assert "belum tiba" in future.content.decode()
    done = client.post(address, {"nomor": "519/2026", "tanggal": "2026-02-02", "judul": "Penetapan #Uji *tebal*"})
    assert done.status_code == 302
    decree = Decree.objects.get()
    assert decree.state == PaperState.WAITING
    assert client.get(f"/penetapan/keputusan/{decree.pk}/daftar.pdf").status_code == 409
    assert selections_perform() == 1
    decree.refresh_from_db()
    assert decree.state == PaperState.READY
    assert vault.read(decree.pdf_sha256).startswith(b"%PDF-1.7")
    taken = client.get(f"/penetapan/keputusan/{decree.pk}/daftar.pdf")
    assert taken["Content-Type"] == "application/pdf"


def test_the_list_says_whom_where_the_line_is_and_who_waits(city: SelectionCity) -> None:
    city.many(14)
    decree = city.decree(city.select())
    told = decree_data(paper_of(decree))
    legok = next(part for part in told["parts"] if part["title"] == "Kelurahan Legok")
    assert "Batas: urutan 12; dana tidak cukup" in legok["note"]
    assert [row[1] for row in legok["waiting"]["rows"]] == ["LEGOK P13", "LEGOK P14"]
    nik = legok["chosen"]["rows"][0][2]
    assert nik.startswith("9871")
    assert "*" in nik
    assert told["summary"]["rows"][-1][:3] == ["Jumlah", "12", "2"]
    assert len(told["summary"]["rows"]) > 2
    assert [part["title"] for part in told["parts"]] == ["Kelurahan Legok"]
    assert (told["kop"]["government"], told["city"]) == ("Pemerintah Kota Jambi", "Jambi")
    assert any("undian" in line for line in told["intro"])


def test_offices_below_see_it_only_once_it_is_set(city: SelectionCity) -> None:
    city.many(2)
    selection = city.select()
    lurah = signed_in(city.cast.lukman)
    assert lurah.get(f"/penetapan/{selection.pk}/").status_code == 404
    city.decree(selection)
    assert lurah.get(f"/penetapan/{selection.pk}/").status_code == 200
    assert selection.programme == RENTAN


def test_the_decree_ties_the_money_or_sets_nobody(city: SelectionCity) -> None:
    city.many(13)
    selection = city.select()
    said = NewDecree("20/2026", DECREED_ON, "Penetapan", "bkbk")
    with pytest.raises(PadanError):
        decree_make(acting=city.cast.bappeda, selection=selection, said=said)
    assert not Decree.objects.exists()
    assert not Candidate.objects.filter(step="set").exists()
    allocate(
        acting=city.cast.bappeda, source=Source.objects.get(key="bkbk"), year=2026, day=DECREED_ON, reference="SK 1",
        amounts={city.cast.offices["legok"].region: 50_000_000},
    )  # fmt: skip
    told = signed_in(city.cast.bappeda).get("/penetapan/rencana/", {"tahun": "2026", "program": RENTAN})
    assert "Rp 50.000.000" in told.content.decode().split("Menurut buku kas")[1]
    decree_make(acting=city.cast.bappeda, selection=selection, said=said)
    tied = Commitment.objects.get()
    assert (tied.amount, tied.heads, tied.months, tied.decree_ref) == (2_419_200, 12, 12, "20/2026")


@pytest.mark.parametrize(("source", "top_up"), [("tidak_ada", 0), ("bkbk", 100_000)])
def test_a_source_that_cannot_be_tied(city: SelectionCity, source: str, top_up: int) -> None:
    city.many(2)
    selection = city.select(top_up=top_up, top_up_source="APBD kota")
    said = NewDecree("21/2026", DECREED_ON, "Penetapan", source)
    with pytest.raises(PadanError):
        decree_make(acting=city.cast.bappeda, selection=selection, said=said)
    assert not Decree.objects.exists()
