"""`offices_make`: one office for each kelurahan and kecamatan, and the city's own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from padan.domain.errors import PadanError
from padan.web.accounts.offices import offices_make, opd_make
from padan.web.regions.models import Level, Region


class Command(BaseCommand):
    """Makes the offices of every city loaded; those that stand stay."""

    help = "Membuat kantor kelurahan, kecamatan dan kantor kota dari wilayah yang sudah dimuat."

    def add_arguments(self, parser: CommandParser) -> None:
        """Further OPD by name."""
        parser.add_argument("--opd", action="append", default=[], help="nama perangkat daerah lain; boleh berulang")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make, and say what was made."""
        cities = list(Region.objects.filter(level=Level.CITY))
        if not cities:
            raise CommandError("Belum ada wilayah. Jalankan regions_load dahulu.")
        try:
            made = [office for city in cities for office in offices_make(acting=None, city=city)]
            made += [opd_make(acting=None, city=cities[0], name=name) for name in options["opd"]]
        except PadanError as error:
            raise CommandError(error.text()) from None
        self.stdout.write(f"Kantor: {len(made)} dibuat.")
