"""The papers of monitoring and evaluation typeset: PDF/A-2b from plain data, with the typesetter's own fonts alone.

The same data gives the same bytes. What is printed can be kept as JSON and printed again, here or by the press.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

Data = dict[str, Any]
HERE = Path(__file__).parent
TEMPLATES: Mapping[str, str] = {
    "report": "monev.typ",
    "brief": "monev_brief.typ",
    "slides": "monev_slides.typ",
    "recap": "monev_recap.typ",
}
"""The kinds of papers and what typesets each."""


def typeset(kind: str, paper: Data) -> bytes:
    """The PDF of one paper. Raises typst.TypstError where a picture cannot be printed."""
    pdf: bytes = typst.compile(HERE / TEMPLATES[kind], pdf_standards="a-2b", pdf_tags=False, **_options(paper, "pdf"))
    return pdf


def pictures_of(kind: str, paper: Data, ppi: float = 60) -> list[bytes]:
    """The same pages as PNG, to look at."""
    found = typst.compile(HERE / TEMPLATES[kind], ppi=ppi, **_options(paper, "png"))
    return [found] if isinstance(found, bytes) else list(found)


def _options(paper: Data, kind: str) -> dict[str, Any]:
    return {
        "sys_inputs": {"paper": json.dumps(paper, ensure_ascii=False)},
        "format": kind,
        "ignore_system_fonts": True,
        "timestamp": 0,
    }
