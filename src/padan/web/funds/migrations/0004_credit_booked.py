"""Postings name the branch's answer that they book. A column that may be empty: the table, and what guards it, stand."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cover", "0004_credit_answers"), ("funds", "0003_told_quickly")]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="credit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to="cover.creditanswer",
            ),
        ),
    ]
