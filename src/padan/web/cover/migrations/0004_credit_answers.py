"""What the branch answers to contributions paid after a death; append-only."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_second_word"),
        ("cover", "0003_ledger_months"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("granted", "Dikurangkan dari tagihan"),
                            ("refunded", "Dikembalikan sebagai uang"),
                            ("refused", "Ditolak cabang"),
                        ],
                        max_length=8,
                    ),
                ),
                ("day", models.DateField()),
                ("asked", models.BigIntegerField()),
                ("amount", models.BigIntegerField(default=0)),
                ("months", models.JSONField(default=list)),
                ("bill_month", models.DateField(blank=True, null=True)),
                ("letter", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=160)),
                ("role", models.CharField(max_length=16)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="credit_answers", to="cover.claim"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="cover.creditanswer",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "sequence"), name="credit_answer_in_turn"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lte", models.F("asked")), ("asked__gt", 0)),
                        name="credit_within_what_was_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), ("word", "refused")),
                            models.Q(models.Q(("word", "refused"), _negated=True), ("amount__gt", 0)),
                            _connector="OR",
                        ),
                        name="credit_refused_is_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bill_month__isnull", False), ("word", "granted")),
                            models.Q(models.Q(("word", "granted"), _negated=True), ("bill_month__isnull", True)),
                            _connector="OR",
                        ),
                        name="credit_comes_off_a_month",
                    ),
                ],
            },
        ),
        append_only(Stands("cover_creditanswer")),
    ]
