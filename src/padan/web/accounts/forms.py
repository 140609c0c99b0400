"""What the forms of this room ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.web.accounts.models import Office, Standing
from padan.web.roles import ROLES_OF, OfficeKind, Role


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, help_text=help_text)


class PlainForm(forms.Form):
    """Labels without a colon, as in every form of the site that is written by hand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


_EASY = _("Paling sedikit 10 karakter, bukan hanya angka, bukan kata yang umum. Kalimat pendek mudah diingat.")


class SignInForm(PlainForm):
    """Username and password."""

    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("Kata sandi"), "current-password")


class CodeForm(PlainForm):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class MoveForm(CodeForm):
    """The first code of a new phone, with the password: who only found a sitting open must not take the account."""

    current = _password(_("Kata sandi Anda"), "current-password")


class DetailsForm(PlainForm):
    """One's own name and ways to be reached."""

    full_name = forms.CharField(label=_("Nama lengkap dengan gelar"), max_length=160)
    nip = forms.CharField(label=_("NIP"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    phone = forms.CharField(label=_("Nomor telepon"), max_length=30, required=False)


class NewPasswordForm(PlainForm):
    """A new password, typed twice."""

    password = _password(_("Kata sandi baru"), "new-password", _EASY)
    again = _password(_("Kata sandi baru sekali lagi"), "new-password")

    def clean(self) -> dict[str, Any]:
        """The two must agree."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Kedua kata sandi tidak sama. Ketik ulang."))
        return data


class PasswordChangeForm(NewPasswordForm):
    """The password one has, and the new one."""

    current = _password(_("Kata sandi sekarang"), "current-password")
    field_order = ("current", "password", "again")


class DemandForm(PlainForm):
    """The password asked again before something grave."""

    current = _password(_("Kata sandi Anda"), "current-password")


class AcceptForm(NewPasswordForm):
    """Who accepts an invitation."""

    full_name = forms.CharField(label=_("Nama lengkap dengan gelar"), max_length=160)
    nip = forms.CharField(label=_("NIP (bila ada)"), max_length=30, required=False)
    phone = forms.CharField(label=_("Nomor telepon (bila ada)"), max_length=30, required=False)
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=60,
        help_text=_("Huruf kecil tanpa spasi, misalnya siti.aminah. Dipakai untuk masuk."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("full_name", "nip", "phone", "username", "password", "again")


class InvitationCodeForm(PlainForm):
    """The code of a printed slip."""

    code = forms.CharField(
        label=_("Kode di lembar undangan"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class InviteForm(PlainForm):
    """Whom to invite: a role and standing of the office; the name is typed by the invited."""

    role = forms.ChoiceField(label=_("Jabatan"))
    standing = forms.ChoiceField(label=_("Kedudukan"), choices=Standing.choices, initial=Standing.REGULAR)
    email = forms.EmailField(label=_("Surel (bila undangan dikirim lewat surel)"), required=False)

    def __init__(self, *args: Any, office: Office, roles: frozenset[Role], **kwargs: Any) -> None:
        """`roles`: those that the acting office may invite for."""
        super().__init__(*args, **kwargs)
        offered = [role for role in ROLES_OF[OfficeKind(office.kind)] if role in roles]
        self.fields["role"].choices = [(role.value, role.label) for role in offered]  # type: ignore[attr-defined]


class HandOverForm(PlainForm):
    """To whom an office goes: by e-mail, or by link and slip alone."""

    email = forms.EmailField(label=_("Surel pengganti (bila ada)"), required=False)


class EndForm(PlainForm):
    """Why an appointment ends."""

    reason = forms.CharField(label=_("Alasan"), max_length=200, required=False)


class OpdForm(PlainForm):
    """A new OPD."""

    name = forms.CharField(label=_("Nama perangkat daerah"), max_length=160)
    email = forms.EmailField(label=_("Surel kantor"), required=False)
