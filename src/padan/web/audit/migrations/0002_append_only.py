"""The trail is append-only: its events and the seals that chain them."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [append_only(Stands("audit_event"), Stands("audit_seal"))]
