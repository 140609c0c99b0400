"""What is looked for on every page is found, on what shows as nothing did before too."""

import pytest
from page_checks import WIDE, faults_of
from playwright.sync_api import Browser

USUAL = '<html lang="id"><title>Uji</title><main><h1>Uji</h1><p>Kata</p>{}</main></html>'
PALE = '<p class="pucat" style="color:#ccc;background:#fff">Pucat</p>'


@pytest.mark.one_database
def test_a_pale_word_among_what_was_measured_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(USUAL.format(""))
    assert faults_of(page, (WIDE,)) == []
    page.set_content(USUAL.format(PALE))
    (fault,) = faults_of(page, (WIDE,))
    assert fault.startswith("1280 px: color-contrast")
    assert "Pucat" in fault
    page.close()
