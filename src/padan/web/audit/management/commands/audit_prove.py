"""`audit_prove`: proves the chain of the trail unbroken, or names where it breaks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localtime

from padan.web.audit.chain import Proof, prove

WHY = {
    "missing": "segel hilang",
    "previous": "tidak menyambung dengan segel sebelumnya",
    "changed": "isi catatan tidak sama dengan saat disegel",
}


class Command(BaseCommand):
    """Exit 0: unbroken. Exit 1: broken, or the expected head is not in the chain."""

    help = "Membuktikan bahwa jejak tidak diubah, dan menyebut catatan yang belum disegel."

    def add_arguments(self, parser: CommandParser) -> None:
        """A head written down earlier."""
        parser.add_argument("--expect", default="", help="sidik segel terakhir yang dicatat dahulu")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prove, and say what was found."""
        proof = prove(expected=options["expect"].strip().lower())
        self.stdout.write(f"Segel utuh: {proof.seals}. Sidik segel terakhir: {proof.head}")
        self.stdout.write(_unsealed(proof))
        if proof.broken:
            where = f"segel {proof.broken.sequence}"
            if proof.broken.event_id:
                where += f" (catatan {proof.broken.event_id})"
            raise CommandError(f"Rantai putus pada {where}: {WHY[proof.broken.why]}.")
        if not proof.expected_found:
            raise CommandError("Sidik yang dicatat dahulu tidak ada dalam rantai: ujung rantai telah dibuang.")


def _unsealed(proof: Proof) -> str:
    if not proof.unsealed or proof.unsealed_since is None:
        return "Semua catatan sudah disegel."
    since = localtime(proof.unsealed_since)
    return (
        f"Belum disegel: {proof.unsealed} catatan, mulai dari catatan {proof.unsealed_first} ({since:%d-%m-%Y %H:%M})."
    )
