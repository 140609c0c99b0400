"""What was published of a month stays, and so does who turned the public page on or off and when."""

from django.db import migrations

from padan.web.append_only import Stands, append_only


class Migration(migrations.Migration):
    dependencies = [("opendata", "0001_initial")]
    operations = [append_only(Stands("opendata_publication"), Stands("opendata_publicstate"))]
