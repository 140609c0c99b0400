import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Basis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(blank=True, null=True)),
                ("certain", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="law.basis",
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("entered_by_name", models.CharField(blank=True, max_length=160)),
                ("entered_office", models.CharField(blank=True, max_length=160)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by_name", models.CharField(blank=True, max_length=160)),
                ("withdrawn_reason", models.TextField(blank=True)),
                ("key", models.SlugField(max_length=60)),
                ("kind", models.CharField(max_length=16)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("title", models.CharField(max_length=300)),
                ("issued_on", models.DateField(blank=True, null=True)),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="law.basis",
                    ),
                ),
            ],
            options={
                "ordering": ("-year", "kind", "number", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)), fields=("key",), name="basis_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"
                        ),
                        name="basis_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BasisFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="law.basis"
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("media", models.CharField(max_length=40)),
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
        migrations.CreateModel(
            name="LawRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(blank=True, null=True)),
                ("certain", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="law.lawrule",
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("entered_by_name", models.CharField(blank=True, max_length=160)),
                ("entered_office", models.CharField(blank=True, max_length=160)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by_name", models.CharField(blank=True, max_length=160)),
                ("withdrawn_reason", models.TextField(blank=True)),
                ("kind", models.CharField(max_length=24)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(blank=True, max_length=13)),
                ("value", models.JSONField()),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="law.basis"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["kind", "withdrawn_at"], name="law_rule_kind")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"
                        ),
                        name="rule_days_in_order",
                    )
                ],
            },
        ),
    ]
