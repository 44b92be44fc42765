from django.db import migrations


class Migration(migrations.Migration):
    """What somebody typed and has not sent."""

    dependencies = [("accounts", "0002_token_result_and_secret_messages")]

    operations = []
