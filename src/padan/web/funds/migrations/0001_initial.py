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
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("earmarked", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("-earmarked", "name"),
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("granted", "Dijanjikan pemberi"),
                            ("allocated", "Belum diterima"),
                            ("received", "Diterima, belum disediakan"),
                            ("available", "Tersedia"),
                            ("committed", "Terikat, belum dibayar"),
                            ("paid", "Dibayar, belum SPJ"),
                            ("reported", "Sudah SPJ"),
                            ("returned", "Dikembalikan"),
                            ("advance", "Ditalangi"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="funds.source"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
                    ),
                ),
                ("programme", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ("source_id", "year", "place__code", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "source", "year", "place", "programme"), name="account_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "granted",
                                    "allocated",
                                    "received",
                                    "available",
                                    "committed",
                                    "paid",
                                    "reported",
                                    "returned",
                                    "advance",
                                ],
                            )
                        ),
                        name="account_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="account_year_sound"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("programme", ""), ("kind__in", ["committed", "paid", "reported"]), _connector="OR"
                        ),
                        name="account_of_a_programme",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="regions.region"
                    ),
                ),
                ("programme", models.CharField(max_length=40)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="funds.source"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("first_month", models.DateField()),
                ("months", models.PositiveSmallIntegerField()),
                ("heads", models.PositiveIntegerField()),
                ("unit", models.BigIntegerField()),
                ("amount", models.BigIntegerField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("contribution", "Iuran"),
                            ("cash", "Uang tunai"),
                            ("goods", "Barang"),
                            ("service", "Jasa"),
                        ],
                        default="contribution",
                        max_length=12,
                    ),
                ),
                ("decree_ref", models.CharField(max_length=120)),
                ("decided_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Terbuka"), ("closed", "Ditutup")], default="open", max_length=8
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("close_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ("decided_on", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("unit__gt", 0)), name="commitment_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heads__gt", 0), ("months__gt", 0)), name="commitment_for_somebody"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageDue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dues", to="funds.source"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("order", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
            ],
            options={
                "ordering": ("source_id", "year", "order"),
                "constraints": [models.UniqueConstraint(fields=("source", "year", "order"), name="stage_due_once")],
            },
        ),
        migrations.CreateModel(
            name="StageArrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="arrivals", to="funds.source"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="arrivals", to="regions.region"
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("day", models.DateField()),
                ("reference", models.CharField(max_length=120)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-day", "-id"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="arrival_of_something")
                ],
            },
        ),
        migrations.CreateModel(
            name="Spj",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spj", to="regions.region"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spj", to="funds.source"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(blank=True, max_length=40)),
                ("number", models.CharField(max_length=120)),
                ("day", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("document", models.CharField(blank=True, max_length=64)),
                ("document_name", models.CharField(blank=True, max_length=255)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Menunggu BPKAD"),
                            ("accepted", "Diterima BPKAD"),
                            ("returned", "Dikembalikan untuk diperbaiki"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "SPJ",
                "ordering": ("-id",),
                "constraints": [models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="spj_of_something")],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="regions.region"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="funds.source"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("use", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("account_code", models.CharField(blank=True, max_length=40)),
                ("ceiling", models.BigIntegerField()),
                ("realised", models.BigIntegerField(default=0)),
                ("physical", models.PositiveSmallIntegerField(default=0)),
                ("obstacle", models.CharField(blank=True, max_length=500)),
                ("follow_up", models.CharField(blank=True, max_length=500)),
                ("in_charge", models.CharField(max_length=160)),
                ("due", models.DateField()),
                ("photo", models.CharField(blank=True, max_length=64)),
                ("photo_name", models.CharField(blank=True, max_length=255)),
                (
                    "spj",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="funds.spj",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("place__code", "due", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ceiling__gt", 0), ("realised__gte", 0)), name="activity_amounts_sound"
                    ),
                    models.CheckConstraint(condition=models.Q(("physical__lte", 100)), name="activity_at_most_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("disbursements", "Daftar SP2D atau realisasi (BPKAD)"),
                            ("payments", "Tagihan atau daftar iuran (cabang BPJS)"),
                        ],
                        max_length=16,
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="funds.source"),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Sudah dibaca, menunggu diterima"),
                            ("refused", "Tidak dapat dibaca"),
                            ("accepted", "Diterima dan dibukukan"),
                            ("withdrawn", "Ditarik sebelum diterima"),
                        ],
                        max_length=10,
                    ),
                ),
                ("refusal", models.TextField(blank=True)),
                ("understanding", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("handed_in_at", models.DateTimeField(default=django.utils.timezone.now)),
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
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["checked", "accepted"])),
                        fields=("kind", "sha256"),
                        name="payments_file_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="funds.sheetimport"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("sheet", models.CharField(blank=True, max_length=100)),
                ("row", models.PositiveIntegerField()),
                ("found", models.JSONField(default=dict)),
                ("values", models.JSONField(default=dict)),
                ("amount", models.BigIntegerField(blank=True, null=True)),
                ("day", models.DateField(blank=True, null=True)),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                ("programme", models.CharField(blank=True, max_length=40)),
                ("first_month", models.DateField(blank=True, null=True)),
                ("last_month", models.DateField(blank=True, null=True)),
                ("heads", models.PositiveIntegerField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, max_length=120)),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="funds.source"),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("outcome", models.CharField(max_length=16)),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="funds.commitment",
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="funds.importline",
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bills",
                        to="funds.importline",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="protection.person",
                    ),
                ),
            ],
            options={
                "ordering": ("file_id", "number"),
                "indexes": [models.Index(fields=["outcome", "place"], name="funds_impor_outcome_29f3a2_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "number"), name="payment_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "above",
                                    "chosen",
                                    "known",
                                    "matched",
                                    "named",
                                    "no_commitment",
                                    "no_decree",
                                    "no_months",
                                    "no_place",
                                    "no_programme",
                                    "paid_by_sp2d",
                                    "several",
                                    "split",
                                    "undone",
                                    "unnamed",
                                    "unreadable",
                                    "unsplit",
                                    "without_sp2d",
                                ],
                            )
                        ),
                        name="payment_line_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "taken",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="out", to="funds.account"
                    ),
                ),
                (
                    "given",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="into", to="funds.account"
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("day", models.DateField(db_index=True)),
                ("event_month", models.DateField(blank=True, null=True)),
                ("known_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reference", models.CharField(blank=True, max_length=160)),
                ("imported", models.BooleanField(default=False)),
                ("stage", models.PositiveSmallIntegerField(default=0)),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="funds.commitment",
                    ),
                ),
                (
                    "arrival",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="funds.stagearrival",
                    ),
                ),
                (
                    "spj",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="funds.spj",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="funds.importline",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="funds.posting",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("office_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("-day", "-id"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="posting_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(("taken", models.F("given")), _negated=True), name="posting_to_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SplitShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="funds.importline"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("basis", models.CharField(max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("place__code",),
                "constraints": [
                    models.UniqueConstraint(fields=("line", "place"), name="split_share_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="split_share_of_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Portion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="portions", to="funds.posting"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portions",
                        to="protection.person",
                    ),
                ),
                ("family", models.CharField(blank=True, max_length=16)),
                ("name", models.CharField(max_length=200)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
                    ),
                ),
                ("programme", models.CharField(blank=True, max_length=40)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("contribution", "Iuran"),
                            ("cash", "Uang tunai"),
                            ("goods", "Barang"),
                            ("service", "Jasa"),
                        ],
                        default="contribution",
                        max_length=12,
                    ),
                ),
                ("month", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("what", models.CharField(blank=True, max_length=200)),
                (
                    "proof_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Belum ada"),
                            ("ntpn", "NTPN/bukti setor iuran"),
                            ("kuitansi", "Kuitansi bertanda tangan"),
                            ("berita_acara", "Berita acara serah terima"),
                            ("foto", "Foto penyerahan"),
                            ("transfer", "Bukti transfer"),
                        ],
                        max_length=16,
                    ),
                ),
                ("proof_number", models.CharField(blank=True, max_length=120)),
                ("proof_on", models.DateField(blank=True, null=True)),
                ("proof_file", models.CharField(blank=True, max_length=64)),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portions",
                        to="funds.importline",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("month", "name", "id"),
                "indexes": [models.Index(fields=["person", "month"], name="funds_porti_person__384020_idx")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="portion_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("family", ""), _negated=True),
                            ("line__isnull", False),
                            _connector="OR",
                        ),
                        name="portion_for_somebody",
                    ),
                ],
            },
        ),
    ]
