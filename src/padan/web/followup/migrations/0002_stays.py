"""What was done and signed stays: a step, its proof, a signature, an addendum, and a meeting that is closed."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]
    operations = [
        append_only(
            Stands("followup_step"),
            Stands("followup_evidence"),
            Stands("followup_minutessign"),
            Stands("followup_addendum"),
            Stands("followup_meeting", when="OLD.closed_at IS NOT NULL"),
        )
    ]
