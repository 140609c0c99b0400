"""What the forms of this room ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.regions.models import Region
from padan.web.regions.posts import MOST_RT


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class FormerNameForm(_Form):
    """A name that the region once bore."""

    name = forms.CharField(label=_("Nama lama"), max_length=120)
    source = forms.CharField(label=_("Sumber"), max_length=200, required=False)


class SplitForm(_Form):
    """From which kelurahan a young one was cut."""

    parent = forms.ModelChoiceField(label=_("Kelurahan asal"), queryset=Region.objects.none())
    certain = forms.BooleanField(label=_("Sudah pasti"), required=False)
    legal_base = forms.CharField(label=_("Dasar hukum (wajib bila sudah pasti)"), max_length=200, required=False)
    decided_on = _day(_("Tanggal penetapan"), required=False)

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        """`parents`: the kelurahan that may be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class RtForm(_Form):
    """How many RT a kelurahan has."""

    count = forms.IntegerField(label=_("Jumlah RT"), min_value=1, max_value=MOST_RT)


class HolderForm(_Form):
    """A new holder of a post."""

    name = forms.CharField(label=_("Nama pemegang baru"), max_length=200)
    nik = forms.CharField(label=_("NIK (bila ada)"), max_length=20, required=False)
    since = _day(_("Mulai tanggal"))
    reason = forms.CharField(label=_("Alasan penggantian"), max_length=200, required=False)


class HolderEndForm(_Form):
    """The end of a holder's time."""

    until = _day(_("Tanggal terakhir menjabat"))
    reason = forms.CharField(label=_("Alasan"), max_length=200)


class AbolishForm(_Form):
    """The end of a post."""

    on = _day(_("Dihapus per tanggal"))
