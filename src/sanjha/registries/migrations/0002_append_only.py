"""What a row was before, and what a subscriber has confirmed, is written once: the store itself refuses to change it."""

from django.db import migrations

TABLES = ("registries_formerrow", "registries_receipt")


def _trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();",
        f"DROP TRIGGER {table}_append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("registries", "0001_initial"), ("kernel", "0002_append_only")]

    operations = [_trigger(table) for table in TABLES]
