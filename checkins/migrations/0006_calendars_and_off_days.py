
import accounts.models.tokens
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A calendar of one's own, and days on which people would have met but for a break."""

    dependencies = [
        ('checkins', '0005_practice'),
        ('mentorship', '0015_breaks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='checkin',
            name='kept',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='checkin',
            name='moved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='checkin',
            name='wall_at',
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='rhythm',
            name='looked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='OffDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('starts_at', models.DateTimeField()),
                ('name', models.CharField(blank=True, max_length=60)),
                ('next_on', models.DateField(blank=True, null=True)),
                ('check_in', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='off_day', to='checkins.checkin')),
                ('pairing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='off_days', to='mentorship.pairing')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('pairing', 'on'), name='off_day_once'), models.CheckConstraint(condition=models.Q(models.Q(('name__gt', ''), ('person', None)), models.Q(('name', ''), ('person__isnull', False)), _connector='OR'), name='off_day_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PersonalCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=accounts.models.tokens.new_public_id, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('is_open', models.BooleanField(default=False)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('says_more', models.BooleanField(default=False, verbose_name='titles say with whom, and what I promised')),
                ('shows_promises', models.BooleanField(default=False, verbose_name='the days on which my promises are due')),
                ('names_in_subjects', models.BooleanField(default=False, verbose_name='subjects of mails say with whom')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='personal_calendar', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_open', False), models.Q(('opened_at__isnull', False), ('version__gte', 1)), _connector='OR'), name='calendar_open_has_address')],
            },
        ),
    ]
