"""What the store allows of the record room: nothing is recorded without its class, and weeding is the one act that empties a
sealed note. It empties notes of files that stand on an approved list under no legal hold, and leaves their hashes.
"""

from django.db import migrations

RECORD = """
CREATE FUNCTION eoffice_may_be_weeded(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM eoffice_weedingentry e JOIN eoffice_weedinglist l ON l.id = e.weeding_id
      WHERE e.file_id = f.top AND l.approved_at IS NOT NULL)
    AND NOT EXISTS (SELECT FROM eoffice_legalhold h JOIN eoffice_file g ON g.id = h.file_id
      WHERE (g.id = f.top OR g.id = wanted OR g.main_id = f.top) AND h.lifted_at IS NULL)
  FROM (SELECT CASE WHEN state IN ('MERGED', 'WEEDED') AND kind = 'PART' AND EXISTS (SELECT FROM eoffice_filelink k
      WHERE k.file_id = eoffice_file.id AND k.kind = 'MERGED_INTO') THEN main_id ELSE id END AS top
    FROM eoffice_file WHERE id = wanted) f
$$;
CREATE FUNCTION eoffice_keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'RECORDED' AND OLD.state <> 'RECORDED'
    AND NOT EXISTS (SELECT FROM eoffice_recordentry WHERE file_id = NEW.id) THEN
    RAISE EXCEPTION 'a file is recorded with its class' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'WEEDED' AND OLD.state <> 'WEEDED' AND NOT eoffice_may_be_weeded(NEW.id) THEN
    RAISE EXCEPTION 'a file is weeded by an approved list, never under a legal hold'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_file_record BEFORE UPDATE OF state ON eoffice_file
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_record();
"""
NOTE = """
CREATE OR REPLACE FUNCTION eoffice_keep_sealed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'SEALED' AND NEW.body = '' AND NEW.text = '' AND NEW.salt = ''::bytea
    AND (to_jsonb(NEW) - '{body,text,salt}'::text[]) = (to_jsonb(OLD) - '{body,text,salt}'::text[])
    AND EXISTS (SELECT FROM eoffice_file WHERE id = OLD.file_id AND state = 'WEEDED')
    AND eoffice_may_be_weeded(OLD.file_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state IN ('SEALED', 'DISCARDED') OR OLD.file_id <> NEW.file_id THEN
    RAISE EXCEPTION 'a note of a file is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
NOTE_BEFORE = """
CREATE OR REPLACE FUNCTION eoffice_keep_sealed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('SEALED', 'DISCARDED') OR OLD.file_id <> NEW.file_id THEN
    RAISE EXCEPTION 'a note of a file is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
APPEND_ONLY = ("recordreview", "release", "importedarchive", "filereading", "cutoverexception")
DECIDED_ONCE = """
CREATE FUNCTION eoffice_keep_weeding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.approved_at IS NOT NULL THEN
    RAISE EXCEPTION 'an approved list is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_weedinglist_kept BEFORE UPDATE OR DELETE ON eoffice_weedinglist
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_weeding();
CREATE FUNCTION eoffice_keep_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.weeded_at IS NOT NULL OR NEW.file_id <> OLD.file_id OR NEW.weeding_id <> OLD.weeding_id THEN
    RAISE EXCEPTION 'a tombstone stays as it was set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_weedingentry_kept BEFORE UPDATE OR DELETE ON eoffice_weedingentry
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_tombstone();
CREATE FUNCTION eoffice_join_weeding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM eoffice_weedinglist WHERE id = NEW.weeding_id AND approved_at IS NOT NULL) THEN
    RAISE EXCEPTION 'an approved list takes no more files' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_weedingentry_joins BEFORE INSERT ON eoffice_weedingentry
FOR EACH ROW EXECUTE FUNCTION eoffice_join_weeding();
"""
DIGEST = """
CREATE TRIGGER eoffice_filereading_digest BEFORE INSERT ON eoffice_filereading
FOR EACH ROW EXECUTE FUNCTION kernel_digest_row(id, file_id, way, reader, at);
"""
GRADING = """
CREATE FUNCTION eoffice_keep_grading() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.grading < OLD.grading AND (
    EXISTS (SELECT FROM eoffice_correspondenceitem WHERE file_id = NEW.id AND grading > NEW.grading)
    OR EXISTS (SELECT FROM eoffice_filelink l JOIN eoffice_file f ON f.id = l.file_id WHERE l.to_id = NEW.id
      AND l.kind IN ('ATTACHED', 'MERGED_INTO') AND l.ended_at IS NULL AND f.grading > NEW.grading)) THEN
    RAISE EXCEPTION 'a file is graded as high as what lies in it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eoffice_file_grading BEFORE UPDATE OF grading ON eoffice_file
FOR EACH ROW EXECUTE FUNCTION eoffice_keep_grading();
"""


class Migration(migrations.Migration):
    dependencies = [("eoffice", "0010_records_secrecy_release"), ("kernel", "0008_sealed_in_batches")]

    operations = [
        migrations.RunSQL(
            RECORD,
            "DROP TRIGGER eoffice_file_record ON eoffice_file; DROP FUNCTION eoffice_keep_record();"
            "DROP FUNCTION eoffice_may_be_weeded(uuid)",
        ),
        migrations.RunSQL(NOTE, NOTE_BEFORE),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER eoffice_{name}_append_only BEFORE UPDATE OR DELETE ON eoffice_{name} "
                "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change()",
                f"DROP TRIGGER eoffice_{name}_append_only ON eoffice_{name}",
            )
            for name in APPEND_ONLY
        ),
        migrations.RunSQL(
            DECIDED_ONCE,
            "DROP TRIGGER eoffice_weedinglist_kept ON eoffice_weedinglist; DROP FUNCTION eoffice_keep_weeding();"
            "DROP TRIGGER eoffice_weedingentry_kept ON eoffice_weedingentry; DROP FUNCTION eoffice_keep_tombstone();"
            "DROP TRIGGER eoffice_weedingentry_joins ON eoffice_weedingentry; DROP FUNCTION eoffice_join_weeding()",
        ),
        migrations.RunSQL(DIGEST, "DROP TRIGGER eoffice_filereading_digest ON eoffice_filereading"),
        migrations.RunSQL(
            GRADING, "DROP TRIGGER eoffice_file_grading ON eoffice_file; DROP FUNCTION eoffice_keep_grading()"
        ),
    ]
