"""A key that meant something for the last question is not taken by the next one, where that is of another kind."""

from cast import Cast
from page_checks import faults_of
from playwright.sync_api import expect
from review_city import doubtful_pair, make_city
from visits import Visit

from padan.web.periods.models import Kind
from padan.web.review.models import Case, CaseKind


def test_a_finger_that_is_too_quick_answers_nothing_of_another_kind(cast: Cast, visit: Visit) -> None:
    city = make_city(cast)
    doubtful_pair(city)
    city.say(city.row("legok", Kind.PARTICIPANTS, kpj="9"), "not_listed")
    city.publish()
    page = visit(cast.siti)
    page.goto("/pemeriksaan/mulai/?jenis=pair")
    page.keyboard.press("b")
    begun = page.get_by_text("Pertanyaan jenis lain: Terdaftar di BPJS, tidak ada di daftar")
    expect(begun).to_be_visible()
    page.keyboard.press("j")
    page.wait_for_timeout(600)
    expect(begun).to_be_visible()
    assert Case.objects.get(kind=CaseKind.NOT_LISTED).answer == ""
    assert faults_of(page) == []
    page.wait_for_timeout(700)
    page.keyboard.press("j")
    expect(page.locator(".before span").first).to_contain_text("Masih menjabat")
    assert Case.objects.get(kind=CaseKind.NOT_LISTED).answer == "menjabat"
