"""`regions_load [FILE.csv]`: the kelurahan and kecamatan of a city."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from padan.domain.errors import PadanError
from padan.web.regions.region_files import read_kelurahan, read_splits, shipped
from padan.web.regions.services import Loaded, regions_load


class Command(BaseCommand):
    """Loads a city's regions; doing it again changes nothing that is the same."""

    help = "Memuat kelurahan dan kecamatan satu kota dari CSV (tanpa berkas: Kota Jambi)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file and the names above it."""
        parser.add_argument("file", nargs="?", type=Path, help="CSV: code_kelurahan,kelurahan,code_kecamatan,kecamatan")
        parser.add_argument("--splits", type=Path, help="CSV: code_kelurahan,parent_code_kelurahan,source")
        parser.add_argument("--province", default="", help="nama provinsi")
        parser.add_argument("--city", default="", help="nama kota atau kabupaten")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        path: Path = options["file"] or shipped("kota_jambi.csv")
        splits: Path | None = options["splits"] or (None if options["file"] else shipped("pemekaran.csv"))
        try:
            done = regions_load(
                acting=None,
                rows=read_kelurahan(path),
                splits=read_splits(splits) if splits else (),
                province_name=options["province"],
                city_name=options["city"],
                source=path.name,
            )
        except PadanError as error:
            raise CommandError(error.text()) from None
        self.stdout.write(told(done))


def told(done: Loaded) -> str:
    """What a load did, in sentences."""
    lines = [f"Wilayah: {len(done.made)} dibuat, {len(done.renamed)} berganti nama, {done.same} sudah sama."]
    lines += [f"  berganti nama: {line}" for line in done.renamed]
    if done.splits:
        lines.append(f"Pemekaran: {done.splits} ditambahkan.")
    if done.absent:
        lines.append("Tidak lagi ada di berkas (dibiarkan):")
        lines += [f"  {line}" for line in done.absent]
    return "\n".join(lines)
