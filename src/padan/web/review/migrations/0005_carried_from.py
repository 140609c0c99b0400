"""An answer of an earlier period holds in a later one while the records say the same."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("review", "0004_handed_to_an_office")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="review.decision",
            ),
        ),
    ]
