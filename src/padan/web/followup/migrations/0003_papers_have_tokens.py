"""Every paper of a meeting has a token of its own: what its QR leads to."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from padan.web.followup.meeting_models import new_token


def tokens_give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """To papers that were printed without one."""
    papers = apps.get_model("followup", "MeetingPaper")
    for pk in papers.objects.values_list("pk", flat=True):
        papers.objects.filter(pk=pk).update(token=new_token())


class Migration(migrations.Migration):
    dependencies = [("followup", "0002_stays")]
    operations = [
        migrations.AddField("meetingpaper", "token", models.CharField(max_length=32, default="")),
        migrations.RunPython(tokens_give, migrations.RunPython.noop),
        migrations.AlterField("meetingpaper", "token", models.CharField(max_length=32, unique=True, default=new_token)),
    ]
