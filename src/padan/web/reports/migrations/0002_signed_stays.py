"""What was signed stays: a report and a sentence that was written. Only the papers of a report may still be told of,
until they are there."""

from django.db import migrations

from padan.web.append_only import Stands, append_only

SIGNED = (
    "place_id", "office_id", "span", "version", "month", "figure_set_id", "closed", "known_at", "figures", "digest",
    "content", "number", "day", "letterhead", "signed_by_id", "name", "nip", "title", "standing", "on_behalf_of",
    "signed_at", "replaced_reason", "token",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        append_only(
            Stands("reports_report", columns=SIGNED),
            Stands("reports_report", when="OLD.state = 'ready'", name="printed"),
            Stands("reports_wording"),
        )
    ]
