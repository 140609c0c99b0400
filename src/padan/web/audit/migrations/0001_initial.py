import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("office_name", models.CharField(blank=True, max_length=200)),
                ("action", models.CharField(db_index=True, max_length=64)),
                ("object_kind", models.CharField(blank=True, max_length=64)),
                ("object_id", models.CharField(blank=True, max_length=64)),
                ("detail", models.JSONField(default=dict)),
                ("address", models.CharField(blank=True, max_length=45)),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["object_kind", "object_id"], name="audit_event_object__651980_idx")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="seal",
                        serialize=False,
                        to="audit.event",
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(unique=True)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("sequence",),
            },
        ),
    ]
