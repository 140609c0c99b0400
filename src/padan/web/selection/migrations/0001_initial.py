import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("protection", "0001_initial"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Selection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=40)),
                ("first_month", models.DateField()),
                ("months", models.PositiveSmallIntegerField()),
                ("rate", models.BigIntegerField()),
                ("top_up", models.BigIntegerField(default=0)),
                ("top_up_source", models.CharField(blank=True, max_length=120)),
                ("departure", models.CharField(blank=True, max_length=300)),
                ("law", models.JSONField()),
                ("order", models.JSONField(default=dict)),
                ("certain", models.BooleanField(default=True)),
                ("draw_text", models.CharField(max_length=200)),
                ("inputs", models.CharField(blank=True, max_length=64)),
                ("counts", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu dihitung"),
                            ("ready", "Siap ditetapkan"),
                            ("failed", "Gagal dihitung"),
                            ("decreed", "Sudah ditetapkan"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("fault", models.TextField(blank=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_by_name", models.CharField(max_length=160)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 12), ("rate__gte", 1)),
                        name="selection_costs",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pots", to="selection.selection"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
                    ),
                ),
                ("of_law", models.BigIntegerField()),
                ("money", models.BigIntegerField()),
                ("heads", models.PositiveIntegerField(null=True)),
                ("chosen", models.PositiveIntegerField(default=0)),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("spent", models.BigIntegerField(default=0)),
                ("stop", models.CharField(blank=True, max_length=8)),
            ],
            options={
                "ordering": ("selection_id", "region__code"),
                "constraints": [
                    models.UniqueConstraint(fields=("selection", "region"), name="pot_once"),
                    models.CheckConstraint(
                        condition=models.Q(("spent__lte", models.F("money"))), name="pot_within_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("heads__isnull", True), ("chosen__lte", models.F("heads")), _connector="OR"
                        ),
                        name="pot_within_quota",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="selection.selection"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="choices", to="protection.candidate"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="selection.pot",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
                    ),
                ),
                ("position", models.PositiveIntegerField(null=True)),
                ("score", models.IntegerField(default=0)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("chosen", "Terpilih"),
                            ("waiting", "Daftar tunggu"),
                            ("not_eligible", "Tidak layak"),
                            ("unknown", "Belum dapat dinilai"),
                        ],
                        max_length=12,
                    ),
                ),
                ("covered", models.BooleanField(default=False)),
                ("why", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ("selection_id", "region__code", "position", "id"),
                "indexes": [
                    models.Index(
                        fields=["selection", "region", "outcome", "position"], name="selection_c_selecti_691615_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("selection", "candidate"), name="chosen_or_not_once"),
                    models.UniqueConstraint(fields=("pot", "position"), name="one_a_position"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["chosen", "waiting", "not_eligible", "unknown"])),
                        name="choice_in_one_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decree",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "selection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decree", to="selection.selection"
                    ),
                ),
                ("number", models.CharField(max_length=80)),
                ("day", models.DateField()),
                ("title", models.CharField(max_length=300)),
                ("letterhead", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Menunggu dicetak"), ("ready", "Siap"), ("failed", "Gagal dicetak")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                ("fault", models.CharField(blank=True, max_length=300)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_by_name", models.CharField(max_length=160)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [models.UniqueConstraint(fields=("number", "day"), name="decree_once")],
            },
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decree",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replacements", to="selection.decree"
                    ),
                ),
                (
                    "left",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replaced", to="selection.choice"
                    ),
                ),
                ("reason", models.CharField(max_length=12)),
                ("note", models.CharField(max_length=300)),
                ("left_on", models.DateField()),
                ("known_on", models.DateField()),
                ("freed", models.BigIntegerField()),
                (
                    "successor",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="selection.choice",
                    ),
                ),
                ("from_month", models.DateField(blank=True, null=True)),
                ("months", models.PositiveSmallIntegerField(default=0)),
                ("cost", models.BigIntegerField(default=0)),
                ("document", models.CharField(blank=True, max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("by_name", models.CharField(max_length=160)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("successor__isnull", True), ("months__gte", 1), _connector="OR"),
                        name="follows_for_a_month",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("year", models.PositiveSmallIntegerField()),
                ("months", models.PositiveSmallIntegerField(default=12)),
                ("sets", models.JSONField(default=list)),
                ("result", models.JSONField(default=dict)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_by_name", models.CharField(max_length=160)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
    ]
