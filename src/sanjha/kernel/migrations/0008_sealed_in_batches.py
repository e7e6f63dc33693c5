"""Events are sealed in batches: each gets its digest from the store, which refuses to change what happened."""

import django.contrib.postgres.fields
import sanjha.kernel.ids
from django.db import migrations, models

# The time zone is fixed, so that a time is written the same whoever inserts the row.
FUNCTION = """
CREATE FUNCTION kernel_digest_row() RETURNS trigger LANGUAGE plpgsql SET TimeZone TO 'UTC' AS $$
BEGIN
  NEW.digest := encode(sha256(convert_to((SELECT jsonb_object_agg(e.key, e.value)::text
    FROM jsonb_each(to_jsonb(NEW)) e WHERE e.key = ANY(TG_ARGV)), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
"""
COLUMNS = "id, kind, version, payload, request_id, happened_at"
TRIGGERS = f"""
CREATE TRIGGER kernel_outboxevent_digest BEFORE INSERT ON kernel_outboxevent
FOR EACH ROW EXECUTE FUNCTION kernel_digest_row({COLUMNS});
CREATE TRIGGER kernel_outboxevent_what_happened BEFORE UPDATE OF {COLUMNS}, digest ON kernel_outboxevent
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER kernel_outboxevent_kept BEFORE DELETE ON kernel_outboxevent
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
CREATE TRIGGER kernel_auditbatch_append_only BEFORE UPDATE OR DELETE ON kernel_auditbatch
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""
BACK = """
DROP TRIGGER kernel_auditbatch_append_only ON kernel_auditbatch;
DROP TRIGGER kernel_outboxevent_kept ON kernel_outboxevent;
DROP TRIGGER kernel_outboxevent_what_happened ON kernel_outboxevent;
DROP TRIGGER kernel_outboxevent_digest ON kernel_outboxevent;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0007_outbox_called_out'),
    ]

    operations = [
        migrations.AddField(
            model_name='outboxevent',
            name='digest',
            field=models.CharField(db_default='', default='', editable=False, max_length=64),
        ),
        migrations.CreateModel(
            name='AuditBatch',
            fields=[
                ('id', models.UUIDField(default=sanjha.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('table', models.CharField(max_length=63)),
                ('shape', models.CharField(max_length=16)),
                ('size', models.PositiveIntegerField()),
                ('last', models.UUIDField()),
                ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('digests', models.BinaryField()),
                ('root', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['table', '-last'], name='audit_batch_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='audit_batch_size')],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION kernel_digest_row()"),
        migrations.RunSQL(TRIGGERS, BACK),
    ]
