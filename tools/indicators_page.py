"""Writes docs/reference/indicators.md from what is shipped and the measures. `python tools/indicators_page.py`"""

import os
import tempfile
from pathlib import Path

from padan.domain.indicators import DIRECTIONS, UNITS, Indicator, load_indicators

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "indicators.md"
HEAD = """# Indicators and measures

Made from `data/indicators/*.toml` and the registry of measures by `python tools/indicators_page.py`; a test holds them
together. A site begins with these indicators; Bappeda adds others out of two measures and makes new versions on the
page "Indikator", each from a month on. How figures are kept and closed: [figures](../explanation/rules/figures.md).

`basis` is the key of a legal basis (`data/law/bases.toml`) or a method in words. Targets are data of each
site: none is shipped.
"""


def page() -> str:
    """The whole page."""
    from padan.web.monitoring.measures.registry import MEASURES  # noqa: PLC0415 - Django must have been set up

    shipped = load_indicators()
    parts = [HEAD, "## The first page\n", *(_indicator(one) for one in shipped if one.headline)]
    parts += ["## Behind it\n", *(_indicator(one) for one in shipped if not one.headline)]
    lines = ["| measure | counts | unit | rests on | names people |", "|---|---|---|---|---|"]
    lines += [
        f"| `{one.key}` | {one.label_en} ({one.label_id}) | {one.unit} | {', '.join(one.parts)} | "
        f"{'yes' if one.people else ''} |"
        for one in MEASURES.values()
    ]
    return "\n".join([*parts, "## Measures\n", *lines]) + "\n"


def _indicator(one: Indicator) -> str:
    ratio = f"`{one.numerator}` / `{one.denominator}`" if one.denominator else f"`{one.numerator}`"
    return (
        f"### `{one.key}`: {one.name_en} ({one.name_id})\n\n{one.definition_en}\n\n{one.definition_id}\n\n"
        f"- {ratio}, in {UNITS[one.unit][1]}, {DIRECTIONS[one.direction][1]}\n"
        f"- source: {one.source_en}; basis: {one.basis}\n"
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
    os.environ.setdefault("PADAN_HOME", tempfile.mkdtemp())
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
