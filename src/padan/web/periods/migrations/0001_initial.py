import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("periods", "0002_reminder_tried")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=12, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("first_month", models.DateField()),
                ("last_month", models.DateField()),
                ("due", models.DateField()),
                ("as_of", models.DateField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-first_month", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_month__gte", models.F("first_month"))), name="months_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="requirements", to="periods.period"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requirements", to="accounts.office"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("list", "Daftar orang"),
                            ("participants", "Daftar peserta BPJS"),
                            ("payments", "Daftar iuran"),
                            ("posts", "Daftar pos RT"),
                            ("groups", "Daftar NPP/kelompok"),
                        ],
                        default="list",
                        max_length=16,
                    ),
                ),
                (
                    "segment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("miskin_ekstrem", "Miskin Ekstrem"),
                            ("pekerja_rentan", "Pekerja Rentan"),
                            ("tkk", "Tenaga Kerja Kontrak (TKK)"),
                            ("rt", "Ketua RT"),
                        ],
                        max_length=20,
                    ),
                ),
                ("due", models.DateField()),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("office__region__code", "office_id", "kind", "segment"),
                "constraints": [
                    models.UniqueConstraint(fields=("period", "office", "kind", "segment"), name="required_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Lock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="locks", to="periods.period"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="locks", to="accounts.office"
                    ),
                ),
                ("locked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("period", "office"), name="locked_once")],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="periods.period"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="accounts.office"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failed", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
    ]
