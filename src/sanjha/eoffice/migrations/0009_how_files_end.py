"""How a file may end, kept by the store: its states follow one another, nothing open is closed over, bonds stay known.

Pages of a volume go on where the volume before it ended.
"""

from django.db import migrations

STATE = """
CREATE FUNCTION eoffice_keep_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = OLD.state THEN RETURN NEW; END IF;
  IF (OLD.state || '>' || NEW.state) NOT IN ('ACTIVE>ATTACHED', 'ATTACHED>ACTIVE', 'ACTIVE>CLOSING', 'CLOSING>ACTIVE',
    'CLOSING>CLOSED', 'CLOSED>ACTIVE', 'CLOSED>RECORDED', 'RECORDED>ACTIVE', 'RECORDED>WEEDED', 'ACTIVE>MERGED',
    'MERGED>WEEDED') OR (NEW.state = 'MERGED' AND OLD.kind <> 'PART') THEN
    RAISE EXCEPTION 'a file does not go from % to %', OLD.state, NEW.state
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'ATTACHED' AND NOT EXISTS (SELECT FROM eoffice_filelink
    WHERE file_id = NEW.id AND kind = 'ATTACHED' AND ended_at IS NULL) THEN
    RAISE EXCEPTION 'an attached file says to which' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state IN ('CLOSED', 'MERGED') AND (
    EXISTS (SELECT FROM eoffice_file p WHERE p.main_id = NEW.id AND p.state IN ('ACTIVE', 'ATTACHED', 'CLOSING'))
    OR EXISTS (SELECT FROM eoffice_filelink l WHERE l.to_id = NEW.id AND l.kind = 'ATTACHED' AND l.ended_at IS NULL)
    OR EXISTS (SELECT FROM eoffice_note n WHERE n.file_id = NEW.id AND n.state IN ('YELLOW', 'GREEN'))) THEN
    RAISE EXCEPTION 'a file is not closed over an open part, an attached file or a waiting note'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_file_state BEFORE UPDATE OF state ON eoffice_file
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_state();
"""
LINK = """
CREATE FUNCTION eoffice_keep_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
    OR (to_jsonb(NEW) - '{ended_at,ended_by}'::text[]) <> (to_jsonb(OLD) - '{ended_at,ended_by}'::text[]) THEN
    RAISE EXCEPTION 'what bound two files stays known' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_filelink_kept BEFORE UPDATE OR DELETE ON eoffice_filelink
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_link();
"""
CLOSING = """
CREATE FUNCTION eoffice_keep_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.decision <> ''
    OR (to_jsonb(NEW) - '{decision,remarks,decided_by,decided_at}'::text[])
      <> (to_jsonb(OLD) - '{decision,remarks,decided_by,decided_at}'::text[]) THEN
    RAISE EXCEPTION 'a proposal is decided once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_fileclosing_kept BEFORE UPDATE OR DELETE ON eoffice_fileclosing
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_closing();
"""
PAGES = """
CREATE FUNCTION eoffice_follow_pages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE volume record; current uuid := NEW.file_id; place record;
BEGIN
  SELECT kind, main_id, sequence INTO volume FROM eoffice_file WHERE id = current;
  IF volume.kind <> 'VOLUME' THEN RETURN NEW; END IF;
  SELECT coalesce(max(c.serial), 0) AS serial, coalesce(max(c.page_to), 0) AS page INTO place
  FROM eoffice_correspondenceitem c JOIN eoffice_file f ON f.id = c.file_id
  WHERE f.id = volume.main_id
    OR (f.main_id = volume.main_id AND f.kind = 'VOLUME' AND f.sequence <= volume.sequence);
  IF NEW.serial <> place.serial + 1 OR NEW.page_from <> place.page + 1 THEN
    RAISE EXCEPTION 'the pages of a volume go on from the one before'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_volume_pages BEFORE INSERT ON eoffice_correspondenceitem
FOR EACH ROW EXECUTE FUNCTION eoffice_follow_pages();
"""


class Migration(migrations.Migration):
    dependencies = [("eoffice", "0008_bonds_between_files")]

    operations = [
        migrations.RunSQL(STATE, "DROP TRIGGER eoffice_file_state ON eoffice_file; DROP FUNCTION eoffice_keep_state()"),
        migrations.RunSQL(
            LINK, "DROP TRIGGER eoffice_filelink_kept ON eoffice_filelink; DROP FUNCTION eoffice_keep_link()"
        ),
        migrations.RunSQL(
            CLOSING,
            "DROP TRIGGER eoffice_fileclosing_kept ON eoffice_fileclosing; DROP FUNCTION eoffice_keep_closing()",
        ),
        migrations.RunSQL(
            PAGES,
            "DROP TRIGGER eoffice_volume_pages ON eoffice_correspondenceitem; DROP FUNCTION eoffice_follow_pages()",
        ),
    ]
