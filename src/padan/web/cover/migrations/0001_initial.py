import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("lists", "0001_initial"),
        ("periods", "0001_initial"),
        ("protection", "0001_initial"),
        ("regions", "0001_initial"),
        ("runs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("segment", models.CharField(blank=True, max_length=20)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("due", models.BigIntegerField(null=True)),
                ("paid", models.BigIntegerField(default=0)),
                ("status", models.CharField(max_length=16)),
                (
                    "fact",
                    models.CharField(
                        choices=[("paid", "Dibayar"), ("unpaid", "Belum dibayar"), ("unclear", "Belum jelas")],
                        max_length=8,
                    ),
                ),
                ("times", models.PositiveSmallIntegerField(default=1)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"),
                ),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="months", to="protection.person"
                    ),
                ),
            ],
            options={
                "ordering": ("person_id", "month", "segment"),
                "indexes": [models.Index(fields=["month", "office"], name="cover_perso_month_93b094_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "month", "segment"), name="person_month_once"),
                    models.CheckConstraint(condition=models.Q(("paid__gte", 0)), name="paid_month_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("segment", models.CharField(blank=True, max_length=20)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("due", models.BigIntegerField(null=True)),
                ("paid", models.BigIntegerField(default=0)),
                ("status", models.CharField(max_length=16)),
                (
                    "fact",
                    models.CharField(
                        choices=[("paid", "Dibayar"), ("unpaid", "Belum dibayar"), ("unclear", "Belum jelas")],
                        max_length=8,
                    ),
                ),
                ("times", models.PositiveSmallIntegerField(default=1)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"),
                ),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_months",
                        to="protection.person",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run"),
                ),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["person", "month"], name="cover_forme_person__2af2f2_idx")],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="protection.person"
                    ),
                ),
                ("segment", models.CharField(blank=True, max_length=20)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="accounts.office"
                    ),
                ),
                (
                    "kelurahan",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="regions.region"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40)),
                ("payer", models.CharField(blank=True, max_length=120)),
                ("npp", models.CharField(blank=True, max_length=30)),
                ("kpj", models.CharField(blank=True, max_length=30)),
                ("monthly", models.BigIntegerField(null=True)),
                ("times", models.PositiveSmallIntegerField(default=1)),
                ("listed", models.BooleanField(default=False)),
                ("registered", models.BooleanField(default=False)),
                ("dropped", models.BooleanField(default=False)),
                ("known_until", models.DateField()),
                ("state", models.CharField(max_length=10)),
                ("unpaid_months", models.PositiveSmallIntegerField(default=0)),
                ("falls_out", models.DateField(null=True)),
                ("why", models.CharField(blank=True, max_length=10)),
                ("falls_out_next", models.BooleanField(default=False)),
                ("unsettled", models.BooleanField(default=False)),
                ("other_state", models.CharField(blank=True, max_length=10)),
                ("other_falls_out", models.DateField(null=True)),
                ("arrears", models.BigIntegerField(null=True)),
                ("next_due", models.BigIntegerField(null=True)),
                ("benefit_now", models.BigIntegerField(default=0)),
                ("benefit_full", models.BigIntegerField(default=0)),
                ("first_until", models.DateField(null=True)),
                ("over_age_on", models.DateField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("died_on", models.DateField(null=True)),
                ("born_on", models.DateField(null=True)),
                ("told", models.CharField(blank=True, max_length=10)),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="periods.period"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run"),
                ),
                (
                    "row",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lists.row"),
                ),
            ],
            options={
                "ordering": ("-benefit_now", "person_id"),
                "indexes": [
                    models.Index(
                        fields=["office", "falls_out_next", "-benefit_now"], name="cover_stand_office__cc6f4c_idx"
                    ),
                    models.Index(fields=["falls_out_next", "-benefit_now"], name="cover_stand_falls_o_61f60a_idx"),
                    models.Index(fields=["over_age_on"], name="cover_stand_over_ag_272587_idx"),
                ],
                "constraints": [models.UniqueConstraint(fields=("person", "segment", "office"), name="stands_once")],
            },
        ),
        migrations.CreateModel(
            name="Refreshed",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="runs.run",
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="protection.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("death", "Meninggal"), ("accident", "Kecelakaan kerja")], max_length=8),
                ),
                ("happened_on", models.DateField(blank=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("reported", "Dilaporkan"),
                            ("list", "Tercatat dalam daftar"),
                            ("review", "Dijawab dalam pemeriksaan"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="accounts.office"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "Dilaporkan"),
                            ("checked", "Diperiksa"),
                            ("documents", "Dokumen lengkap"),
                            ("filed", "Diajukan ke cabang"),
                            ("paid", "Dibayar"),
                            ("refused", "Ditolak"),
                            ("withdrawn", "Dicabut"),
                        ],
                        default="reported",
                        max_length=10,
                    ),
                ),
                ("covered", models.BooleanField(null=True)),
                ("amount", models.BigIntegerField(null=True)),
                ("finding", models.JSONField(default=list)),
                ("credit", models.BigIntegerField(default=0)),
                ("credit_months", models.JSONField(default=list)),
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lists.row",
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["office", "state"], name="cover_claim_office__aa56ae_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "death"), models.Q(("state", "withdrawn"), _negated=True)),
                        fields=("person",),
                        name="one_death_claim",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cover.claim"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("reported", "Dilaporkan"),
                            ("checked", "Diperiksa"),
                            ("documents", "Dokumen lengkap"),
                            ("filed", "Diajukan ke cabang"),
                            ("paid", "Dibayar"),
                            ("refused", "Ditolak"),
                            ("withdrawn", "Dicabut"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                ("reason", models.TextField(blank=True)),
                ("document", models.CharField(blank=True, max_length=200)),
                ("amount", models.BigIntegerField(blank=True, null=True)),
                ("finding", models.JSONField(blank=True, default=list)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=160)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=16)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=("claim", "sequence"), name="claim_step_in_turn")],
            },
        ),
    ]
