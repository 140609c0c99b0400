"""What offices answered of names on bills stands as it was written."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [("funds", "0005_names_asked")]
    operations = [append_only(Stands("funds_nameanswer"))]
