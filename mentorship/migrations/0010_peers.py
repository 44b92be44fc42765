from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0009_requests'),
    ]

    operations = []
