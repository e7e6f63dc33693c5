"""Letters stay as they were written: the store itself refuses to change them.

A version of a draft changes while its author works on it, never after. An approved draft changes its state only, on the
paths that there are; an issue gets its file once; what is dispatched is the file of the issue and nothing else.
"""

from django.db import migrations

FAULT = "USING ERRCODE = 'integrity_constraint_violation'"
VERSION = f"""
CREATE FUNCTION eoffice_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL OR NEW.draft_id <> OLD.draft_id OR NEW.number <> OLD.number THEN
    RAISE EXCEPTION 'a version of a draft is never changed or deleted' {FAULT};
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_draftversion_kept BEFORE UPDATE OR DELETE ON eoffice_draftversion
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_version();
"""
DRAFT = f"""
CREATE FUNCTION eoffice_keep_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.file_id <> OLD.file_id OR NEW.number <> OLD.number THEN
    RAISE EXCEPTION 'a draft is never deleted and stays in its file' {FAULT};
  END IF;
  IF OLD.state NOT IN ('EDITING', 'SUBMITTED')
    AND (to_jsonb(NEW) - '{{state,withdrawn_reason}}'::text[])
      <> (to_jsonb(OLD) - '{{state,withdrawn_reason}}'::text[]) THEN
    RAISE EXCEPTION 'an approved letter is never changed' {FAULT};
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
    'EDITING>SUBMITTED', 'EDITING>APPROVED', 'EDITING>WITHDRAWN', 'SUBMITTED>EDITING', 'SUBMITTED>APPROVED',
    'SUBMITTED>WITHDRAWN', 'APPROVED>WITHDRAWN', 'APPROVED>SIGNED', 'SIGNED>ISSUED', 'ISSUED>DISPATCHED',
    'ISSUED>SUPERSEDED', 'DISPATCHED>SUPERSEDED'])) THEN
    RAISE EXCEPTION 'a draft does not go from % to %', OLD.state, NEW.state {FAULT};
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_draft_kept BEFORE UPDATE OR DELETE ON eoffice_draft
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_draft();
"""
ISSUE = f"""
CREATE FUNCTION eoffice_keep_issue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.approved_blob IS DISTINCT FROM (SELECT approved_blob FROM eoffice_draft WHERE id = NEW.draft_id)
      OR NEW.file_id IS DISTINCT FROM (SELECT file_id FROM eoffice_draft WHERE id = NEW.draft_id) THEN
      RAISE EXCEPTION 'what is issued is what was approved' {FAULT};
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.signed_blob <> ''
    OR (to_jsonb(NEW) - '{{signed_blob,paper_id}}'::text[]) <> (to_jsonb(OLD) - '{{signed_blob,paper_id}}'::text[]) THEN
    RAISE EXCEPTION 'an issue is never changed or deleted' {FAULT};
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_issue_kept BEFORE INSERT OR UPDATE OR DELETE ON eoffice_issue
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_issue();
"""
DISPATCH = f"""
CREATE FUNCTION eoffice_keep_dispatch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.blob = '' OR NEW.blob IS DISTINCT FROM (SELECT signed_blob FROM eoffice_issue WHERE id = NEW.issue_id) THEN
      RAISE EXCEPTION 'what is dispatched is what was signed' {FAULT};
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'state') <> (to_jsonb(OLD) - 'state') THEN
    RAISE EXCEPTION 'the dispatch register is never changed' {FAULT};
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_dispatch_kept BEFORE INSERT OR UPDATE OR DELETE ON eoffice_dispatch
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_dispatch();
CREATE TRIGGER eoffice_dispatchevent_append_only BEFORE UPDATE OR DELETE ON eoffice_dispatchevent
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""
INSIDE = f"""
CREATE FUNCTION eoffice_keep_inside_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.accepted_at IS NOT NULL AND OLD.receipt_id IS NOT NULL)
    OR (OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS DISTINCT FROM OLD.accepted_at)
    OR (to_jsonb(NEW) - '{{accepted_at,accepted_by,receipt_id}}'::text[])
      <> (to_jsonb(OLD) - '{{accepted_at,accepted_by,receipt_id}}'::text[]) THEN
    RAISE EXCEPTION 'a letter that arrived is accepted once and never deleted' {FAULT};
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_insideletter_kept BEFORE UPDATE OR DELETE ON eoffice_insideletter
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_inside_letter();
"""


def _undo(table: str, trigger: str, function: str) -> str:
    return f"DROP TRIGGER {trigger} ON {table}; DROP FUNCTION {function}();"


class Migration(migrations.Migration):
    dependencies = [("eoffice", "0006_letters"), ("kernel", "0002_append_only")]

    operations = [
        migrations.RunSQL(VERSION, _undo("eoffice_draftversion", "eoffice_draftversion_kept", "eoffice_keep_version")),
        migrations.RunSQL(DRAFT, _undo("eoffice_draft", "eoffice_draft_kept", "eoffice_keep_draft")),
        migrations.RunSQL(ISSUE, _undo("eoffice_issue", "eoffice_issue_kept", "eoffice_keep_issue")),
        migrations.RunSQL(
            DISPATCH,
            "DROP TRIGGER eoffice_dispatchevent_append_only ON eoffice_dispatchevent;"
            + _undo("eoffice_dispatch", "eoffice_dispatch_kept", "eoffice_keep_dispatch"),
        ),
        migrations.RunSQL(INSIDE, _undo("eoffice_insideletter", "eoffice_insideletter_kept", "eoffice_keep_inside_letter")),
    ]
