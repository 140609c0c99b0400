import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("runs", "0002_run_marks"), ("runs", "0003_amounts_by_month")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("lists", "0001_initial"),
        ("periods", "0001_initial"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="periods.period"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=64)),
                ("one", models.JSONField()),
                ("other", models.JSONField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("same", "Orang yang sama"), ("different", "Orang yang berbeda")],
                        max_length=10,
                    ),
                ),
                ("by_name", models.CharField(max_length=200)),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="periods.period"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Sedang berjalan"),
                            ("published", "Selesai"),
                            ("failed", "Gagal"),
                            ("abandoned", "Terhenti, dimulai lagi"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("heartbeat_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("step", models.CharField(blank=True, max_length=100)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("inputs", models.JSONField(default=list)),
                ("versions", models.JSONField(default=dict)),
                ("marks", models.JSONField(default=dict)),
                ("worker", models.CharField(blank=True, max_length=255)),
                ("summary", models.JSONField(default=dict)),
                ("fault", models.TextField(blank=True)),
                ("pruned_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(fields=("period", "number"), name="run_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")), fields=("period",), name="one_run_at_a_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CurrentRun",
            fields=[
                (
                    "period",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="current",
                        serialize=False,
                        to="periods.period",
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RunRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="runs.run"),
                ),
                ("side", models.CharField(max_length=12)),
                (
                    "row",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"),
                ),
                ("bucket", models.CharField(max_length=16)),
                (
                    "match",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"
                    ),
                ),
                ("probability", models.FloatField(null=True)),
                ("rule", models.CharField(blank=True, max_length=40)),
                ("reasons", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("segment", models.CharField(blank=True, max_length=20)),
                (
                    "submitter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "residence",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
                    ),
                ),
                ("statuses", models.JSONField(default=list)),
                ("months", models.JSONField(default=dict)),
                ("amounts", models.JSONField(default=dict)),
                ("due", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                ("missing", models.BigIntegerField(default=0)),
                ("excess", models.BigIntegerField(default=0)),
                ("grave", models.BooleanField(default=False)),
                ("asks", models.BooleanField(default=False)),
                ("harm", models.BigIntegerField(default=0)),
            ],
            options={
                "ordering": ("run_id", "id"),
                "indexes": [
                    models.Index(fields=["run", "office", "bucket"], name="runs_runrow_run_id_764369_idx"),
                    models.Index(fields=["run", "submitter"], name="runs_runrow_run_id_fb599a_idx"),
                ],
                "constraints": [models.UniqueConstraint(fields=("run", "row"), name="one_bucket_a_row")],
            },
        ),
        migrations.CreateModel(
            name="RunPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="runs.run"),
                ),
                (
                    "one",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"),
                ),
                (
                    "other",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"),
                ),
                ("within", models.CharField(blank=True, max_length=12)),
                ("probability", models.FloatField()),
                ("decision", models.CharField(max_length=16)),
                ("reasons", models.JSONField(default=list)),
            ],
            options={
                "ordering": ("run_id", "id"),
                "constraints": [models.UniqueConstraint(fields=("run", "one", "other"), name="pair_once")],
            },
        ),
    ]
