from django.db import migrations
from django.db.models import Min


def note_first_meetings(apps, schema_editor):
    """Pairs that met before it was written down on their pairing; nobody is asked anything."""
    CheckIn = apps.get_model("checkins", "CheckIn")
    Pairing = apps.get_model("mentorship", "Pairing")
    held = CheckIn.objects.filter(state="held").order_by().values("pairing")
    for row in held.annotate(first=Min("starts_at")).iterator():
        Pairing.objects.filter(pk=row["pairing"], met_at=None).update(met_at=row["first"])


class Migration(migrations.Migration):

    dependencies = [
        ('checkins', '0002_rhythm_and_rule_dates'),
        ('mentorship', '0011_pairing_life'),
    ]

    operations = [migrations.RunPython(note_first_meetings, migrations.RunPython.noop)]
