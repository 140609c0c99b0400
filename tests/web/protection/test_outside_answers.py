"""The pre-check: a list goes out, the answer is read back for each NIK, and candidates are judged again."""

import pytest
from cast import signed_in
from django.urls import reverse
from protection_city import BUDI, JOKO, RINA, WHOLE, quarter
from workbooks import filled, lines_of

from padan.web.protection.models import Candidate, Enquiry, EnquiryLine, Family, PersonFact, Repair
from padan.web.protection.services import candidates_judge, enquiry_make
from padan.web.refusals import RefusedError
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(4)]


@pytest.fixture
def city(cast):
    found = quarter(cast)
    for values in (BUDI, RINA, JOKO):
        found.listed(**{**WHOLE, **values})
    found.listed("murni", "miskin_ekstrem", **RINA)
    found.publish()
    Family.objects.create(no_kk=WHOLE["kk"], source="dtsen", version="2025-01-01", decile=1)
    return found


def asked(cast, who: str) -> tuple[Enquiry, bytes, str]:
    enquiry = enquiry_make(acting=cast.bappeda, asked=who, year=2025, programme="pekerja_rentan", only_checked=False)
    data = signed_in(cast.bappeda).get(reverse("protection:enquiry_download", args=[enquiry.pk])).content
    return enquiry, data, reverse("protection:enquiry_answers", args=[enquiry.pk])


def states() -> dict[str, tuple[str, list[str]]]:
    found = Candidate.objects.filter(programme="pekerja_rentan").select_related("person")
    return {c.person.name.split()[0]: (c.state, [r["code"] for r in c.reasons]) for c in found}


def test_the_list_goes_out_with_the_words_to_choose_from(cast, city):
    _enquiry, data, _address = asked(cast, "branch")
    headings, rows = lines_of(data)
    assert headings == ["NIK", "Nama", "Tanggal Lahir", "Kelurahan", "Jawaban", "Per tanggal", "Keterangan"]
    assert [row[0] for row in rows] == [BUDI["nik"], RINA["nik"], JOKO["nik"]]


def test_both_answers_make_a_candidate_eligible_or_not(cast, city):
    _enquiry, data, address = asked(cast, "branch")
    said = {
        BUDI["nik"]: {"Jawaban": "Bukan peserta", "Per tanggal": "01-12-2025"},
        RINA["nik"]: {"Jawaban": "PU aktif"},
        JOKO["nik"]: {"Jawaban": "sedang dicek"},
    }
    page = signed_in(cast.branch).post(address, {"file": filled(data, said), "day": "2025-12-03"}, follow=True)
    assert "jawaban tidak dikenal 1" in page.content.decode()
    assert str(PersonFact.objects.get(person__name="BUDI SANTOSO").day) == "2025-12-01"
    assert str(PersonFact.objects.get(person__name="RINA WATI").day) == "2025-12-03"
    assert states()["RINA"] == ("not_eligible", ["employer"])
    _enquiry, data, address = asked(cast, "dukcapil")
    said = {
        BUDI["nik"]: {"Jawaban": "Sesuai"},
        RINA["nik"]: {"Jawaban": "NIK tidak ditemukan"},
        JOKO["nik"]: {"Jawaban": "Meninggal", "Keterangan": "akta 12/2024"},
    }
    page = signed_in(cast.bappeda).post(address, {"file": filled(data, said), "day": "2025-12-03"}, follow=True)
    assert "3 dari 3 terjawab" in page.content.decode()
    assert states() == {
        "BUDI": ("eligible", []),
        "RINA": ("not_eligible", ["nik_unmatched", "employer"]),
        "JOKO": ("not_eligible", ["deceased"]),
    }


def test_an_old_answer_counts_no_more_until_the_branch_has_answered_again(cast, city):
    for who, word in (("dukcapil", "Sesuai"), ("branch", "Bukan peserta")):
        _enquiry, data, address = asked(cast, who)
        said = {BUDI["nik"]: {"Jawaban": word, "Per tanggal": "01-12-2024" if who == "branch" else "01-06-2025"}}
        signed_in(cast.bappeda).post(address, {"file": filled(data, said)})
    assert states()["BUDI"] == ("unknown", ["employer_old"])
    budi = Candidate.objects.get(person__name="BUDI SANTOSO")
    page = signed_in(cast.siti).get(reverse("protection:candidate", args=[budi.pk])).content.decode()
    assert "Jawaban cabang BPJS sudah 12 bulan; berlaku 12 bulan." in page
    again = {BUDI["nik"]: {"Jawaban": "Bukan peserta", "Per tanggal": "01-01-2025"}}
    signed_in(cast.bappeda).post(address, {"file": filled(data, again)})
    assert states()["BUDI"] == ("eligible", [])


def test_whom_the_branch_registered_for_us_is_not_warned_of_as_insured_elsewhere(cast, city):
    _enquiry, data, address = asked(cast, "branch")
    signed_in(cast.branch).post(address, {"file": filled(data, {BUDI["nik"]: {"Jawaban": "BPU aktif"}})})

    def warned() -> list[str]:
        return [w["code"] for w in Candidate.objects.get(person__name="BUDI SANTOSO").warnings]

    assert "bpu_elsewhere" in warned()
    Candidate.objects.filter(person__name="BUDI SANTOSO").update(step="registered")
    candidates_judge(year=2025, today=city.period.first_month)
    assert "bpu_elsewhere" not in warned()


def test_what_is_wrong_flows_back_to_the_lists_of_the_offices(cast, city):
    _enquiry, data, address = asked(cast, "dukcapil")
    said = {RINA["nik"]: {"Jawaban": "Pindah"}, JOKO["nik"]: {"Jawaban": "Meninggal"}}
    bappeda = signed_in(cast.bappeda)
    for _twice in range(2):
        bappeda.post(address, {"file": filled(data, said)})
    found = {(r.person.name, r.office.name, r.kind) for r in Repair.objects.select_related("person", "office")}
    assert found == {
        ("RINA WATI", "Kelurahan Legok", "moved"),
        ("RINA WATI", "Kelurahan Murni", "moved"),
        ("JOKO SUSILO", "Kelurahan Legok", "deceased"),
    }
    assert Repair.objects.count() == 3
    siti, listing = signed_in(cast.siti), reverse("protection:repairs")
    assert "JOKO SUSILO" in siti.get(listing).content.decode()
    assert len(lines_of(siti.get(reverse("protection:repairs_download")).content)[1]) == 2
    repair = Repair.objects.get(person__name="JOKO SUSILO")
    siti.post(reverse("protection:repair_done", args=[repair.pk]), {"note": "sudah diakhiri"})
    assert "JOKO SUSILO" not in siti.get(listing).content.decode()
    assert siti.post(reverse("protection:repair_done", args=[repair.pk])).status_code == 409


def test_an_answer_again_says_nothing_new_and_a_later_one_holds(cast, city):
    enquiry, data, address = asked(cast, "branch")
    client = signed_in(cast.branch)
    client.post(address, {"file": filled(data, {BUDI["nik"]: {"Jawaban": "PU aktif", "Per tanggal": "01-02-2025"}})})
    client.post(address, {"file": filled(data, {BUDI["nik"]: {"Jawaban": "PU aktif", "Per tanggal": "01-02-2025"}})})
    assert PersonFact.objects.count() == 1
    client.post(address, {"file": filled(data, {BUDI["nik"]: {"Jawaban": "PU nonaktif", "Per tanggal": "02-02-2025"}})})
    assert EnquiryLine.objects.get(enquiry=enquiry, nik=BUDI["nik"]).word == "free"
    assert "employer" not in states()["BUDI"][1]


def test_answers_to_another_list_are_refused(cast, city):
    _enquiry, data, _address = asked(cast, "branch")
    other = enquiry_make(acting=cast.bappeda, asked="branch", year=2025, programme="miskin_ekstrem", only_checked=False)
    address = reverse("protection:enquiry_answers", args=[other.pk])
    answer = signed_in(cast.branch).post(address, {"file": filled(data, {BUDI["nik"]: {"Jawaban": "Bukan peserta"}})})
    assert answer.status_code == 422
    dukcapil = enquiry_make(
        acting=cast.bappeda, asked="dukcapil", year=2025, programme="miskin_ekstrem", only_checked=False
    )
    assert signed_in(cast.branch).get(reverse("protection:enquiry", args=[dukcapil.pk])).status_code == 404
    with pytest.raises(RefusedError):
        enquiry_make(acting=cast.bappeda, asked="branch", year=2025, programme="pekerja_rentan")


def test_judging_again_is_the_same(cast, city):
    candidates_judge(year=2025, today=city.period.first_month)
    before = states()
    assert candidates_judge(year=2025, today=city.period.first_month) == 0
    assert states() == before
