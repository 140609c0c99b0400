"""`administrator_invite`: the first administrator, or one more when all are locked out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from padan.domain.errors import PadanError
from padan.web.accounts.invitations import invite
from padan.web.accounts.models import Office
from padan.web.roles import OfficeKind, Role


class Command(BaseCommand):
    """Prints an invitation link; who may run commands on the server may become administrator."""

    help = "Mencetak undangan untuk administrator akun."

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and print the link."""
        office = Office.objects.filter(kind=OfficeKind.ADMINISTRATION).first()
        if office is None:
            raise CommandError("Belum ada kantor. Jalankan regions_load dan offices_make dahulu.")
        try:
            made = invite(acting=None, office=office, role=Role.ADMINISTRATOR)
        except PadanError as error:
            raise CommandError(error.text()) from None
        self.stdout.write(f"Buka tautan ini dalam 7 hari untuk membuat akun administrator:\n{made.link}")
