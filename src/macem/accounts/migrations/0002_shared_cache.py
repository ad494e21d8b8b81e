from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """Sign-in throttling and the replay guard of one-time codes need a cache that all processes share."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
