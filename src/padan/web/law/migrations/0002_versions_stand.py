"""Versions stand: none is deleted and none changes what it says. Withdrawing stays possible."""

from django.db import migrations

from padan.web.append_only import Stands, append_only

COMMON = ("first_day", "last_day", "certain", "note", "replaces_id", "reason", "entered_at", "entered_by_name")


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]
    operations = [
        append_only(
            Stands("law_lawrule", columns=(*COMMON, "kind", "subject", "place", "value", "basis_id")),
            Stands("law_basis", columns=(*COMMON, "key", "kind", "number", "year", "title", "issued_on", "origin_id")),
            Stands("law_basisfile", columns=("basis_id", "filename", "media", "sha256", "size", "at")),
        )
    ]
