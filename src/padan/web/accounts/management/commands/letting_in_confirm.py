"""`letting_in_confirm`: confirms that somebody is let in, where the site has no second person who could."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from padan.domain.errors import PadanError
from padan.web.accounts.letting_in import letting_in_confirm
from padan.web.accounts.models import LettingIn


class Command(BaseCommand):
    """Who may run commands on the server stands in for the second person; the trail says so."""

    help = "Mengesahkan permintaan kata sandi, langkah kedua, atau jabatan, bila tidak ada orang kedua di situs."

    def add_arguments(self, parser: CommandParser) -> None:
        """The request's number, as its page shows it."""
        parser.add_argument("nomor", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Confirm it."""
        found = LettingIn.objects.filter(pk=options["nomor"]).first()
        if found is None:
            raise CommandError("Tidak ada permintaan dengan nomor itu.")
        try:
            letting_in_confirm(acting=None, letting=found)
        except PadanError as error:
            raise CommandError(error.text()) from None
        self.stdout.write(f"Disahkan: {found.what} untuk {found.user.full_name}.")
