"""By which law and on which day those who wait for a decree were last judged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            "JudgedBy",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("law_changed_at", models.DateTimeField()),
                ("day", models.DateField()),
            ],
        ),
    ]
