import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("periods", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="periods.requirement"
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("as_of", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Sudah diperiksa, menunggu diterima"),
                            ("refused", "Tidak dapat dibaca"),
                            ("accepted", "Diterima"),
                            ("replaced", "Diganti versi berikutnya"),
                            ("withdrawn", "Ditarik pengunggah"),
                        ],
                        max_length=12,
                    ),
                ),
                ("refusal", models.TextField(blank=True)),
                ("understanding", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")), fields=("requirement",), name="one_accepted_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("version__isnull", False)),
                        fields=("requirement", "version"),
                        name="version_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Row",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="lists.upload"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("sheet", models.CharField(blank=True, max_length=100)),
                ("row", models.PositiveIntegerField()),
                ("found", models.JSONField(default=dict)),
                ("values", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
            ],
            options={
                "ordering": ("upload_id", "number"),
                "constraints": [models.UniqueConstraint(fields=("upload", "number"), name="row_once")],
            },
        ),
        migrations.CreateModel(
            name="Mend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mends", to="lists.row"
                    ),
                ),
                ("field", models.CharField(max_length=20)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
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
            name="HeadingChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="heading_choices",
                        to="accounts.office",
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
                        max_length=16,
                    ),
                ),
                ("heading", models.CharField(max_length=200)),
                ("field", models.CharField(blank=True, max_length=20)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("office", "kind", "heading"), name="heading_once")],
            },
        ),
    ]
