"""The history of a member is written once: the store itself refuses to change it."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER exchange_memberchange_append_only BEFORE UPDATE OR DELETE ON exchange_memberchange
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_members_requests"), ("kernel", "0002_append_only")]

    operations = [
        migrations.RunSQL(TRIGGER, "DROP TRIGGER exchange_memberchange_append_only ON exchange_memberchange")
    ]
