"""Why the engine put two records together or apart, told in the language of whoever reads it.

The engine keeps its reasons in Indonesian, as the minutes print them. In English they are told anew, by the same rules
of comparison, from what the two records of the case say.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from padan.domain.fields import LABELS
from padan.domain.matching import OUTCOMES, explain
from padan.web.review.models import Case


def reason_text(case: Case, reason: Mapping[str, Any]) -> str:
    """One reason as a sentence. Where the records no longer give the engine's outcome, its name alone."""
    if get_language() != "en":
        return str(reason["text"])
    field, outcome = str(reason["field"]), OUTCOMES.get(str(reason["outcome"]))
    if field not in LABELS or outcome is None:
        return str(reason["text"])
    told = explain(field, _said(case.left, field), _said(case.right, field))
    return told.text_en if told.outcome == outcome.code else f"{LABELS[field].label_en}: {outcome.label_en}"


def _said(row: Any, field: str) -> str | None:
    return (row.values.get(field) or None) if row is not None else None
