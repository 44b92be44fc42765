import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BATCH = 500


def fill(apps, schema_editor):
    """Drafts made by hand were kept until now: they are locked. Points are told by criterion."""
    Pairing = apps.get_model('mentorship', 'Pairing')
    drafts = Pairing.objects.filter(state='proposed').only('by_hand', 'parts')
    changed = []
    for draft in drafts.iterator(chunk_size=BATCH):
        draft.locked = draft.by_hand
        draft.points = {
            part['criterion']: part['points']
            for part in draft.parts
            if part.get('weight') and not part.get('silent') and 'criterion' in part
        }
        changed.append(draft)
    Pairing.objects.bulk_update(changed, ['locked', 'points'], batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0011_pairing_life'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ForbiddenPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forbidden_pairs', to='mentorship.cohort')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='forbiddenpair',
            constraint=models.UniqueConstraint(fields=('cohort', 'first', 'second'), name='forbidden_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='forbiddenpair',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='forbidden_pair_in_order'),
        ),
        migrations.AddField(
            model_name='matchingrun',
            name='name',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='pairing',
            name='locked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='pairing',
            name='points',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('locked', False), ('state', 'proposed'), _connector='OR'), name='pairing_locked_is_draft'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
