"""Who is covered and not continued is asked on every home page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cover", "0007_standing_known_until")]

    operations = [
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("dropped", True), ("state", "dropped")),
                fields=["office"],
                name="standing_not_continued",
            ),
        )
    ]
