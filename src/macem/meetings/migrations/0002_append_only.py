from django.db import migrations

TABLES = (
    "meetings_agendaversion",
    "meetings_agendaentry",
    "meetings_agendaapproval",
    "meetings_circulation",
    "meetings_agendareceipt",
    "meetings_agencyreturn",
    "meetings_postponement",
    "meetings_interimsafety",
    "meetings_recusal",
    "meetings_itemrecord",
    "meetings_informationgiven",
    "meetings_itemaction",
    "meetings_itemsharing",
    "meetings_minutes",
    "meetings_minutessection",
    "meetings_minutesreview",
    "meetings_minutesdistribution",
    "meetings_minutesreceipt",
    "meetings_earlierminutesagreed",
)

# What was circulated, approved, opened, answered, said or minuted stands. The function is the audit log's.
TABLE = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION macem_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION macem_append_only();
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'macem_web') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM macem_web, macem_worker;
    END IF;
END $$;
"""

UNDO = """
DROP TRIGGER append_only ON {table};
DROP TRIGGER append_only_truncate ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunSQL(TABLE.format(table=t), UNDO.format(table=t)) for t in TABLES]
