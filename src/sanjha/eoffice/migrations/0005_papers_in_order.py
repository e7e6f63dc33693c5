"""Papers stand in order and receipts in one place: the store itself refuses gaps, and a receipt that is in a file stays there.

Serials and pages of the correspondence side run on without a gap from 1; in a volume they go on from the volume before. A
receipt lies with a post only while it is neither in a file nor closed. A form that is sent twice diarises one letter.
"""

from django.db import migrations

PAPERS = """
CREATE FUNCTION eoffice_papers_run_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last_serial integer; last_page integer; is_volume boolean;
BEGIN
  SELECT max(serial), max(page_to) INTO last_serial, last_page FROM eoffice_correspondenceitem WHERE file_id = NEW.file_id;
  SELECT kind = 'VOLUME' INTO is_volume FROM eoffice_file WHERE id = NEW.file_id;
  IF last_serial IS NULL AND is_volume THEN
    RETURN NEW;
  END IF;
  IF NEW.serial <> coalesce(last_serial, 0) + 1 OR NEW.page_from <> coalesce(last_page, 0) + 1 THEN
    RAISE EXCEPTION 'serials and pages of the correspondence run without a gap'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_papers_in_order BEFORE INSERT ON eoffice_correspondenceitem
FOR EACH ROW EXECUTE FUNCTION eoffice_papers_run_on();
"""
RECEIPTS = """
CREATE FUNCTION eoffice_receipt_lies_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stands text;
BEGIN
  IF NEW.receipt_id IS NOT NULL AND NEW.closed_at IS NULL THEN
    SELECT state INTO stands FROM eoffice_receipt WHERE id = NEW.receipt_id;
    IF stands <> 'WITH_POST' THEN
      RAISE EXCEPTION 'a receipt that is closed or in a file lies with no post'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_receipt_movement BEFORE INSERT ON eoffice_movement
FOR EACH ROW EXECUTE FUNCTION eoffice_receipt_lies_open();

CREATE FUNCTION eoffice_keep_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'IN_FILE'
    OR (to_jsonb(NEW) - '{state,closed_at,details}'::text[]) <> (to_jsonb(OLD) - '{state,closed_at,details}'::text[]) THEN
    RAISE EXCEPTION 'the diary is never changed, and a receipt that is in a file stays there'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state <> 'WITH_POST'
    AND EXISTS (SELECT 1 FROM eoffice_movement WHERE receipt_id = NEW.id AND closed_at IS NULL) THEN
    RAISE EXCEPTION 'a receipt that is closed or in a file lies with no post'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_receipt_kept BEFORE UPDATE ON eoffice_receipt
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_receipt();
"""
ONE_FORM = """
CREATE UNIQUE INDEX eoffice_receipt_of_one_form ON eoffice_receipt ((details ->> 'form')) WHERE details ? 'form';
"""


class Migration(migrations.Migration):
    dependencies = [("eoffice", "0004_dak")]

    operations = [
        migrations.RunSQL(
            PAPERS,
            "DROP TRIGGER eoffice_papers_in_order ON eoffice_correspondenceitem; DROP FUNCTION eoffice_papers_run_on()",
        ),
        migrations.RunSQL(
            RECEIPTS,
            "DROP TRIGGER eoffice_receipt_kept ON eoffice_receipt; DROP FUNCTION eoffice_keep_receipt();"
            "DROP TRIGGER eoffice_receipt_movement ON eoffice_movement; DROP FUNCTION eoffice_receipt_lies_open()",
        ),
        migrations.RunSQL(ONE_FORM, "DROP INDEX eoffice_receipt_of_one_form"),
    ]
