"""Writes docs/reference/rights.md from the table of rights. `python tools/rights_page.py`"""

import os
import tempfile
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "rights.md"
HEAD = """# Rights: who may do what

Made from the table of rights in code (`rights.py` of each room) by `python tools/rights_page.py`; a test holds the two
together. What is not here is refused to everybody. **all**: everywhere. **own**: within the own office, for a kecamatan
also its kelurahan, for the branch what it sent. "Anybody" needs no sign-in; "signed in" needs no particular role.

"""


def page() -> str:
    """The whole page."""
    from padan.web.rights import TABLE  # noqa: PLC0415 - Django must have been set up

    lines = ["| page | method | who |", "|---|---|---|"]
    lines += [f"| `{name}` | {method} | {_who(grant)} |" for (name, method), grant in sorted(TABLE.items())]
    return HEAD + "\n".join(lines) + "\n"


def _who(grant: object) -> str:
    if grant.public:  # type: ignore[attr-defined]
        return "anybody"
    if grant.signed_in:  # type: ignore[attr-defined]
        return "signed in"
    parts = []
    for word, roles in (("all", grant.city), ("own", grant.own)):  # type: ignore[attr-defined]
        if roles:
            parts.append(f"{word}: {', '.join(sorted(role.value for role in roles))}")
    return "; ".join(parts)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
    os.environ.setdefault("PADAN_HOME", tempfile.mkdtemp())
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
