"""What was sealed, moved and put in a file stays as it was: the store itself refuses to change it.

A sealed note never changes. A movement changes in its reading, its end and what its holder sets while it lies there; its end
is final. Papers of the correspondence side and the identity of files and receipts stand for ever.
"""

from django.db import migrations

NOTE = """
CREATE FUNCTION eoffice_keep_sealed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('SEALED', 'DISCARDED') OR OLD.file_id <> NEW.file_id THEN
    RAISE EXCEPTION 'a note of a file is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_note_sealed BEFORE UPDATE OR DELETE ON eoffice_note
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_sealed_note();
"""
MOVEMENT = """
CREATE FUNCTION eoffice_keep_movement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL
    OR (OLD.read_at IS NOT NULL AND NEW.read_at IS DISTINCT FROM OLD.read_at)
    OR (to_jsonb(NEW) - '{read_at,closed_at,priority,due_date,wake_on}'::text[])
      <> (to_jsonb(OLD) - '{read_at,closed_at,priority,due_date,wake_on}'::text[]) THEN
    RAISE EXCEPTION 'the history of movements is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_movement_kept BEFORE UPDATE OR DELETE ON eoffice_movement
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_movement();

CREATE FUNCTION eoffice_follow_movement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE previous uuid;
BEGIN
  IF NEW.number = 1 THEN
    IF NEW.from_post IS NOT NULL THEN
      RAISE EXCEPTION 'a first movement comes from nowhere' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT to_post INTO previous FROM eoffice_movement
  WHERE number = NEW.number - 1 AND closed_at IS NOT NULL
    AND (file_id = NEW.file_id OR receipt_id = NEW.receipt_id);
  IF previous IS DISTINCT FROM NEW.from_post OR previous IS NULL THEN
    RAISE EXCEPTION 'a movement begins where the one before ended' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_movement_path BEFORE INSERT ON eoffice_movement
FOR EACH ROW EXECUTE FUNCTION eoffice_follow_movement();
"""
PAPER = """
CREATE TRIGGER eoffice_correspondenceitem_append_only BEFORE UPDATE OR DELETE ON eoffice_correspondenceitem
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""
IDENTITY = """
CREATE FUNCTION eoffice_keep_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.number <> OLD.number OR NEW.branch <> OLD.branch THEN
    RAISE EXCEPTION 'a number is never changed and nothing that bears one is deleted'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_file_identity BEFORE UPDATE OR DELETE ON eoffice_file
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_identity();
CREATE TRIGGER eoffice_receipt_identity BEFORE UPDATE OR DELETE ON eoffice_receipt
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_identity();
"""


class Migration(migrations.Migration):
    dependencies = [("eoffice", "0001_initial"), ("kernel", "0002_append_only")]

    operations = [
        migrations.RunSQL(NOTE, "DROP TRIGGER eoffice_note_sealed ON eoffice_note; DROP FUNCTION eoffice_keep_sealed_note()"),
        migrations.RunSQL(
            MOVEMENT,
            "DROP TRIGGER eoffice_movement_path ON eoffice_movement; DROP FUNCTION eoffice_follow_movement();"
            "DROP TRIGGER eoffice_movement_kept ON eoffice_movement; DROP FUNCTION eoffice_keep_movement()",
        ),
        migrations.RunSQL(PAPER, "DROP TRIGGER eoffice_correspondenceitem_append_only ON eoffice_correspondenceitem"),
        migrations.RunSQL(
            IDENTITY,
            "DROP TRIGGER eoffice_file_identity ON eoffice_file; DROP TRIGGER eoffice_receipt_identity ON eoffice_receipt;"
            "DROP FUNCTION eoffice_keep_identity()",
        ),
    ]
