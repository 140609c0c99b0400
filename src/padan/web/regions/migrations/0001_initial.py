import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("regions", "0002_young")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=24, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("provinsi", "Provinsi"),
                            ("kota", "Kota/Kabupaten"),
                            ("kecamatan", "Kecamatan"),
                            ("kelurahan", "Kelurahan"),
                            ("rt", "RT"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.region",
                    ),
                ),
                ("young", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="former_names", to="regions.region"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("source", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("region", "name"), name="former_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Split",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cut_from", to="regions.region"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gave_to", to="regions.region"
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("legal_base", models.CharField(blank=True, max_length=200)),
                ("certain", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("child", "parent"), name="split_once"),
                    models.CheckConstraint(
                        condition=models.Q(("child", models.F("parent")), _negated=True), name="split_of_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="boundary",
                        serialize=False,
                        to="regions.region",
                    ),
                ),
                ("geometry", models.JSONField()),
                ("source", models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="regions.region"
                    ),
                ),
                ("kind", models.CharField(default="ketua_rt", max_length=32)),
                ("label", models.CharField(max_length=80)),
                ("abolished_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("region__code", "label"),
                "constraints": [models.UniqueConstraint(fields=("region", "kind", "label"), name="post_once")],
            },
        ),
        migrations.CreateModel(
            name="PostHolder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holders", to="regions.post"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("nik", models.CharField(blank=True, max_length=20)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("post_id", "-since"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("post",), name="one_holder_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="holder_dates_in_order",
                    ),
                ],
            },
        ),
    ]
