"""The form of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.forms import PlainForm


class StateForm(PlainForm):
    """Whether the public page is on, and whose figures it shows (Perpres 39/2019: produsen data, walidata)."""

    on = forms.BooleanField(label=_("Halaman publik menyala"), required=False)
    producer = forms.CharField(
        label=_("Produsen data"),
        max_length=160,
        required=False,
        help_text=_("Kantor yang bertanggung jawab atas angkanya, misalnya Bappeda."),
    )
    custodian = forms.CharField(
        label=_("Walidata"),
        max_length=160,
        required=False,
        help_text=_("Kantor yang menyebarluaskan data kota, misalnya Diskominfo. Boleh kosong."),
    )
    contact_name = forms.CharField(
        label=_("Unit yang dapat dihubungi"),
        max_length=160,
        required=False,
        help_text=_("Nama unit, bukan nama orang."),
    )
    contact_email = forms.EmailField(label=_("Surel unit"), required=False)
    licence_name = forms.CharField(
        label=_("Lisensi"),
        max_length=160,
        required=False,
        help_text=_("Misalnya Creative Commons Atribusi 4.0. Ditetapkan kota; tidak ada yang bawaan."),
    )
    licence_address = forms.URLField(label=_("Alamat naskah lisensi"), required=False, assume_scheme="https")
