"""Who may give somebody a new password: never one whose reach is smaller than what the password opens."""

from cast import Cast, signed_in

from padan.web.accounts.models import Appointment
from padan.web.roles import Role


def test_a_lurah_lets_in_his_own_clerk(cast: Cast) -> None:
    assert signed_in(cast.lukman).post(f"/akun/jabatan/{cast.siti.pk}/kata-sandi/").status_code == 200


def test_a_lurah_lets_in_nobody_who_also_acts_elsewhere(cast: Cast) -> None:
    Appointment.objects.create(user=cast.siti.user, office=cast.offices["murni"], role=Role.LURAH, standing="plh")
    assert signed_in(cast.lukman).post(f"/akun/jabatan/{cast.siti.pk}/kata-sandi/").status_code == 404
    assert signed_in(cast.administrator).post(f"/akun/jabatan/{cast.siti.pk}/kata-sandi/").status_code == 200
