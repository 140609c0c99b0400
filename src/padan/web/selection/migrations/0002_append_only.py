"""Who left and who follows is append-only."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_initial")]
    operations = [append_only(Stands("selection_replacement"))]
