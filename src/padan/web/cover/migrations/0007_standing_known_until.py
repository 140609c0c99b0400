"""Until when anything is known of anybody is asked on every page of cover."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cover", "0006_by_group")]

    operations = [
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("dropped", False)), fields=["known_until"], name="standing_known_until"
            ),
        )
    ]
