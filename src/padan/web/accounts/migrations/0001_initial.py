import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("accounts", "0002_password_demands"), ("accounts", "0003_letting_in")]

    initial = True

    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kelurahan", "Kelurahan"),
                            ("kecamatan", "Kecamatan"),
                            ("opd", "Perangkat daerah"),
                            ("bappeda", "Bappeda"),
                            ("bpkad", "BPKAD"),
                            ("pemerintahan", "Bagian Pemerintahan"),
                            ("bpjs", "BPJS Ketenagakerjaan"),
                            ("pimpinan", "Sekretariat Daerah"),
                            ("inspektorat", "Inspektorat"),
                            ("administrator", "Pengelola sistem"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True)),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offices", to="regions.region"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("letterhead", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "ordering": ("region__code", "kind", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["kelurahan", "kecamatan"])),
                        fields=("kind", "region"),
                        name="one_office_a_region",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="nama pengguna")),
                ("full_name", models.CharField(max_length=160, verbose_name="nama lengkap")),
                ("nip", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("is_active", models.BooleanField(default=True)),
                ("language", models.CharField(default="id", max_length=2)),
                ("session_epoch", models.PositiveIntegerField(default=0)),
                ("demands_failed", models.PositiveSmallIntegerField(default=0)),
                ("demand_failed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="accounts.office"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("klerk_kelurahan", "Petugas kelurahan"),
                            ("lurah", "Lurah"),
                            ("klerk_kecamatan", "Petugas kecamatan"),
                            ("camat", "Camat"),
                            ("klerk_opd", "Petugas perangkat daerah"),
                            ("bappeda", "Bappeda"),
                            ("bpkad", "BPKAD"),
                            ("pemerintahan", "Bagian Pemerintahan"),
                            ("bpjs", "Kantor cabang BPJS Ketenagakerjaan"),
                            ("pimpinan", "Pimpinan (Sekda, Wali Kota)"),
                            ("inspektorat", "Inspektorat"),
                            ("administrator", "Administrator akun"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("tetap", "Pejabat tetap"), ("plt", "Plt."), ("plh", "Plh.")],
                        default="tetap",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("user", "office", "role"),
                        name="appointed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="accounts.office"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("klerk_kelurahan", "Petugas kelurahan"),
                            ("lurah", "Lurah"),
                            ("klerk_kecamatan", "Petugas kecamatan"),
                            ("camat", "Camat"),
                            ("klerk_opd", "Petugas perangkat daerah"),
                            ("bappeda", "Bappeda"),
                            ("bpkad", "BPKAD"),
                            ("pemerintahan", "Bagian Pemerintahan"),
                            ("bpjs", "Kantor cabang BPJS Ketenagakerjaan"),
                            ("pimpinan", "Pimpinan (Sekda, Wali Kota)"),
                            ("inspektorat", "Inspektorat"),
                            ("administrator", "Administrator akun"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("tetap", "Pejabat tetap"), ("plt", "Plt."), ("plh", "Plh.")],
                        default="tetap",
                        max_length=8,
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "used_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "succeeds",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.appointment",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="LettingIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("sandi", "Tautan kata sandi"), ("langkah", "Atur ulang langkah kedua")], max_length=8
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lettings_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                ("guarded", models.BooleanField(default=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_by_name", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_by_name", models.CharField(blank=True, max_length=200)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by_name", models.CharField(blank=True, max_length=200)),
                ("token_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                ("linked_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
    ]
