"""Every setting that the site reads stands on its page, and no other."""

import re

from doc_pages import REFERENCE, ROOT, read

PAGE = read(REFERENCE / "settings.md")
SITE = ROOT / "src/padan"


def test_every_setting_is_documented() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (SITE / "web").rglob("*.py")]
    sources += [path.read_text(encoding="utf-8") for path in (SITE / "commands").rglob("*.py")]
    read_by_code = set(re.findall(r'"(PADAN_[A-Z_0-9]+)"', "\n".join(sources))) - {"PADAN_LANG"}
    assert read_by_code == set(re.findall(r"PADAN_[A-Z_0-9]+", PAGE))
