from django.db import migrations

TABLES = ("audit_auditevent", "audit_accessentry")

FUNCTION = """
CREATE FUNCTION macem_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log % is append-only: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$;
"""

# A row trigger does not fire on TRUNCATE, so that has a statement trigger of its own. The rights are taken
# away as well, here in the creating migration, because default privileges would hand them out again.
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
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION macem_append_only()"),
        *(migrations.RunSQL(TABLE.format(table=t), UNDO.format(table=t)) for t in TABLES),
    ]
