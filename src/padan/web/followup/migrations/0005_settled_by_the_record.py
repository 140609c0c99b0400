"""Whom a follow-up is about, and a step that the record itself takes: nobody's name stands under it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from padan.web.append_only import Stands, append_only

WAYS = [
    ("open", "Belum dikerjakan"),
    ("in_work", "Dikerjakan"),
    ("done", "Dinyatakan selesai"),
    ("confirmed", "Selesai, disahkan"),
    ("sent_back", "Dikembalikan"),
    ("cancelled", "Dibatalkan"),
    ("settled", "Selesai menurut catatan"),
]
STEPS_STAND = append_only(Stands("followup_step"))


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0004_nudges_by_rule"),
        ("protection", "0003_judged_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Where a table is made anew its guards go: they are taken off before, and set after.
        migrations.RunPython(STEPS_STAND.reverse_code, STEPS_STAND.code),
        migrations.AlterField(
            model_name="step",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="step",
            field=models.CharField(choices=[*WAYS, ("moved", "Batas waktu digeser")], max_length=10),
        ),
        migrations.RunPython(STEPS_STAND.code, STEPS_STAND.reverse_code),
        migrations.RemoveConstraint(model_name="followup", name="closed_when_over"),
        migrations.AlterField(
            model_name="followup",
            name="state",
            field=models.CharField(choices=WAYS, default="open", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    ("state__in", ["cancelled", "confirmed", "settled"]),
                    _connector="XOR",
                ),
                name="closed_when_over",
            ),
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("segment", models.CharField(blank=True, max_length=20)),
                ("settled", models.CharField(blank=True, max_length=10)),
                ("settled_on", models.DateField(blank=True, null=True)),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="concerns", to="followup.followup"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="protection.person"
                    ),
                ),
            ],
            options={
                "ordering": ("follow_up_id", "person__name", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("follow_up", "person", "segment"), name="concerned_once")
                ],
            },
        ),
    ]
