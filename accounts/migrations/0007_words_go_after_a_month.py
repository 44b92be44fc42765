from django.db import migrations, models


class Migration(migrations.Migration):
    """An index by which old mails that still have words are found."""

    dependencies = [("accounts", "0006_returned_mail")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("wiped_at", None)),
                fields=["created_at"],
                name="message_to_purge",
            ),
        ),
    ]
