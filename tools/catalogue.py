"""The site's words in other languages: collects them from code and templates into the .po files, and compiles those.

python tools/catalogue.py collect    adds new words to src/padan/web/locale/*/LC_MESSAGES/django.po, drops unused
python tools/catalogue.py compile    makes django.mo beside each
python tools/catalogue.py missing    lists what has no translation; fails where there is any
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SITE = Path(__file__).parent.parent / "src" / "padan" / "web"
CATALOGUES = sorted(SITE.glob("locale/*/LC_MESSAGES/django.po"))
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}


@cache
def collected() -> Catalog:
    """Every text of the site that can be translated, with where it stands."""
    found = Catalog(project="Padan", fuzzy=False)
    for path, line, message, context in texts():
        found.add(message, locations=[(path, line)], context=context)
    return found


def texts() -> Iterator[tuple[str, int, object, str | None]]:
    """The texts of modules, and of templates as Django itself reads them."""
    for path in sorted([*SITE.rglob("*.py"), *SITE.rglob("*.html"), *SITE.rglob("*.txt")]):
        source = path.read_text(encoding="utf-8")
        code = source if path.suffix == ".py" else templatize(source)
        for line, message, _comments, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
            yield str(path.relative_to(SITE)), line, message, context


def collect() -> int:
    """Bring the catalogues up to date."""
    for path in CATALOGUES:
        with path.open("rb") as file:
            known = read_po(file, locale=path.parts[-3])
        made = known.creation_date
        known.update(collected(), no_fuzzy_matching=True)
        known.obsolete.clear()
        known.creation_date, known.project, known.version = made, "Padan", ""
        known.msgid_bugs_address = known.last_translator = known.language_team = ""
        with path.open("wb") as file:
            write_po(file, known, width=110, omit_header=False, sort_by_file=False, no_location=True, sort_output=True)
    return 0


def compile_all() -> int:
    """Make what the site reads: whole, whoever reads it meanwhile."""
    for path in CATALOGUES:
        fresh = path.with_suffix(f".{os.getpid()}")
        with path.open("rb") as source, fresh.open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))
        fresh.replace(path.with_suffix(".mo"))
    return 0


def missing() -> int:
    """Name each text without a translation."""
    wanted = {(message.id, message.context) for message in collected() if message.id}
    failed = 0
    for path in CATALOGUES:
        with path.open("rb") as file:
            known = {(m.id, m.context) for m in read_po(file) if m.id and not m.fuzzy and all(_strings(m.string))}
        for message, _ in sorted(wanted - known, key=str):
            failed = 1
            print(f"{path.parts[-3]}: {message}")
    return failed


def _strings(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text or ""),)


if __name__ == "__main__":
    os.environ.setdefault("PADAN_HOME", "build/situs")
    settings.configure(USE_I18N=True)
    sys.exit({"collect": collect, "compile": compile_all, "missing": missing}[sys.argv[1]]())
