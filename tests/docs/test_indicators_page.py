"""The page of indicators says what the shipped files and the registry of measures say."""

import sys

from doc_pages import REFERENCE, ROOT, read

from padan.domain.indicators import load_indicators
from padan.domain.law import load_law

sys.path.insert(0, str(ROOT / "tools"))
import indicators_page


def test_page_is_what_is_shipped() -> None:
    assert read(REFERENCE / "indicators.md") == indicators_page.page()


def test_every_measure_that_is_named_exists() -> None:
    from padan.web.monitoring.measures.registry import MEASURES  # noqa: PLC0415 - Django must have been set up

    assert {key for one in load_indicators() for key in one.measures} <= set(MEASURES)


def test_a_basis_is_a_known_key_or_words() -> None:
    known = {basis.key for basis in load_law().bases}
    for one in load_indicators():
        assert one.basis in known or " " in one.basis, one.key
