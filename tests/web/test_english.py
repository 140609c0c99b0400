"""The site in English: a whole catalogue, numbers and dates, and what stays Indonesian because it leaves the site."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from cast import Cast, signed_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation
from page_reader import browser, catalogue, catalogue_compile, read
from review_city import doubtful_pair, make_city

from padan.domain.errors import PadanError
from padan.web.lists.models import Row
from padan.web.periods.models import Requirement
from padan.web.periods.services import NewPeriod, period_open
from padan.web.refusals import both
from padan.web.review.models import Case, CaseKind
from padan.web.review.reasons import reason_text

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}|</?[a-z]+>")


@pytest.fixture(autouse=True)
def compiled() -> None:
    """English is there."""
    catalogue_compile()


def test_every_text_has_an_english_one(capsys: pytest.CaptureFixture[str]) -> None:
    failed = catalogue.missing()
    assert not failed, capsys.readouterr().out


def test_placeholders_are_the_same_on_both_sides() -> None:
    (path,) = catalogue.CATALOGUES
    with path.open("rb") as file:
        messages = [message for message in catalogue.read_po(file) if message.id]
    assert messages
    wrong = [
        (source, text)
        for message in messages
        for source, text in zip(_forms(message.id), _forms(message.string), strict=True)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert not wrong


def _forms(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text,)


def test_catalogue_has_nothing_that_the_site_no_longer_says() -> None:
    (path,) = catalogue.CATALOGUES
    said = {(message.id, message.context) for message in catalogue.collected()}
    with path.open("rb") as file:
        assert [message.id for message in catalogue.read_po(file) if (message.id, message.context) not in said] == []


@pytest.mark.django_db
def test_english_is_chosen_by_a_cookie_and_left_again(cast: Cast) -> None:
    client = signed_in(cast.siti)
    assert read(client.get("/")).lang == "id"
    client.post("/bahasa/", {"language": "en", "next": "/"})
    page = read(client.get("/"))
    assert page.lang == "en"
    assert "Home" in page.texts
    client.post("/bahasa/", {"language": "id", "next": "/"})
    assert "Beranda" in read(client.get("/")).texts


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("id", "12.345 | Rp 1.200.000 | 98,7 % | 3 Januari 2025 | Januari 2025 | 3 Januari 2025 pukul 14.05 WIB"),
        ("en", "12,345 | Rp 1,200,000 | 98.7 % | 3 January 2025 | January 2025 | 3 January 2025, 14:05 WIB"),
    ],
)
def test_numbers_and_dates_follow_the_language(language: str, written: str) -> None:
    page = "{{ n|whole }} | {{ rp|rupiah }} | {{ p|percent }} | {{ d|day }} | {{ d|month }} | {{ at|moment }}"
    said = {
        "n": 12345, "rp": 1_200_000, "p": 0.987, "d": date(2025, 1, 3), "at": datetime(2025, 1, 3, 7, 5, tzinfo=UTC),
    }  # fmt: skip
    with translation.override(language):
        assert Template(page).render(Context(said)) == written


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "written"), [("id", "Batas waktu 10 Januari 2025"), ("en", "Deadline 10 January 2025")]
)
def test_a_page_writes_its_dates_in_its_language(cast: Cast, language: str, written: str) -> None:
    period_open(acting=cast.bappeda, period=NewPeriod(key="2024-Q4", due=date(2025, 1, 10)))
    assert any(written in text for text in read(browser(cast.siti, language).get("/papan/")).texts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "required"), [("id", "Bidang ini tidak boleh kosong."), ("en", "This field is required.")]
)
def test_forms_complain_in_the_language_of_the_page(cast: Cast, language: str, required: str) -> None:
    answer = browser(cast.bappeda, language).post(reverse("periods:open"), {"key": ""})
    assert answer.status_code == 422
    assert required in read(answer).texts


@pytest.mark.django_db
def test_segments_have_english_names(cast: Cast) -> None:
    period = period_open(acting=cast.bappeda, period=NewPeriod(key="2024-Q4", due=date(2025, 1, 10)))
    address = reverse("lists:office", args=[cast.offices["legok"].pk, period.key])
    assert "Heads of RT" in read(browser(cast.siti, "en").get(address)).texts
    assert "Ketua RT" in read(browser(cast.siti, "id").get(address)).texts


@pytest.mark.django_db
def test_what_goes_out_of_the_site_stays_indonesian(cast: Cast) -> None:
    """A reminder is read by another office, and a template by the reader of files."""
    period = period_open(acting=cast.bappeda, period=NewPeriod(key="2024-Q4", due=date(2025, 1, 10)))
    page = browser(cast.bappeda, "en").get(reverse("periods:reminders", args=[period.key])).content.decode()
    assert "- Daftar orang, Ketua RT, paling lambat 10 Januari 2025" in page
    asked = Requirement.objects.get(period=period, office=cast.offices["legok"], segment="rt")
    blank = browser(cast.siti, "en").get(reverse("lists:blank", args=[asked.pk]))
    assert "Ketua RT" in openpyxl.load_workbook(BytesIO(blank.content)).sheetnames


@pytest.mark.django_db
def test_a_workbook_downloaded_in_english_is_taken_in_indonesian(cast: Cast) -> None:
    city = make_city(cast)
    doubtful_pair(city)
    city.publish()
    case = city.case(CaseKind.PAIR)
    book = openpyxl.load_workbook(BytesIO(browser(cast.siti, "en").get("/pemeriksaan/buku-kerja/").content))
    sheet = book.active
    at = {str(cell.value): (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value}
    row = next(r for word, (r, _) in at.items() if word.startswith(f"{case.pk}."))
    sheet.cell(row, at["Answer"][1], "Not the same person")
    out = BytesIO()
    book.save(out)
    file = SimpleUploadedFile("jawaban.xlsx", out.getvalue())
    answer = browser(cast.siti, "id").post("/pemeriksaan/unggah/", {"berkas": file})
    assert "1 jawaban disimpan" in read(answer).texts
    assert Case.objects.get(pk=case.pk).answer == "beda"


def test_reasons_are_told_anew_in_english() -> None:
    case = Case(left=Row(values={"birth_date": "01-02-1980"}), right=Row(values={"birth_date": "02-01-1980"}))
    reason = {"field": "birth_date", "outcome": "swapped", "text": "hari dan bulan tertukar"}
    assert reason_text(case, reason) == "hari dan bulan tertukar"
    with translation.override("en"):
        assert "day and month exchanged" in reason_text(case, reason)
        assert reason_text(case, {**reason, "outcome": "different"}) == "birth date: different"


def test_a_sentence_kept_in_both_languages_is_told_in_one() -> None:
    kept = both(PadanError("Berkasnya rusak.", "The file is damaged."))
    page = Template("{{ kept|told }}")
    assert page.render(Context({"kept": kept})) == "Berkasnya rusak."
    with translation.override("en"):
        assert page.render(Context({"kept": kept})) == "The file is damaged."
        assert page.render(Context({"kept": "one"})) == "one"


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words(cast: Cast) -> None:
    for language, words in (("id", "Muat ulang halamannya"), ("en", "Load the page again")):
        client = Client(enforce_csrf_checks=True)
        client.cookies["bahasa"] = language
        answer = client.post("/masuk/", {"username": "siti"})
        assert answer.status_code == 403
        assert any(words in text for text in read(answer).texts)
