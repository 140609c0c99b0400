"""An office hears of whoever takes a post in it: nobody slips in beside those who hold it."""

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from padan.web.accounts.models import Appointment
from padan.web.accounts.selectors import addresses_of
from padan.web.roles import Role


def newcomer_tell(made: Appointment) -> None:
    """By e-mail to the office and those who hold it, save the newcomer. A mail server that fails stops nothing."""
    addresses = [one for one in addresses_of([made.office])[made.office_id] if one != made.user.email]
    said = {"name": made.user.full_name, "role": Role(made.role).label, "office": made.office.name}
    text = _(
        "%(name)s menerima undangan sebagai %(role)s di %(office)s. Tidak mengenalnya? Beri tahu kepala kantor Anda "
        "dan Inspektorat sekarang juga."
    )
    for address in addresses:
        try:
            send_mail(_("Pengguna baru di kantor Anda"), text % said, None, [address])
        except OSError:
            continue
