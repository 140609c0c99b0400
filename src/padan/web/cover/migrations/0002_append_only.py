"""Former months and steps of claims are append-only."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [("cover", "0001_initial")]
    operations = [append_only(Stands("cover_formermonth"), Stands("cover_claimstep"))]
