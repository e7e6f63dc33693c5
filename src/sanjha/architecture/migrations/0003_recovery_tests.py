"""Tries to bring services up again; what was recorded stays, the store itself refuses to change it."""

from django.db import migrations, models

import sanjha.kernel.ids

TRIGGER = """
CREATE TRIGGER architecture_recoverytest_append_only BEFORE UPDATE OR DELETE ON architecture_recoverytest
FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("architecture", "0002_comments_append_only")]

    operations = [
        migrations.CreateModel(
            name="RecoveryTest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sanjha.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("service", models.CharField(max_length=40)),
                ("tested_on", models.DateField()),
                ("up_minutes", models.PositiveIntegerField()),
                ("lost_minutes", models.PositiveIntegerField()),
                ("how", models.CharField(max_length=300)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["service", "-tested_on", "-id"], name="recovery_last_tried")
                ],
            },
        ),
        migrations.RunSQL(
            TRIGGER, "DROP TRIGGER architecture_recoverytest_append_only ON architecture_recoverytest"
        ),
    ]
