"""Bappeda asks for a selection: who is chosen, in which order, within which money, and where everybody else ends."""

from datetime import date, timedelta

import pytest
from cast import signed_in
from django.utils import timezone
from selection_city import MISKIN, RENTAN, SelectionCity, names

from padan.domain.errors import PadanError
from padan.domain.scenario import Scenario as Ground
from padan.domain.scenario import changed
from padan.web.audit.models import Event
from padan.web.cover.models import Standing
from padan.web.law.selectors import law_now, rates_now
from padan.web.periods.models import Period
from padan.web.protection.models import Candidate, Person
from padan.web.runs.models import CurrentRun, Run
from padan.web.selection import performing, planning, services
from padan.web.selection.models import Choice, Outcome, Pot, Selection, SelectionState
from padan.web.selection.planning import Plan
from padan.web.selection.selectors import choices_of, dropped_of, outcome_counts
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(4)]


def test_in_2026_twelve_of_a_kelurahan_fit_by_rank(city: SelectionCity) -> None:
    city.many(15)
    selection = city.select()
    pot = Pot.objects.get(selection=selection, region=city.cast.offices["legok"].region)
    assert (pot.money, pot.heads, pot.chosen, pot.waiting) == (2_500_000, 25, 12, 3)
    assert (pot.spent, pot.remainder, pot.stop) == (2_419_200, 80_800, "money")
    chosen = Choice.objects.filter(pot=pot, outcome=Outcome.CHOSEN)
    assert names(chosen) == [f"LEGOK P{rank}" for rank in range(1, 13)]
    assert selection.state == SelectionState.READY
    assert selection.counts["chosen"] == 12
    assert Event.objects.filter(action="selection.ask").count() == 1


def test_who_is_covered_now_stands_first_and_who_falls_out_is_listed(city: SelectionCity) -> None:
    city.many(15)
    city.propose("MATI", 16, state="not_eligible", reasons=[{"code": "deceased", "text_id": "Sudah meninggal."}])
    city.covered("LEGOK P14", "MATI")
    selection = city.select()
    chosen = Choice.objects.filter(selection=selection, outcome=Outcome.CHOSEN)
    assert names(chosen)[0] == "LEGOK P14"
    assert names(chosen)[-1] == "LEGOK P11"
    (gone,) = dropped_of(selection, city.cast.bappeda)
    assert (gone.candidate.person.name, gone.why["loses"]) == ("MATI", 42_000_000)


def test_everybody_ends_in_exactly_one_outcome(city: SelectionCity) -> None:
    city.many(13)
    city.propose("TUA", 1, state="not_eligible", reasons=[{"code": "over_age", "text_id": "Melewati batas."}])
    city.propose("BELUM DINILAI", 2, state="unknown")
    city.propose("BELUM DIPERIKSA", 3, step="verified")
    city.propose("BELUM LENGKAP", 4, missing=["phone"])
    city.propose("DITARIK", 5, step="withdrawn")
    selection = city.select()
    pot = Pot.objects.get(selection=selection, region=city.cast.offices["legok"].region)
    assert outcome_counts(pot) == {"chosen": 12, "waiting": 1, "not_eligible": 1, "unknown": 3}
    codes = {name: city.choice(selection, name).why["code"] for name in ("TUA", "BELUM DIPERIKSA", "BELUM LENGKAP")}
    assert codes == {"TUA": "not_eligible", "BELUM DIPERIKSA": "not_checked", "BELUM LENGKAP": "not_ready"}
    assert not Choice.objects.filter(candidate=city.candidates["DITARIK"]).exists()


def test_who_had_no_turn_stands_behind_those_who_had(city: SelectionCity) -> None:
    city.many(2)
    Candidate.objects.filter(musyawarah_rank=2).update(state="not_eligible")
    found = city.select()
    pot = Pot.objects.get(selection=found, region__name="Legok")
    assert [choice.position for choice in choices_of(pot)] == [1, None]


def test_the_score_stands_beside_the_rank_with_its_parts(city: SelectionCity) -> None:
    city.propose("BUDI", 1, facts={"decile": 1, "breadwinner": "ya", "dependants": "3"})
    choice = city.choice(city.select(), "BUDI")
    points = {part["criterion"]: part["points"] for part in choice.why["parts"]}
    assert points == {
        "decile": 40, "breadwinner": 20, "dependants": 9, "job_risk": 0, "woman_headed": 0, "disability": 0,
        "months_uncovered": 0,
    }  # fmt: skip
    assert choice.score == sum(points.values())


def test_a_person_chosen_in_one_programme_is_not_chosen_in_another(city: SelectionCity) -> None:
    person = Person.objects.create(name="DUA KALI", nik="9871010101809900")
    city.propose("DUA KALI", 1, person=person)
    city.propose("DUA KALI M", 1, person=person, programme=MISKIN)
    selection = city.select()
    city.decree(selection)
    second = city.select(programme=MISKIN)
    choice = city.choice(second, "DUA KALI M")
    assert (choice.outcome, choice.why["code"]) == ("not_eligible", "chosen_elsewhere")


def test_a_top_up_brings_in_more_and_names_its_source(city: SelectionCity) -> None:
    city.many(15)
    with pytest.raises(PadanError):
        city.select(top_up=200_000)
    pot = Pot.objects.get(selection=city.select(top_up=200_000, top_up_source="APBD kota"), region__name="Legok")
    assert (pot.of_law, pot.money, pot.chosen) == (2_500_000, 2_700_000, 13)


def test_fewer_months_reach_the_whole_quota(city: SelectionCity) -> None:
    city.many(26)
    pot = Pot.objects.get(selection=city.select(months=5), region__name="Legok")
    assert (pot.chosen, pot.stop, pot.spent) == (25, "heads", 2_100_000)


def test_a_selection_of_many_waits_for_the_worker(city: SelectionCity, monkeypatch: pytest.MonkeyPatch) -> None:
    city.many(2)
    monkeypatch.setattr(services, "AT_ONCE", 1)
    selection = city.select()
    assert selection.state == SelectionState.WAITING
    assert services.selections_perform() == 1
    selection.refresh_from_db()
    assert (selection.state, selection.counts["chosen"]) == (SelectionState.READY, 2)
    assert services.selections_perform() == 0


@pytest.mark.parametrize(
    "odd",
    [
        {"tahun": "1900"},
        {"bulan": "13"},
        {"bulan": "x"},
        {"mulai": "2"},
        {"mulai": "13"},
        {"program": "lain"},
        {"tambahan": "-5"},
    ],
)
def test_an_odd_plan_is_refused_with_a_sentence(city: SelectionCity, odd: dict[str, str]) -> None:
    data = {"tahun": "2026", "program": RENTAN, "bulan": "12", **odd}
    if "tahun" in odd:
        data["program"] = "lain"
    answer = signed_in(city.cast.bappeda).post("/penetapan/hitung/", data)
    assert answer.status_code == 422
    assert "refusal" in answer.content.decode()
    assert not Selection.objects.exists()


def test_the_trap_is_shown_with_its_ways_out(city: SelectionCity) -> None:
    page = signed_in(city.cast.bappeda).get("/penetapan/rencana/", {"tahun": "2026", "program": MISKIN, "bulan": "12"})
    told = page.content.decode()
    assert "kurang Rp 5.080.000" in told
    assert "24 orang untuk 12 bulan, sisa Rp 161.600" in told
    assert "50 orang untuk 5 bulan, sisa Rp 800.000" in told
    assert "belum pasti" in told


def test_through_the_page(city: SelectionCity) -> None:
    city.many(3)
    client = signed_in(city.cast.bappeda)
    answer = client.post("/penetapan/hitung/", {"tahun": "2026", "program": RENTAN, "bulan": "12"})
    selection = Selection.objects.get()
    assert answer.status_code == 302
    assert f"/penetapan/{selection.pk}/" in answer["Location"]
    told = client.get(answer["Location"]).content.decode()
    assert "Tetapkan dengan keputusan" in told
    assert "Legok" in told


def test_a_share_of_the_kecamatans_money_is_split_between_its_kelurahan(
    city: SelectionCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.many(25)
    city.many(4, office="murni")
    base = Ground(law_now(), rates_now(), Plan(2026, RENTAN).day)
    monkeypatch.setattr(planning, "law_now", lambda: changed(base, f"base.{RENTAN}=kecamatan").law)
    pots = Pot.objects.filter(selection=city.select()).order_by("region__code")
    assert [(pot.region.name, pot.chosen) for pot in pots] == [("Rawasari", 0), ("Legok", 20), ("Murni", 4)]
    assert sum(pot.money for pot in pots) <= 5_000_000


@pytest.mark.parametrize(("year", "sentence"), [(2021, "tidak dapat dibaca"), (2027, "tidak memberi dana")])
def test_what_cannot_be_made_says_so(city: SelectionCity, year: int, sentence: str) -> None:
    with pytest.raises(PadanError, match=sentence):
        services.selection_ask(acting=city.cast.bappeda, plan=Plan(year, RENTAN))


def test_of_equal_places_those_whose_cover_is_lost_sooner_get_the_odd_one(
    city: SelectionCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.many(15)
    city.many(15, office="murni")
    city.covered(*(name for name in city.candidates if name.startswith("MURNI")))
    base = Ground(law_now(), rates_now(), Plan(2026, RENTAN).day)
    monkeypatch.setattr(planning, "law_now", lambda: changed(base, f"base.{RENTAN}=kecamatan").law)
    pots = Pot.objects.filter(region__name__in=("Legok", "Murni")).order_by("region__code")
    first = city.select(months=10)
    assert [pot.chosen for pot in pots.filter(selection=first)] == [15, 14]
    Standing.objects.update(falls_out=date(2026, 2, 1))
    assert performing.has_moved(first)
    second = city.select(months=10)
    assert [pot.chosen for pot in pots.filter(selection=second)] == [14, 15]
    assert not performing.has_moved(second)
    assert [city.choice(second, name).outcome for name in ("LEGOK P15", "MURNI P15")] == ["waiting", "chosen"]


def test_a_selection_of_a_law_that_has_changed_is_not_set(city: SelectionCity, monkeypatch: pytest.MonkeyPatch) -> None:
    city.many(3)
    selection = city.select()
    base = Ground(law_now(), rates_now(), Plan(2026, RENTAN).day)
    monkeypatch.setattr(planning, "law_now", lambda: changed(base, f"share.{RENTAN}=300").law)
    with pytest.raises(PadanError, match="ketentuannya berubah"):
        city.decree(selection)
    told = signed_in(city.cast.bappeda).get(f"/penetapan/{selection.pk}/").content.decode()
    assert "ketentuannya berubah" in told


@pytest.mark.parametrize(
    ("today", "first", "gone", "left"),
    [
        (date(2025, 12, 20), date(2026, 1, 1), 0, 12),
        (date(2025, 12, 21), date(2026, 2, 1), 1, 11),
        (date(2026, 10, 20), date(2026, 11, 1), 10, 2),
        (date(2026, 11, 29), None, 12, 0),
    ],
)
def test_months_that_have_gone_by(city: SelectionCity, today: date, first: date | None, gone: int, left: int) -> None:
    late = planning.months_gone(Plan(2026, RENTAN), today)
    assert (late.first, late.gone, late.left) == (first, gone, left)


def test_the_plan_says_which_months_cannot_be_registered_any_more(
    city: SelectionCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("padan.web.selection.views.timezone.localdate", lambda: date(2026, 10, 5))
    asked = {"tahun": "2026", "program": RENTAN, "bulan": "12"}
    told = signed_in(city.cast.bappeda).get("/penetapan/rencana/", asked).content.decode()
    assert "10 bulan dari rencana ini tidak dapat didaftarkan lagi: paling cepat November 2026" in told


def test_a_plan_that_begins_later_ties_no_month_that_has_gone_by(
    city: SelectionCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("padan.web.selection.forms.timezone.localdate", lambda: date(2026, 10, 5))
    city.many(3)
    client = signed_in(city.cast.bappeda)
    told = client.get("/penetapan/rencana/", {"tahun": "2026", "program": RENTAN}).content.decode()
    assert '<option value="11" selected>November 2026</option>' in told
    assert 'name="bulan" value="2"' in told
    client.post("/penetapan/hitung/", {"tahun": "2026", "program": RENTAN, "mulai": "11", "bulan": "2"})
    made = Selection.objects.get()
    assert (made.first_month, made.months, made.cost) == (date(2026, 11, 1), 2, 33_600)
    assert not performing.has_moved(made)
    page = client.get(f"/penetapan/{made.pk}/").content.decode()
    assert "November 2026 sampai Desember 2026" in page


def test_pages_say_how_old_the_record_of_cover_is(city: SelectionCity) -> None:
    city.many(2)
    city.covered("LEGOK P1")
    CurrentRun.objects.create(period=Period.objects.get(), run=Run.objects.get())
    made = city.select()
    client = signed_in(city.cast.bappeda)
    for address in ("/penetapan/rencana/?tahun=2026&program=pekerja_rentan", f"/penetapan/{made.pk}/"):
        assert "dibaca dari catatan sampai Desember 2025" in client.get(address).content.decode(), address


def test_whom_an_earlier_day_judged_is_judged_again_before_a_selection(city: SelectionCity) -> None:
    city.many(2)
    for candidate in city.candidates.values():
        Candidate.objects.filter(pk=candidate.pk).update(judged_at=timezone.now() - timedelta(days=2))
    made = city.select()
    assert Candidate.objects.filter(state="unknown").count() == 2
    assert made.counts["chosen"] == 0
