"""Somebody chosen dies, moves or is employed: the departure with its reason, and the first who waits follows."""

from datetime import date

import pytest
from cast import signed_in
from django.db import DatabaseError, transaction
from django.utils import timezone
from selection_city import SelectionCity

from padan.domain.errors import PadanError
from padan.web.cover.decree_periods import periods_told
from padan.web.cover.expecting import expected_mark, expected_read
from padan.web.periods.models import Period
from padan.web.protection.models import Candidate, Step
from padan.web.selection import replacing
from padan.web.selection.models import Replacement, Selection
from padan.web.selection.services import Departure, departure_record
from padan.web.selection.todo import left_to_do
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(4)]
DIED = Departure("died", date(2026, 3, 5), "Surat kematian 12", "Kepwal 30/2026")


@pytest.fixture
def selection(city: SelectionCity, monkeypatch: pytest.MonkeyPatch) -> Selection:
    """Fourteen, twelve of them set; today is 10 March 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 3, 10))
    city.many(14)
    found = city.select()
    city.decree(found)
    return found


def left(city: SelectionCity, selection: Selection, name: str, said: Departure = DIED) -> Replacement:
    """Somebody left."""
    return departure_record(acting=city.cast.bappeda, choice=city.choice(selection, name), said=said)


def test_the_first_on_the_waiting_list_follows(city: SelectionCity, selection: Selection) -> None:
    made = left(city, selection, "LEGOK P3")
    assert made.successor is not None
    assert made.successor.candidate.person.name == "LEGOK P13"
    assert (made.from_month, made.months, made.cost, made.freed) == (date(2026, 4, 1), 9, 151_200, 151_200)
    ended = Step.objects.get(candidate=city.candidates["LEGOK P3"], step="ended")
    assert ended.reason == "meninggal: Surat kematian 12"
    assert Step.objects.get(candidate=city.candidates["LEGOK P13"], step="set").document == "Kepwal 30/2026"


def test_the_months_of_cover_are_told_for_which_months_a_decree_and_a_succession_are(
    city: SelectionCity, selection: Selection
) -> None:
    before = expected_mark()
    assert periods_told()[city.candidates["LEGOK P1"].pk] == (((2026, 1), (2026, 12)),)
    assert city.candidates["LEGOK P13"].pk not in periods_told()
    left(city, selection, "LEGOK P3")
    assert periods_told()[city.candidates["LEGOK P13"].pk] == (((2026, 4), (2026, 12)),)
    assert expected_mark() != before
    person = city.candidates["LEGOK P13"].person_id
    expected = expected_read({})
    assert [expected.owed((person, selection.programme), (2026, month)) for month in (3, 4, 12)] == [False, True, True]


def test_the_next_departure_brings_in_the_next(city: SelectionCity, selection: Selection) -> None:
    left(city, selection, "LEGOK P3")
    made = left(city, selection, "LEGOK P13", Departure("moved", date(2026, 3, 9), "Surat pindah", "Kepwal 31/2026"))
    assert made.successor is not None
    assert made.successor.candidate.person.name == "LEGOK P14"
    last = left(city, selection, "LEGOK P1", Departure("employed", date(2026, 3, 9), "Kartu peserta PU"))
    assert last.successor is None


def test_nobody_is_replaced_twice_and_nobody_is_jumped(city: SelectionCity, selection: Selection) -> None:
    left(city, selection, "LEGOK P3")
    with pytest.raises(PadanError):
        left(city, selection, "LEGOK P3")
    with pytest.raises(PadanError):
        left(city, selection, "LEGOK P14")
    Candidate.objects.filter(pk=city.candidates["LEGOK P14"].pk).update(missing=["phone"])
    with pytest.raises(PadanError, match="tidak ada yang boleh dilompati"):
        left(city, selection, "LEGOK P1", Departure("moved", date(2026, 3, 9), "Surat pindah", "K"))
    assert Candidate.objects.get(pk=city.candidates["LEGOK P1"].pk).step == "set"


def test_who_may_not_be_protected_any_more_is_no_successor(city: SelectionCity, selection: Selection) -> None:
    Candidate.objects.filter(pk=city.candidates["LEGOK P13"].pk).update(state="not_eligible")
    made = left(city, selection, "LEGOK P3")
    assert made.successor is not None
    assert made.successor.candidate.person.name == "LEGOK P14"


def test_months_before_the_registration_are_there_for_the_successor(
    city: SelectionCity, selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 10))
    for candidate in city.candidates.values():
        Candidate.objects.filter(pk=candidate.pk, step="set").update(step="registered")
        Step.objects.create(candidate=candidate, step="registered", day=date(2026, 10, 5), by_name="uji")
        Step.objects.create(
            candidate=candidate, step="paid", day=date(2026, 11, 5), month=date(2026, 11, 1), by_name="uji"
        )
    choice = city.choice(selection, "LEGOK P3")
    found = replacing.succession_of(choice, date(2026, 11, 8), date(2026, 11, 10))
    assert (found.unpayable, found.vacancy.freed) == (12 * 9 * 16_800, 16_800)
    page = signed_in(city.cast.bappeda).get(f"/penetapan/calon/{choice.pk}/berhenti/").content.decode()
    assert "Rp 1.814.400 dari bulan sebelum pendaftaran" in page.replace("\xa0", " ")
    assert "Desember 2026, 1 bulan" in page


def test_money_paid_ahead_brings_in_nobody(city: SelectionCity, selection: Selection) -> None:
    candidate = city.candidates["LEGOK P3"]
    Step.objects.create(candidate=candidate, step="paid", day=date(2026, 3, 1), month=date(2026, 12, 1), by_name="uji")
    made = left(city, selection, "LEGOK P3", Departure("died", date(2026, 3, 5), "Surat kematian"))
    assert (made.successor, made.freed) == (None, 0)


def test_through_the_page(city: SelectionCity, selection: Selection) -> None:
    client = signed_in(city.cast.bappeda)
    choice = city.choice(selection, "LEGOK P3")
    address = f"/penetapan/calon/{choice.pk}/berhenti/"
    told = client.get(address, {"tanggal": "2026-03-05"}).content.decode()
    assert "LEGOK P13" in told
    assert "Rp 151.200" in told
    assert client.post(address, {"sebab": "", "tanggal": "", "keterangan": ""}).status_code == 422
    data = {"sebab": "died", "tanggal": "2026-03-05", "keterangan": "Surat kematian", "surat": "Kepwal 30"}
    assert client.post(address, {**data, "surat": ""}).status_code == 422
    assert client.post(address, data).status_code == 302
    shown = client.get(f"/penetapan/{selection.pk}/").content.decode()
    assert "Pengganti" in shown
    assert "LEGOK P13" in shown


def test_a_leaver_told_by_the_lurah_is_a_vacancy(city: SelectionCity, selection: Selection) -> None:
    Candidate.objects.filter(pk=city.candidates["LEGOK P3"].pk).update(step="ended")
    shown = signed_in(city.cast.bappeda).get(f"/penetapan/{selection.pk}/").content.decode()
    assert "Tempat yang kosong" in shown
    assert replacing.holds_place(city.choice(selection, "LEGOK P3"))


def test_the_home_page_names_what_waits(city: SelectionCity, selection: Selection) -> None:
    period = Period.objects.create(
        key="2026-Q1", name="Triwulan 1 Tahun 2026", first_month=date(2026, 1, 1), last_month=date(2026, 3, 1),
        due=date(2026, 4, 10),
    )  # fmt: skip
    assert left_to_do(city.cast.bappeda, period) == []
    Candidate.objects.filter(pk=city.candidates["LEGOK P3"].pk).update(step="ended")
    city.propose("MISKIN", 1, programme="miskin_ekstrem")
    city.select(programme="miskin_ekstrem")
    assert [todo.text for todo in left_to_do(city.cast.bappeda, period)] == [
        "1 seleksi belum ditetapkan.",
        "1 tempat kosong belum digantikan.",
    ]
    assert left_to_do(city.cast.lukman, period) == []


def test_the_database_keeps_who_left_and_who_follows(city: SelectionCity, selection: Selection) -> None:
    made = left(city, selection, "LEGOK P3")
    with pytest.raises(DatabaseError), transaction.atomic():
        Replacement.objects.filter(pk=made.pk).update(note="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
