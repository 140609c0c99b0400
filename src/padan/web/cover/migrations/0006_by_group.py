"""Months that a bill for the whole group tells of, without naming the person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cover", "0005_books")]
    operations = [
        migrations.AddField(
            model_name="personmonth",
            name="by_group",
            field=models.BooleanField(default=False),
        ),
    ]
