"""What a page says of a refusal, and of a form that is not right."""

from typing import Any

from django.utils.translation import get_language

from padan.web.refusals import RefusedError


def told(error: RefusedError) -> str:
    """What a refusal says in the page's language."""
    return error.text(get_language() or "id")


def form_faults(form: Any) -> str:
    """What is wrong with a form, in one line."""
    return " ".join(
        f"{form.fields[name].label if name in form.fields else ''}: {' '.join(map(str, errors))}".strip(": ")
        for name, errors in form.errors.items()
    )
