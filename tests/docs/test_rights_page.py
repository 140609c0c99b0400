"""The page of rights says what the table of rights says."""

import sys

from doc_pages import REFERENCE, ROOT, read

sys.path.insert(0, str(ROOT / "tools"))
import rights_page


def test_page_is_the_table() -> None:
    assert read(REFERENCE / "rights.md") == rights_page.page()
