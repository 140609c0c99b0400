"""Which shipped definition a version states; empty in rows that are older than this column, which stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_closed_stays")]
    operations = [
        migrations.AddField(
            model_name="indicatorversion",
            name="shipped",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
