"""Numbers of databases may be as large as those that the published tests of the Database API name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registries", "0002_append_only")]

    operations = [
        migrations.AlterField(
            model_name="version", name="number", field=models.PositiveBigIntegerField(unique=True)
        )
    ]
