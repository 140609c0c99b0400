"""`python -m padan.web demo_code USERNAME`: the code that the user's authenticator app would show now."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from padan.web.demonstration import code_now


class Command(BaseCommand):
    """Only for the synthetic city: whoever may run it there could read the key from the database anyhow."""

    help = "Kode masuk saat ini untuk pengguna kota contoh / the current code of a demo user"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Hanya untuk kota contoh: jalankan dengan PADAN_DEMO=1.")
        code = code_now(username)
        if code is None:
            raise CommandError(f"Pengguna {username} tidak ada, atau tidak memakai kode.")
        self.stdout.write(code)
