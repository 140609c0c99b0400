"""Forms of this room: what a clerk fills in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.domain.fields import LABELS
from padan.domain.segments import SEGMENTS
from padan.web.lists.showing import language
from padan.web.periods.models import segment_name


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UploadForm(forms.Form):
    """A file, and its password where it has one."""

    file = forms.FileField(label=_("Berkas daftar"), required=False, allow_empty_file=True)
    password = forms.CharField(
        label=_("Kata sandi berkas, bila ada"), required=False, max_length=200, widget=forms.PasswordInput()
    )


class AcceptForm(forms.Form):
    """The day that a list speaks of."""

    as_of = forms.DateField(label=_("Keadaan data per tanggal"), widget=DayInput())


class ValuesForm(forms.Form):
    """Values of one person, as text: what is odd is told as a problem, never refused here."""

    FIRST = ("nik", "name", "birth_date", "sex")

    def __init__(
        self,
        fields: Iterable[str],
        data: Any = None,
        *,
        values: Mapping[str, str] | None = None,
        first: Iterable[str] = (),
    ) -> None:
        super().__init__(data, initial=dict(values or {}), label_suffix="")
        self.first = {*self.FIRST, *first}
        english = language() == "en"
        for key in fields:
            label = LABELS[key].label_en if english else LABELS[key].label_id
            self.fields[key] = _field(key, label)

    def shown_first(self) -> list[forms.BoundField]:
        """What is filled in most often."""
        return [self[key] for key in self.fields if key in self.first]

    def folded(self) -> list[forms.BoundField]:
        """The rest, behind a fold: a telephone's screen is short."""
        return [self[key] for key in self.fields if key not in self.first]

    def values(self) -> dict[str, str]:
        """{field: text} as stated; a field that was not sent says nothing."""
        return {key: str(text) for key, text in self.cleaned_data.items() if key in self.data}


def _field(key: str, label: str) -> forms.Field:
    if key == "sex":
        return OpenChoiceField(label=label, known=[("L", _("Laki-laki")), ("P", _("Perempuan"))])
    if key == "segment":
        return OpenChoiceField(label=label, known=[(s.label_id, segment_name(s.key)) for s in SEGMENTS])
    attributes = {"inputmode": "numeric"} if key in ("nik", "kk", "kpj", "rt", "rw", "postcode") else {}
    hints = {
        "birth_date": "17-08-1985",
        "start_date": "01-10-2024",
        "end_date": "31-10-2024",
        "death_date": "31-10-2024",
    }
    help_text = _("Misalnya %(day)s") % {"day": hints[key]} if key in hints else ""
    widget = forms.TextInput(attrs={**attributes, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=500, widget=widget, help_text=help_text)


class OpenChoiceField(forms.ChoiceField):
    """A choice that keeps what a file said in other words."""

    def __init__(self, *, label: Any, known: list[tuple[str, Any]]) -> None:
        super().__init__(label=label, choices=[("", "–"), *known], required=False)
        self.known = {key for key, _ in known}

    def prepare_value(self, value: Any) -> Any:
        """What stands there is offered too."""
        if value and value not in self.known:
            self.widget.choices = [*self.widget.choices, (value, value)]
        return value

    def valid_value(self, value: Any) -> bool:
        """Anything: an odd word is told as a problem."""
        return True
