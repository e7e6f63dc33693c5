"""A new row in the outbox is called out, so that whoever sends events need not look all the time."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION kernel_call_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('sanjha_outbox', '');
  RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER kernel_outboxevent_called_out AFTER INSERT ON kernel_outboxevent
FOR EACH STATEMENT EXECUTE FUNCTION kernel_call_out();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_dead_letters")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION kernel_call_out()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER kernel_outboxevent_called_out ON kernel_outboxevent"),
    ]
