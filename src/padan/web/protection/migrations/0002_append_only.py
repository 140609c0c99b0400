"""Steps, proposals, merges and facts are append-only."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial")]
    operations = [
        append_only(
            Stands("protection_step"),
            Stands("protection_proposal"),
            Stands("protection_personmerge"),
            Stands("protection_personfact"),
        )
    ]
