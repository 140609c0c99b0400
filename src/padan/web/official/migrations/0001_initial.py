import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("official", "0002_letterhead_as_signed"), ("official", "0003_partner")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("periods", "0001_initial"),
        ("runs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signoffs", to="periods.period"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signoffs", to="accounts.office"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run"),
                ),
                ("figures", models.JSONField()),
                ("letterhead", models.JSONField(blank=True, default=dict)),
                ("digest", models.CharField(max_length=64)),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("nip", models.CharField(blank=True, max_length=30)),
                ("title", models.CharField(max_length=160)),
                ("standing", models.CharField(max_length=8)),
                ("on_behalf_of", models.CharField(blank=True, max_length=160)),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undo_reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(fields=("period", "office", "version"), name="signature_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("period", "office"),
                        name="one_standing_signature",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "signoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="official.signoff"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="official.signoff",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80)),
                ("token", models.CharField(max_length=32, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Menunggu dicetak"), ("ready", "Siap"), ("failed", "Gagal dicetak")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                ("workbook_sha256", models.CharField(blank=True, max_length=64)),
                ("certified", models.BooleanField(default=False)),
                ("fault", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="official.paper"
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
    ]
