"""A paper with whole NIK is read elsewhere only with a reason; the figures without names need none."""

import io

import pytest
from cast import make_cast, signed_in
from django.http import HttpResponse
from django.urls import reverse
from official_city import City, make_city, sign_all
from pypdf import PdfReader

from padan.web import vault
from padan.web.audit.models import Event
from padan.web.official.models import Paper, Scan
from padan.web.official.naming import people_read
from padan.web.official.printing import paper_print
from padan.web.templatetags.indonesian import year_of
from thorough import one_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, one_in(4)]

WHY = "Pemeriksaan kas triwulan"


@pytest.fixture(scope="module")
def city(kept: None) -> City:
    return make_city(make_cast())


@pytest.fixture(scope="module")
def paper(city: City) -> Paper:
    """Legok's, printed once for all tests, with its scan."""
    signed = sign_all(city)
    found = Paper.objects.get(signoff=signed["lukman"])
    paper_print(found.pk)
    sha256, size = vault.keep([b"%PDF-1.7 pindaian"])
    Scan.objects.create(paper=found, filename="pindai.pdf", sha256=sha256, size=size, by=city.cast.siti.user)
    return Paper.objects.get(pk=found.pk)


def taken(answer: HttpResponse) -> tuple[str, bytes]:
    """The kind of a file that was handed out, and the file."""
    return answer["Content-Type"], b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def readings() -> list[tuple[str, int]]:
    found = Event.objects.filter(action="audit.nik_read").order_by("id")
    return [(event.detail["reason"], event.detail["many"]) for event in found]


@one_in(4)
@pytest.mark.parametrize("who", ["leader", "auditor", "bpkad", "pemerintahan", "bappeda"])
def test_who_reads_the_whole_city_says_why_once_a_sitting(city: City, paper: Paper, who: str) -> None:
    client = signed_in(city.cast.people[who])
    pdf, book = (reverse(f"official:{name}", args=[paper.pk]) for name in ("pdf", "workbook"))
    asked = client.get(pdf)
    assert asked["Content-Type"].startswith("text/html")
    assert "18 orang dengan NIK utuh" in asked.content.decode()
    assert client.post(pdf, {"reason": "ya"}).status_code == 422
    assert not Event.objects.filter(action="official.download").exists()
    assert not readings()
    assert taken(client.post(pdf, {"reason": WHY}))[1] == vault.read(paper.pdf_sha256)
    assert taken(client.get(book))[0].startswith("application/vnd")
    assert taken(client.get(reverse("official:scan", args=[Scan.objects.get().pk])))[0] == "application/pdf"
    assert readings() == [(WHY, 18)] * 3


@pytest.mark.parametrize("who", ["siti", "lukman", "camat", "kecamatan_clerk"])
def test_the_own_office_and_area_are_not_asked_but_the_reading_is_noted(city: City, paper: Paper, who: str) -> None:
    given = taken(signed_in(city.cast.people[who]).get(reverse("official:pdf", args=[paper.pk])))
    assert given[0] == "application/pdf"
    assert readings() == [("naskah kantor sendiri", 18)]


def test_a_copy_without_names_is_offered_first_and_asks_nothing(city: City, paper: Paper) -> None:
    client = signed_in(city.cast.leader)
    listed = client.get(reverse("official:papers")).content.decode()
    address = reverse("official:unnamed", args=[paper.pk])
    assert listed.index(address) < listed.index(reverse("official:pdf", args=[paper.pk]))
    given = client.get(address)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(given.content)).pages)
    assert "SALINAN TANPA NAMA" in " ".join(text.split())
    row = city.rows["legok", "rt"][-1].values
    whole = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(vault.read(paper.pdf_sha256))).pages)
    assert row["nik"] in whole
    assert row["nik"] not in text
    assert row["name"] not in text
    assert not readings()
    assert Event.objects.get(action="official.download").detail["what"] == "unnamed"
    assert signed_in(city.cast.murni_lurah).get(address).status_code == 404
    assert address not in signed_in(city.cast.siti).get(reverse("official:papers")).content.decode()


def test_a_gathered_paper_masks_nik_and_birth_date_and_asks_nothing(city: City, paper: Paper) -> None:
    found = Paper.objects.get(signoff__office=city.office("sipin"))
    buckets, _ = people_read(vault.read(found.signoff.figures["people"]))
    people = [line.person for lines in buckets.values() for line in lines]
    people += [line.other for lines in buckets.values() for line in lines if line.other]
    assert people
    assert all("*" in person.nik and len(person.birth_date) == 4 for person in people)
    paper_print(found.pk)
    given = taken(signed_in(city.cast.leader).get(reverse("official:pdf", args=[found.pk])))
    assert given[0] == "application/pdf"
    assert not readings()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1985-08-17", "1985"),
        ("17-08-1985", "1985"),
        ("17 Agustus 1985", "1985"),
        ("", ""),
        (None, ""),
        ("entah", "****"),
    ],
)
def test_of_a_birth_date_only_the_year_is_told(text: str | None, year: str) -> None:
    assert year_of(text) == year
