"""Decisions, receipts, openings, published definitions and issued certificates are written once: the store refuses to change them."""

from django.db import migrations

TABLES = (
    "sewa_attachmentopening",
    "sewa_decision",
    "sewa_delivery",
    "sewa_feeline",
    "sewa_feereceipt",
    "sewa_issuedcertificate",
    "sewa_serviceversion",
)


class Migration(migrations.Migration):
    dependencies = [("sewa", "0001_initial"), ("kernel", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change()",
            f"DROP TRIGGER {table}_append_only ON {table}",
        )
        for table in TABLES
    ]
