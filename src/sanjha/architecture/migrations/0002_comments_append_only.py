"""What a department has said stays said: the store itself refuses to change a comment."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER architecture_policycomment_append_only BEFORE UPDATE OR DELETE ON architecture_policycomment
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("architecture", "0001_initial"), ("kernel", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            TRIGGER, "DROP TRIGGER architecture_policycomment_append_only ON architecture_policycomment"
        )
    ]
