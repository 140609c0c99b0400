"""Who stands on a list, in a sheet or in a form is a candidate, in exactly one state, with what is missing told."""

from datetime import date

import pytest
from cast import signed_in
from django.urls import reverse
from django.utils import timezone
from protection_city import BUDI, JOKO, RINA, TODAY, WHOLE, cleared, quarter

from padan.web.audit.models import Event
from padan.web.law import services as law_services
from padan.web.law.models import LawRule
from padan.web.law.services import StatedRule
from padan.web.protection.models import Candidate, Family, JudgedBy, Person, PersonFact, Proposal, Step
from padan.web.protection.selectors import candidates_of, counts_of
from padan.web.protection.services import candidates_judge, persons_refresh_pending
from thorough import one_in

YEAR = str(timezone.localdate().year)
pytestmark = [pytest.mark.django_db, one_in(4)]


def codes(candidate: Candidate) -> list[str]:
    return [reason["code"] for reason in candidate.reasons]


def test_everybody_on_an_accepted_list_of_a_programme_is_proposed_by_it(cast):
    city = quarter(cast)
    city.listed(**BUDI, job="Tukang parkir")
    city.listed("murni", "miskin_ekstrem", **RINA)
    city.listed(**{**JOKO, "end_date": "31-12-2024"})
    city.listed("dinsos", "tkk", nik="9971010404759004", name="SITI TKK", birth_date="04-04-1975")
    assert city.publish()["proposed"] == 2
    budi, rina = Candidate.objects.order_by("pk")
    assert (budi.programme, budi.year, budi.office.name, budi.origin) == (
        "pekerja_rentan", 2025, "Kelurahan Legok", "daftar",
    )  # fmt: skip
    assert (rina.programme, rina.office.name) == ("miskin_ekstrem", "Kelurahan Murni")
    assert (budi.state, codes(budi)) == ("unknown", ["alive_missing", "resident_missing", "employer_missing"])
    assert "decile_missing" in codes(rina)
    assert {"phone", "work_place", "work_hours", "income", "address"} == set(budi.missing)
    step = Step.objects.get(candidate=budi)
    assert (step.step, step.by_name) == ("proposed", "Daftar yang diterima")
    city.next_run()
    city.publish()
    assert (Candidate.objects.count(), Step.objects.count(), Proposal.objects.count()) == (2, 2, 2)


def test_each_candidate_is_in_exactly_one_state(cast):
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.listed(**RINA, **{**WHOLE, "job": "Direktur bank", "kk": "9971010101129002"})
    city.listed(**{**JOKO, "death_date": "05-01-2025"})
    city.publish()
    for candidate in Candidate.objects.exclude(person__name="JOKO SUSILO"):
        cleared(candidate)
    states = {c.person.name: (c.state, codes(c)) for c in Candidate.objects.select_related("person")}
    assert states == {
        "BUDI SANTOSO": ("eligible", []),
        "RINA WATI": ("not_eligible", ["job_not_listed"]),
        "JOKO SUSILO": ("not_eligible", ["deceased"]),
    }
    counted = counts_of(cast.siti, 2025, "pekerja_rentan")["state"]
    assert counted == {"eligible": 1, "not_eligible": 2, "unknown": 0}
    assert sum(counted.values()) == Candidate.objects.count()


def test_paid_through_another_segment_is_found_before_enrolment(cast):
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.listed("dinsos", "tkk", **BUDI)
    city.publish()
    budi = cleared(Candidate.objects.get())
    assert codes(budi) == ["paid_by_other"]
    assert "Dinas Sosial" in budi.reasons[0]["text_id"]


def test_two_kelurahan_and_two_programmes_are_warned_of(cast):
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.listed("murni", **BUDI)
    city.listed("legok", "miskin_ekstrem", **BUDI)
    city.publish()
    rentan = cleared(Candidate.objects.get(programme="pekerja_rentan"))
    assert (rentan.state, rentan.office.name) == ("eligible", "Kelurahan Legok")
    assert {warning["code"] for warning in rentan.warnings} == {"proposed_twice", "other_programme"}


def test_the_newest_day_of_an_answer_holds_and_an_answer_holds_for_its_nik(cast):
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.publish()
    budi = cleared(Candidate.objects.get())

    def say(kind: str, value: str, day: date, about: str = BUDI["nik"]) -> str:
        PersonFact.objects.create(person=budi.person, kind=kind, value=value, day=day, source="dukcapil", about=about)
        candidates_judge(persons=[budi.person_id], today=TODAY)
        return Candidate.objects.get().state

    assert say("employer", "pu", date(2025, 1, 1)) == "eligible"
    assert say("employer", "pu", date(2025, 2, 4)) == "not_eligible"
    assert say("employer", "free", date(2025, 2, 5)) == "eligible"
    assert say("identity", "no", date(2025, 2, 6), about="9971011205809999") == "eligible"
    assert say("identity", "no", date(2025, 2, 7)) == "not_eligible"


def test_the_decile_is_the_familys_and_the_newest_version_holds(cast):
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.publish()
    budi = cleared(Candidate.objects.get(), decile=3)
    assert (budi.facts["decile"]["value"], budi.facts["decile"]["source"]) == (3, "dtsen")
    Family.objects.create(no_kk=WHOLE["kk"], source="dtsen", version=date(2025, 3, 1), decile=8)
    candidates_judge(year=2025, today=TODAY)
    budi.refresh_from_db()
    assert codes(budi) == ["decile_high"]


def test_nothing_changed_is_written_nowhere(cast, django_assert_max_num_queries):
    city = quarter(cast)
    for day in range(1, 29):
        city.listed(
            nik=f"99710112{day:02d}0780{9000 + day}", name=f"ORANG {'ABCDEFGHIJKLMNOPQRSTUVWXYZYZ'[day - 1]}{day}"
        )
    city.publish()
    with django_assert_max_num_queries(30):
        assert candidates_judge(year=2025, today=TODAY) == 0


def test_a_form_proposes_one_person_and_the_same_person_once(cast):
    client = signed_in(cast.siti)
    said = {
        "programme": "pekerja_rentan", "year": YEAR, "origin": "musyawarah", "minutes": "BA-7/2025", "rank": "3",
        **BUDI, "job": "Tukang parkir", "kk": WHOLE["kk"], "family_decile": "2", "family_source": "dtsen",
        "family_version": "2025-01-15", "breadwinner": "ya",
    }  # fmt: skip
    assert client.get(reverse("protection:candidate_new")).status_code == 200
    answer = client.post(reverse("protection:candidate_new"), said)
    budi = Candidate.objects.get()
    assert answer.url == reverse("protection:candidate", args=[budi.pk])
    assert (budi.musyawarah_rank, budi.minutes, budi.family.decile, budi.said["breadwinner"]) == (
        3,
        "BA-7/2025",
        2,
        "ya",
    )
    other = signed_in(cast.murni_clerk).post(reverse("protection:candidate_new"), said)
    assert other.url == reverse("protection:candidates")
    assert (Person.objects.count(), Candidate.objects.count(), Proposal.objects.count()) == (1, 1, 2)
    blank = client.post(reverse("protection:candidate_new"), {"programme": "pekerja_rentan", "year": YEAR})
    assert blank.status_code == 422


def test_a_form_that_names_nobody_is_refused_with_a_sentence(cast):
    said = {"programme": "pekerja_rentan", "year": YEAR, "origin": "rt", "name": "TANPA NIK"}
    answer = signed_in(cast.siti).post(reverse("protection:candidate_new"), said)
    assert answer.status_code == 422
    assert "NIK atau tanggal lahir" in answer.content.decode()


def test_what_is_missing_is_filled_in_on_one_form_and_the_reading_is_logged(cast):
    city = quarter(cast)
    city.listed(**{**BUDI, "nik": "9971011205800000"}, job="Tukang parkir")
    city.publish()
    budi = Candidate.objects.get()
    assert {"nik", "address", "phone"} <= set(budi.missing)
    client, address = signed_in(cast.siti), reverse("protection:candidate", args=[budi.pk])
    assert "NIK tampil utuh" in client.get(address).content.decode()
    assert Event.objects.filter(action="audit.nik_read").count() == 1
    said = {**WHOLE, "nik": BUDI["nik"], "family_decile": "2", "family_source": "dtsen", "family_version": "2025-01-01"}
    client.post(reverse("protection:fill", args=[budi.pk]), said)
    budi.refresh_from_db()
    assert (budi.missing, budi.person.nik) == ([], BUDI["nik"])
    assert [source.row.values["nik"] for source in budi.person.sources.exclude(row=None)] == ["9971011205800000"]
    assert signed_in(cast.lukman).get(address).status_code == 200
    assert signed_in(cast.murni_clerk).get(address).status_code == 404
    assert signed_in(cast.camat).post(reverse("protection:fill", args=[budi.pk]), said).status_code == 403


def test_the_list_of_candidates_shows_no_whole_nik_and_asks_little(cast, django_assert_max_num_queries):
    city = quarter(cast)
    for day in range(1, 29):
        city.listed(nik=f"99710112{day:02d}0780{9000 + day}", name=f"ORANG KE {day}", birth_date=f"{day:02d}-07-1980")
    city.publish()
    client = signed_in(cast.siti)
    address = f"{reverse('protection:candidates')}?tahun=2025&program=pekerja_rentan"
    with django_assert_max_num_queries(40) as asked:
        page = client.get(address).content.decode()
    assert "ORANG KE 28" in page
    listed = [query["sql"] for query in asked if '"protection_person"."name"' in query["sql"]]
    assert [('"protection_family"' in sql, '"birth_date"' in sql) for sql in listed] == [(False, False)]
    assert "9971011228" not in page
    assert "28 calon" in page
    assert candidates_of(cast.murni_clerk, 2025).count() == 0
    assert candidates_of(cast.camat, 2025).count() == 28
    assert "Belum ada calon" in client.get(f"{address}&keadaan=eligible").content.decode()


def test_who_waits_for_a_decree_is_judged_anew_when_the_law_changes_and_once_a_day(cast, monkeypatch):
    city = quarter(cast)
    city.listed(**BUDI, **WHOLE)
    city.publish()
    budi = cleared(Candidate.objects.get())
    monkeypatch.setattr("padan.web.protection.rejudging.timezone.localdate", lambda: TODAY)
    persons_refresh_pending()
    budi.refresh_from_db()
    assert budi.state == "eligible"
    assert persons_refresh_pending() == ""
    old = LawRule.objects.get(kind="jobs", subject="pekerja_rentan", withdrawn_at=None)
    stated = StatedRule(
        "jobs", {"jobs": ["Nelayan"]}, old.first_day, old.last_day, old.basis, True, subject=old.subject
    )
    law_services.rule_replace(acting=cast.bappeda, rule=old, stated=stated, reason="Daftar baru")
    assert persons_refresh_pending() == "1 kelayakan berubah"
    budi.refresh_from_db()
    assert (budi.state, codes(budi)) == ("not_eligible", ["job_not_listed"])
    JudgedBy.objects.update(day=date(2025, 2, 2))
    monkeypatch.setattr("padan.web.protection.rejudging.candidates_judge", lambda **_said: 7)
    assert persons_refresh_pending() == "7 kelayakan berubah"
