"""What the search of the trail asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.audit.actions import ACTIONS
from padan.web.audit.selectors import Search


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class SearchForm(forms.Form):
    """By person or office, action, object, day."""

    person = forms.CharField(label=_("Orang atau kantor"), max_length=100, required=False)
    action = forms.ChoiceField(label=_("Perbuatan"), required=False)
    about = forms.CharField(label=_("Objek (jenis dan nomor)"), max_length=100, required=False)
    first_day = _day(_("Dari tanggal"))
    last_day = _day(_("Sampai tanggal"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Actions by their words."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        words = sorted(((code, str(word)) for code, word in ACTIONS.items()), key=lambda pair: pair[1])
        self.fields["action"].choices = [("", _("Semua")), *words]  # type: ignore[attr-defined]

    def search(self) -> Search:
        """What was asked; what cannot be understood narrows nothing."""
        if not self.is_bound:
            return Search()
        self.is_valid()
        return Search(**{name: value for name, value in self.cleaned_data.items() if value})
