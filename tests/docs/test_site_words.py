"""The pages that tell how to use the site call buttons and headings as the site does."""

import re

import pytest
from doc_pages import DOCS, ROOT, read

GRANT = (
    "propose-candidates",
    "verify-proposals",
    "exchange-with-the-branch",
    "follow-the-money",
    "names-on-bills",
    "select-recipients",
    "follow-cover",
)
"""Tasks of the grant, a page each."""
PAGES = [
    *sorted((DOCS / "how-to").glob("site-*.md")),
    *(DOCS / "how-to" / f"{name}.md" for name in GRANT),
    DOCS / "tutorial/one-kelurahan.md",
    DOCS / "tutorial/one-year-of-the-grant.md",
]
TOLD = {"simpan kode pemulihan", "hanya ada satu administrator?", "belum dapat dipastikan?", "sijenjang"}
"""Words in bold that tell something and name nothing on a page."""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@pytest.fixture(scope="module")
def site() -> str:
    """Everything that the site may say."""
    web = ROOT / "src/padan/web"
    sources = [*web.rglob("*.html"), *web.rglob("*.py"), *(ROOT / "src/padan/domain").rglob("*.py")]
    return _plain(" ".join(path.read_text(encoding="utf-8") for path in sources))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_words_in_bold_are_those_of_the_pages(page: object, site: str) -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", read(page), re.S)  # type: ignore[arg-type]
    words = [part for phrase in bold for part in _plain(phrase).split(" → ")]
    assert [word for word in words if word not in site and word not in TOLD] == []
