from django.db import migrations, models


class Migration(migrations.Migration):
    """Mails that a server sent back, and people whose address takes none."""

    dependencies = [("accounts", "0005_catching_up")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="bounced_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="mail_refused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="mail refused since"),
        ),
    ]
