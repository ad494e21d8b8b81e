from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE confidentiality_subject_number",
            "DROP SEQUENCE confidentiality_subject_number",
        )
    ]
