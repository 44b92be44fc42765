from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0010_peers'),
    ]

    operations = []
