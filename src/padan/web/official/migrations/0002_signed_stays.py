"""What was signed stays: a signature but for its undoing, a paper that is printed, and a scan."""

from django.db import migrations

from padan.web.append_only import Stands, append_only

SIGNED = (
    "period_id", "office_id", "version", "run_id", "figures", "letterhead", "digest", "signed_by_id", "name", "nip", "title",
    "standing", "on_behalf_of", "signed_at",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("official", "0001_initial")]
    operations = [
        append_only(
            Stands("official_signoff", columns=SIGNED),
            Stands("official_signoff", when="OLD.undone_at IS NOT NULL", name="undone"),
            Stands("official_paper", columns=("signoff_id", "partner_id", "number", "token")),
            Stands("official_paper", when="OLD.state = 'ready'", name="printed"),
            Stands("official_scan"),
        )
    ]
