"""A sheet of candidates of any source is shown before it is accepted; families, ranks and minutes come with it."""

import pytest
from cast import signed_in
from django.urls import reverse
from django.utils import timezone
from protection_city import BUDI, JOKO, RINA
from workbooks import workbook

from padan.web.protection.models import Candidate, CandidateSheet, Family, Person, PersonSource
from padan.web.protection.proposing import Item, propose_many
from padan.web.protection.services import step_take
from thorough import one_in

pytestmark = [pytest.mark.django_db, one_in(2)]
HEADINGS = (
    "Peringkat Musyawarah", "NIK", "Nama", "Tanggal Lahir", "No. KK", "Pekerjaan", "Kelurahan", "Desil", "Sumber Data",
    "Tanggal Versi", "Pencari Nafkah", "Jumlah Tanggungan", "Kepala Keluarga Perempuan", "Disabilitas",
)  # fmt: skip
KK = "9971010101129001"
ROWS = [
    ["1", RINA["nik"], "Rina Wati", "05-06-1985", KK, "Ojek", "Legok", "Desil 2", "DTSEN", "01-01-2025", "Ya", "3",
     "Ya", "-"],
    ["2", BUDI["nik"], "Budi Santoso", "12-05-1980", "", "Sopir", "Legok", "3", "", "", "tidak", "", "", ""],
    ["3", "", "Tanpa Jati Diri", "", "", "", "Legok", "", "", "", "", "", "", ""],
    ["4", JOKO["nik"], "Joko Susilo", "03-03-1970", "", "Petani", "Rawasari", "1", "", "", "", "", "", ""],
]  # fmt: skip


def about(**more: str) -> dict[str, str]:
    return {
        "programme": "pekerja_rentan", "year": str(timezone.localdate().year), "origin": "musyawarah",
        "minutes": "BA-12/2025", "minutes_on": "2025-01-20", **more,
    }  # fmt: skip


def handed_in(client, rows=ROWS, **more: str) -> CandidateSheet:
    answer = client.post(reverse("protection:sheets"), {**about(**more), "file": workbook(HEADINGS, rows)})
    assert answer.status_code == 302
    return CandidateSheet.objects.get()


def test_shown_before_it_counts_then_accepted(cast):
    client = signed_in(cast.siti)
    sheet = handed_in(client)
    page = client.get(reverse("protection:sheet", args=[sheet.pk])).content.decode()
    assert "2 calon dapat diusulkan" in page
    assert "1: NIK dan tanggal lahir tidak terbaca." in page
    assert "1: Kelurahannya bukan kelurahan ini" in page
    assert RINA["nik"] not in page
    assert not Candidate.objects.exists()
    client.post(reverse("protection:sheet_accept", args=[sheet.pk]))
    rina, budi = Candidate.objects.order_by("musyawarah_rank").select_related("person", "family")
    assert (rina.musyawarah_rank, rina.minutes, rina.origin, rina.office) == (
        1, "BA-12/2025", "musyawarah", cast.offices["legok"],
    )  # fmt: skip
    assert (rina.family.no_kk, rina.family.decile, rina.family.source, str(rina.family.version)) == (
        KK, 2, "dtsen", "2025-01-01",
    )  # fmt: skip
    said = {key: rina.said.get(key) for key in ("breadwinner", "dependants", "woman_headed", "disability", "job")}
    assert said == {"breadwinner": "ya", "dependants": "3", "woman_headed": "ya", "disability": "tidak", "job": "Ojek"}
    assert (budi.family, budi.musyawarah_rank, budi.said["breadwinner"]) == (None, 2, "tidak")
    assert budi.steps.get().by_name == "Siti Aminah"
    assert client.post(reverse("protection:sheet_accept", args=[sheet.pk])).status_code == 409


def test_the_same_people_in_a_second_sheet_are_the_same_persons(cast):
    client = signed_in(cast.siti)
    client.post(reverse("protection:sheet_accept", args=[handed_in(client).pk]))
    other = [["9", RINA["nik"], "RINA WATI", "5 Juni 1985", KK, "", "", "4", "DTSEN", "01-04-2025", "", "", "", ""]]
    said = about(origin="dtsen", minutes="", minutes_on="", version="2025-04-01")
    client.post(reverse("protection:sheets"), {**said, "file": workbook(HEADINGS, other)})
    client.post(reverse("protection:sheet_accept", args=[CandidateSheet.objects.first().pk]))
    assert (Person.objects.count(), Candidate.objects.count(), Family.objects.count()) == (2, 2, 2)
    rina = Candidate.objects.get(person__nik=RINA["nik"])
    assert (rina.musyawarah_rank, rina.family.decile, rina.said["job"]) == (1, 4, "Ojek")
    assert [p.origin for p in rina.proposals.all()] == ["musyawarah", "dtsen"]
    assert PersonSource.objects.count() == 2


def test_who_was_returned_or_withdrawn_is_proposed_again_by_a_new_sheet(cast):
    client = signed_in(cast.siti)
    client.post(reverse("protection:sheet_accept", args=[handed_in(client).pk]))
    rina, budi = Candidate.objects.order_by("musyawarah_rank")
    today = timezone.localdate()
    step_take(acting=cast.lukman, candidate=rina, step="returned", day=today, reason="pekerjaannya keliru")
    step_take(acting=cast.siti, candidate=budi, step="withdrawn", day=today, reason="pindah ke Rawasari")
    said = about(origin="dtsen", minutes="", minutes_on="", version="2025-04-01")
    mended = [[*ROWS[0][:5], "Pemulung", *ROWS[0][6:]]]
    client.post(reverse("protection:sheets"), {**said, "file": workbook(HEADINGS, mended)})
    client.post(reverse("protection:sheet_accept", args=[CandidateSheet.objects.first().pk]))
    rina.refresh_from_db()
    assert (rina.step, rina.said["job"], rina.musyawarah_rank) == ("proposed", "Pemulung", 1)
    assert [step.step for step in rina.steps.order_by("pk")] == ["proposed", "returned", "proposed"]
    moved = [[*ROWS[1][:6], "Rawasari", *ROWS[1][7:]]]
    city = signed_in(cast.bappeda)
    city.post(reverse("protection:sheets"), {**said, "file": workbook(HEADINGS, moved)})
    city.post(reverse("protection:sheet_accept", args=[CandidateSheet.objects.order_by("-pk")[0].pk]))
    budi.refresh_from_db()
    assert (budi.step, budi.office) == ("proposed", cast.offices["rawasari"])


def test_a_list_does_not_propose_again_who_was_withdrawn(cast):
    client = signed_in(cast.siti)
    client.post(reverse("protection:sheet_accept", args=[handed_in(client).pk]))
    budi = Candidate.objects.get(person__nik=BUDI["nik"])
    step_take(acting=cast.siti, candidate=budi, step="withdrawn", day=timezone.localdate(), reason="tidak jadi")
    item = Item(budi.person_id, budi.office_id, budi.programme, budi.year, "daftar", {"name": "Budi Santoso"})
    propose_many([item], acting=None, today=timezone.localdate())
    budi.refresh_from_db()
    assert budi.step == "withdrawn"


def test_a_sheet_of_the_city_goes_to_each_kelurahan(cast):
    client = signed_in(cast.bappeda)
    sheet = handed_in(client, origin="dtsen", minutes="", minutes_on="", version="2025-04-01")
    client.post(reverse("protection:sheet_accept", args=[sheet.pk]))
    assert {c.person.nik: c.office.name for c in Candidate.objects.select_related("person", "office")} == {
        RINA["nik"]: "Kelurahan Legok", BUDI["nik"]: "Kelurahan Legok", JOKO["nik"]: "Kelurahan Rawasari",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"minutes": ""}, "berita acara musyawarah"),
        ({"origin": "dtsen", "minutes": "", "minutes_on": ""}, "tanggal versi datanya"),
        ({"year": "1999"}, "1999"),
    ],
)
def test_what_a_sheet_must_say(cast, more, says):
    client = signed_in(cast.siti)
    answer = client.post(reverse("protection:sheets"), {**about(**more), "file": workbook(HEADINGS, ROWS)})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not CandidateSheet.objects.exists()


def test_a_file_that_is_no_list_is_refused_with_a_sentence(cast):
    client = signed_in(cast.siti)
    client.post(reverse("protection:sheets"), {**about(), "file": workbook(("Kegiatan", "Pagu"), [["Jalan", "1"]])})
    sheet = CandidateSheet.objects.get()
    assert sheet.state == "refused"
    page = client.get(reverse("protection:sheet", args=[sheet.pk])).content.decode()
    assert "Traceback" not in page
    assert sheet.refusal.split("\n", maxsplit=1)[0] in page.replace("&quot;", '"').replace("&#x27;", "'")
    client.post(reverse("protection:sheet_withdraw", args=[sheet.pk]))
    assert CandidateSheet.objects.get().state == "withdrawn"
    assert client.post(reverse("protection:sheets"), about()).status_code == 422
