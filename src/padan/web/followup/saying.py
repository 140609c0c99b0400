"""What a page says of a form that is not right."""

from typing import Any


def form_faults(form: Any) -> str:
    """What is wrong with a form, in one line."""
    return " ".join(
        f"{form.fields[name].label if name in form.fields else ''}: {' '.join(map(str, errors))}".strip(": ")
        for name, errors in form.errors.items()
    )
