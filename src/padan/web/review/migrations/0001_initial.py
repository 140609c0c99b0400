import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("review", "0002_decisions_in_full"),
        ("review", "0004_handed_to_an_office"),
        ("review", "0005_carried_from"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("lists", "0001_initial"),
        ("periods", "0001_initial"),
        ("runs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="periods.period"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pair", "Apakah ini orang yang sama?"),
                            ("not_registered", "Ada di daftar, belum terdaftar di BPJS"),
                            ("not_listed", "Terdaftar di BPJS, tidak ada di daftar"),
                            ("double", "Tercatat lebih dari sekali"),
                            ("differs", "Data berbeda"),
                            ("paid_after", "Dibayar setelah meninggal atau keluar"),
                            ("two_payers", "Ditanggung dua pembayar"),
                            ("unusable", "Baris tidak dapat dikenali"),
                            ("deceased", "Meninggal menurut salah satu pihak"),
                            ("finding", "Temuan pada orang yang cocok"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lists.row"
                    ),
                ),
                ("rivals", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("probability", models.FloatField(null=True)),
                ("harm", models.BigIntegerField(default=0)),
                ("months", models.PositiveIntegerField(default=0)),
                ("grave", models.BooleanField(default=False)),
                ("asks", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Belum dijawab"),
                            ("unsure", "Belum dapat dipastikan"),
                            ("waiting", "Menunggu pengesahan kepala kantor"),
                            ("answered", "Sudah dijawab"),
                            ("conflict", "Dua kantor berbeda jawaban"),
                            ("carried", "Dibawa ke periode berikut"),
                            ("gone", "Tidak berlaku lagi"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=24)),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run"),
                ),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-grave", "-harm", "id"),
                "indexes": [
                    models.Index(fields=["period", "state", "-grave", "-harm"], name="review_case_period__ec64c3_idx")
                ],
                "constraints": [models.UniqueConstraint(fields=("period", "key"), name="case_once")],
            },
        ),
        migrations.CreateModel(
            name="CaseOffice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offices", to="review.case"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="accounts.office"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Belum dijawab"),
                            ("unsure", "Belum dapat dipastikan"),
                            ("waiting", "Menunggu pengesahan kepala kantor"),
                            ("answered", "Sudah dijawab"),
                            ("conflict", "Dua kantor berbeda jawaban"),
                            ("carried", "Dibawa ke periode berikut"),
                            ("gone", "Tidak berlaku lagi"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("passed", models.BooleanField(default=False)),
                ("handed", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["office", "state"], name="review_case_office__082908_idx")],
                "constraints": [models.UniqueConstraint(fields=("case", "office"), name="put_once")],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="review.case"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("answer", models.CharField(blank=True, max_length=24)),
                ("reason", models.TextField(blank=True)),
                ("happened_on", models.DateField(blank=True, null=True)),
                ("document", models.CharField(blank=True, max_length=200)),
                ("carried_to", models.DateField(blank=True, null=True)),
                ("owner", models.CharField(blank=True, max_length=160)),
                ("values", models.JSONField(blank=True, default=dict)),
                (
                    "confirms",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="review.decision",
                    ),
                ),
                ("settles", models.BooleanField(default=False)),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="review.decision",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("by_name", models.CharField(max_length=160)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                ("role", models.CharField(max_length=16)),
                ("via", models.CharField(default="page", max_length=10)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=("case", "sequence"), name="answered_in_turn")],
            },
        ),
        migrations.CreateModel(
            name="BranchReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="review.decision"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        choices=[("accepted", "Diterima"), ("refused", "Ditolak"), ("document", "Perlu dokumen")],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
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
            },
        ),
    ]
