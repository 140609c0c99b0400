"""What was closed stays: a closed month, its figures and its rows; versions of indicators and targets."""

from django.db import migrations

from padan.web.append_only import Stands, append_only

OF_A_CLOSED_SET = "(SELECT kind FROM monitoring_figureset WHERE id = OLD.set_id) = 'closed'"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]
    operations = [
        append_only(
            Stands("monitoring_indicatorversion"),
            Stands("monitoring_indicatortarget"),
            Stands("monitoring_figureset", when="OLD.kind = 'closed'"),
            Stands("monitoring_storedfigure", when=OF_A_CLOSED_SET),
            Stands("monitoring_keptrows", when=OF_A_CLOSED_SET),
        )
    ]
