"""Months that the ledger tells of stand beside those of runs. Every month there is so far was told by a run."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

FACTS = [("paid", "Dibayar"), ("unpaid", "Belum dibayar"), ("unclear", "Belum jelas")]


def told_by_runs(apps: Any, _schema_editor: Any) -> None:
    """What the record says of each month is what its run said."""
    apps.get_model("cover", "PersonMonth").objects.update(run_fact=models.F("fact"))


class Migration(migrations.Migration):
    dependencies = [
        ("cover", "0002_append_only"),
        ("lists", "0001_initial"),
        ("periods", "0001_initial"),
        ("runs", "0001_initial"),
    ]

    operations = [
        migrations.AddField("personmonth", "by_ledger", models.BigIntegerField(null=True)),
        migrations.AddField("personmonth", "disagreement", models.CharField(blank=True, max_length=16)),
        migrations.AddField("personmonth", "run_fact", models.CharField(blank=True, choices=FACTS, max_length=8)),
        migrations.AddField("standing", "disagreeing", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterField(
            "personmonth",
            "row",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"),
        ),
        migrations.AlterField(
            "personmonth",
            "run",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run"),
        ),
        migrations.AlterField(
            "standing",
            "period",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="periods.period"
            ),
        ),
        migrations.AlterField(
            "standing",
            "row",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lists.row"),
        ),
        migrations.AlterField(
            "standing",
            "run",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run"),
        ),
        migrations.RunPython(told_by_runs, migrations.RunPython.noop),
    ]
