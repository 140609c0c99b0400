"""`boundaries_load FILE.geojson`: the outlines of regions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from padan.domain.errors import PadanError
from padan.web.regions.region_files import read_outlines
from padan.web.regions.services import boundaries_load


class Command(BaseCommand):
    """Loads outlines; a region's earlier one is replaced."""

    help = "Memuat batas wilayah dari GeoJSON yang memuat kode Kemendagri."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file and where it came from."""
        parser.add_argument("file", type=Path, help="GeoJSON")
        parser.add_argument("--source", default="", help="dari mana batas ini (bila kosong: nama berkas)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        path: Path = options["file"]
        try:
            done = boundaries_load(acting=None, outlines=read_outlines(path), source=options["source"] or path.name)
        except PadanError as error:
            raise CommandError(error.text()) from None
        self.stdout.write(f"Batas: {done.kept} dimuat.")
        if done.unknown:
            self.stdout.write(f"Kode yang tidak dikenal, dilewati: {', '.join(done.unknown[:20])}")
