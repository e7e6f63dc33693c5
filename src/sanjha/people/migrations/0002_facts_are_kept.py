"""A fact is never changed or deleted: the store itself lets nothing but the date of its end be written, once."""

from django.db import migrations

KEEP = """
CREATE FUNCTION people_keep_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
     OR to_jsonb(NEW) - 'superseded_at' <> to_jsonb(OLD) - 'superseded_at' THEN
    RAISE EXCEPTION 'a fact is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER people_fact_kept BEFORE UPDATE OR DELETE ON people_fact
FOR EACH ROW EXECUTE FUNCTION people_keep_fact();
CREATE TRIGGER people_recordedrequest_append_only BEFORE UPDATE OR DELETE ON people_recordedrequest
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""
FORGET = """
DROP TRIGGER people_recordedrequest_append_only ON people_recordedrequest;
DROP TRIGGER people_fact_kept ON people_fact;
DROP FUNCTION people_keep_fact();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("kernel", "0002_append_only")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
