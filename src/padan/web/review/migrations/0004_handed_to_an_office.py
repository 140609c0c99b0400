"""Bappeda may hand a case to the office that knows the person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("review", "0003_decisions_stand")]

    operations = [
        migrations.AddField(model_name="caseoffice", name="handed", field=models.BooleanField(default=False)),
    ]
