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
        ("regions", "0001_initial"),
        ("runs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Family",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no_kk", models.CharField(max_length=16)),
                (
                    "source",
                    models.CharField(
                        choices=[("p3ke", "P3KE"), ("dtks", "DTKS"), ("dtsen", "DTSEN"), ("lain", "Sumber lain")],
                        max_length=8,
                    ),
                ),
                ("version", models.DateField()),
                ("decile", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "kelurahan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("no_kk", "-version"),
                "constraints": [
                    models.UniqueConstraint(fields=("no_kk", "source", "version"), name="family_once_a_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decile__isnull", True), models.Q(("decile__gte", 1), ("decile__lte", 10)), _connector="OR"
                        ),
                        name="decile_of_ten",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("nik", models.CharField(blank=True, db_index=True, max_length=16)),
                ("birth_date", models.DateField(blank=True, null=True)),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("mother_name", models.CharField(blank=True, max_length=200)),
                ("no_kk", models.CharField(blank=True, db_index=True, max_length=16)),
                (
                    "kelurahan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                ("died_on", models.DateField(blank=True, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="protection.person",
                    ),
                ),
                ("weighed_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("name", "id"),
                "indexes": [models.Index(fields=["name"], name="protection__name_bb28b9_idx")],
            },
        ),
        migrations.CreateModel(
            name="PersonSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sources", to="protection.person"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("list", "Daftar kantor"),
                            ("participants", "Daftar peserta BPJS"),
                            ("proposal", "Usulan"),
                        ],
                        max_length=12,
                    ),
                ),
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
                ("said", models.JSONField(blank=True, default=dict)),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="periods.period",
                    ),
                ),
                ("segment", models.CharField(blank=True, max_length=20)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "tied_by",
                    models.CharField(
                        choices=[
                            ("record", "Isinya sama"),
                            ("run", "Hasil pencocokan periode"),
                            ("human", "Diputuskan petugas"),
                        ],
                        default="record",
                        max_length=8,
                    ),
                ),
                (
                    "tied_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lists.row",
                    ),
                ),
                ("attached_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("detached_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-period__first_month", "kind", "id"),
                "indexes": [
                    models.Index(fields=["person", "detached_at"], name="protection__person__89de94_idx"),
                    models.Index(fields=["period", "detached_at"], name="protection__period__0917ed_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("detached_at__isnull", True), ("row__isnull", False)),
                        fields=("row",),
                        name="one_person_a_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="protection.person"
                    ),
                ),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="protection.person"
                    ),
                ),
                ("rule", models.CharField(max_length=8)),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="runs.run",
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("sources", models.JSONField(default=list)),
                ("candidates", models.JSONField(default=list)),
                ("doubled", models.JSONField(default=list)),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="protection.personmerge",
                    ),
                ),
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PersonPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="protection.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="protection.person"
                    ),
                ),
                ("probability", models.FloatField(blank=True, null=True)),
                ("reasons", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Belum dijawab"),
                            ("same", "Orang yang sama"),
                            ("different", "Orang yang berbeda"),
                            ("gone", "Tidak berlaku lagi"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
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
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-probability", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="two_persons_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="two_persons_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="protection.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employer", "Kepesertaan lain"),
                            ("identity", "NIK di Dukcapil"),
                            ("alive", "Hidup"),
                            ("resident", "Penduduk kota"),
                            ("over_age", "Melewati batas umur"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=12)),
                ("day", models.DateField()),
                ("source", models.CharField(max_length=20)),
                ("about", models.CharField(blank=True, max_length=16)),
                ("document", models.CharField(blank=True, max_length=200)),
                ("by_name", models.CharField(blank=True, max_length=160)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("day", "id"),
                "indexes": [models.Index(fields=["person", "kind", "day"], name="protection__person__c61876_idx")],
            },
        ),
        migrations.CreateModel(
            name="Refresh",
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
            name="CandidateSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate_sheets",
                        to="accounts.office",
                    ),
                ),
                ("programme", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("musyawarah", "Musyawarah kelurahan"),
                            ("p3ke", "P3KE"),
                            ("dtks", "DTKS"),
                            ("dtsen", "DTSEN"),
                            ("rt", "Usulan RT"),
                            ("daftar", "Daftar yang diterima"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.DateField()),
                ("minutes", models.CharField(blank=True, max_length=120)),
                ("minutes_on", models.DateField(blank=True, null=True)),
                ("filename", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Sudah diperiksa, menunggu diterima"),
                            ("refused", "Tidak dapat dibaca"),
                            ("accepted", "Diterima"),
                            ("withdrawn", "Ditarik"),
                        ],
                        max_length=10,
                    ),
                ),
                ("refusal", models.TextField(blank=True)),
                ("columns", models.JSONField(default=list)),
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
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="protection.person"
                    ),
                ),
                ("programme", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="accounts.office"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("musyawarah", "Musyawarah kelurahan"),
                            ("p3ke", "P3KE"),
                            ("dtks", "DTKS"),
                            ("dtsen", "DTSEN"),
                            ("rt", "Usulan RT"),
                            ("daftar", "Daftar yang diterima"),
                        ],
                        max_length=12,
                    ),
                ),
                ("musyawarah_rank", models.PositiveIntegerField(blank=True, null=True)),
                ("minutes", models.CharField(blank=True, max_length=120)),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="protection.family",
                    ),
                ),
                ("said", models.JSONField(blank=True, default=dict)),
                ("missing", models.JSONField(blank=True, default=list)),
                ("facts", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("eligible", "Layak"),
                            ("not_eligible", "Tidak layak"),
                            ("unknown", "Belum dapat diputuskan"),
                        ],
                        default="unknown",
                        max_length=12,
                    ),
                ),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("warnings", models.JSONField(blank=True, default=list)),
                ("step", models.CharField(default="proposed", max_length=12)),
                ("stepped_on", models.DateField(blank=True, null=True)),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubles",
                        to="protection.candidate",
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("office__region__code", "programme", "musyawarah_rank", "id"),
                "indexes": [
                    models.Index(fields=["year", "programme", "office", "state"], name="protection__year_b63aa4_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "programme", "year"), name="proposed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["eligible", "not_eligible", "unknown"])),
                        name="candidate_in_one_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="protection.candidatesheet"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("row", models.PositiveIntegerField()),
                ("values", models.JSONField(default=dict)),
                ("trouble", models.CharField(blank=True, max_length=24)),
                (
                    "candidate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="protection.candidate",
                    ),
                ),
            ],
            options={
                "ordering": ("sheet_id", "number"),
                "constraints": [models.UniqueConstraint(fields=("sheet", "number"), name="candidate_row_once")],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="protection.candidate"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("musyawarah", "Musyawarah kelurahan"),
                            ("p3ke", "P3KE"),
                            ("dtks", "DTKS"),
                            ("dtsen", "DTSEN"),
                            ("rt", "Usulan RT"),
                            ("daftar", "Daftar yang diterima"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.DateField(blank=True, null=True)),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                ("minutes", models.CharField(blank=True, max_length=120)),
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
                (
                    "sheet_row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="protection.candidaterow",
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=160)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="protection.candidate"
                    ),
                ),
                ("step", models.CharField(max_length=12)),
                ("day", models.DateField()),
                ("month", models.DateField(blank=True, null=True)),
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
                ("by_name", models.CharField(max_length=160)),
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
                ("reason", models.TextField(blank=True)),
                ("document", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("month__isnull", False)),
                        fields=("candidate", "month"),
                        name="paid_once_a_month",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asked",
                    models.CharField(
                        choices=[("branch", "Kantor cabang BPJS Ketenagakerjaan"), ("dukcapil", "Dukcapil")],
                        max_length=8,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=40)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="EnquiryLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "enquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="protection.enquiry"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="protection.candidate"
                    ),
                ),
                ("nik", models.CharField(max_length=16)),
                ("word", models.CharField(blank=True, max_length=12)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=("enquiry", "candidate"), name="asked_once_a_list")],
            },
        ),
        migrations.CreateModel(
            name="MutationLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("columns", models.JSONField()),
                ("source", models.CharField(blank=True, max_length=200)),
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Mutation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("programme", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=60)),
                ("columns", models.JSONField(default=list)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [models.UniqueConstraint(fields=("number",), name="mutation_number_once")],
            },
        ),
        migrations.CreateModel(
            name="MutationLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mutation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="protection.mutation"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mutation_lines",
                        to="protection.candidate",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("in", "Masuk"), ("out", "Keluar"), ("change", "Perubahan")], max_length=8
                    ),
                ),
                ("said", models.JSONField(default=dict)),
                ("answer", models.CharField(blank=True, max_length=10)),
                ("kpj", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("answered_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("mutation", "candidate", "kind"), name="sent_once_a_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="Repair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repairs", to="protection.person"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repairs", to="accounts.office"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deceased", "Meninggal"),
                            ("moved", "Pindah dari kota"),
                            ("nik", "NIK tidak sesuai Dukcapil"),
                        ],
                        max_length=8,
                    ),
                ),
                ("day", models.DateField()),
                ("source", models.CharField(max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_by_name", models.CharField(blank=True, max_length=160)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("person", "office", "kind"),
                        name="one_open_repair",
                    )
                ],
            },
        ),
    ]
