"""Readings are sealed in batches: each gets its digest from the store."""

from django.db import migrations, models

TRIGGER = """
CREATE TRIGGER exchange_reading_digest BEFORE INSERT ON exchange_reading
FOR EACH ROW EXECUTE FUNCTION kernel_digest_row(
  id, at, operation, facts, consumer, purpose, 'case', reader, posts, subject, request_id);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0006_providers_subscriptions'),
        ('kernel', '0008_sealed_in_batches'),
    ]

    operations = [
        migrations.AddField(
            model_name='reading',
            name='digest',
            field=models.CharField(db_default='', default='', editable=False, max_length=64),
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER exchange_reading_digest ON exchange_reading"),
    ]
