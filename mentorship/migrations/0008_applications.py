import accounts.models.tokens
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0007_questions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='enrollment',
            name='applied_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='enrollment',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='enrollment',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='EligibilityRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, choices=[('mentor', 'mentor'), ('mentee', 'mentee'), ('peer', 'partner')], max_length=8)),
                ('field', models.CharField(max_length=120)),
                ('operator', models.CharField(choices=[('is', 'is'), ('is_not', 'is not'), ('contains', 'contains'), ('at_least', 'is at least'), ('at_most', 'is at most'), ('answered', 'is answered')], max_length=10)),
                ('value', models.CharField(blank=True, max_length=200)),
                ('message', models.TextField(max_length=500)),
                ('created_at', models.DateTimeField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='eligibility_rules', to='mentorship.cohort')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ApplicationDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('mentor', 'mentor'), ('mentee', 'mentee'), ('peer', 'partner')], max_length=8)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('zone', models.CharField(blank=True, max_length=64)),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('remind_at', models.DateTimeField(blank=True, null=True)),
                ('turned_back_at', models.DateTimeField(blank=True, null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='application_drafts', to='mentorship.cohort')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='application_drafts', to=settings.AUTH_USER_MODEL)),
                ('turned_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mentorship.eligibilityrule')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Entrance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=accounts.models.tokens.new_public_id, editable=False, max_length=16, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_open', models.BooleanField(default=False)),
                ('closes_on', models.DateField(blank=True, null=True)),
                ('for_mentors', models.BooleanField(default=True)),
                ('for_mentees', models.BooleanField(default=True)),
                ('for_peers', models.BooleanField(default=False)),
                ('mentor_places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('mentee_places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('peer_places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('domains', models.JSONField(blank=True, default=list)),
                ('needs_approval', models.BooleanField(default=True)),
                ('about', models.TextField(blank=True, max_length=2000)),
                ('mails', models.JSONField(blank=True, default=dict)),
                ('cohort', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='entrance', to='mentorship.cohort')),
            ],
        ),
        migrations.AddConstraint(
            model_name='eligibilityrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('operator', 'answered'), ('value', '')), models.Q(models.Q(('operator', 'answered'), _negated=True), models.Q(('value', ''), _negated=True)), _connector='OR'), name='eligibility_rule_has_value'),
        ),
        migrations.AddConstraint(
            model_name='eligibilityrule',
            constraint=models.CheckConstraint(condition=models.Q(('message', ''), _negated=True), name='eligibility_rule_has_message'),
        ),
        migrations.AddIndex(
            model_name='applicationdraft',
            index=models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='application_to_remind'),
        ),
        migrations.AddIndex(
            model_name='applicationdraft',
            index=models.Index(fields=['touched_at'], name='application_touched'),
        ),
        migrations.AddConstraint(
            model_name='applicationdraft',
            constraint=models.UniqueConstraint(fields=('cohort', 'user', 'role'), name='application_once_per_role'),
        ),
        migrations.AddConstraint(
            model_name='applicationdraft',
            constraint=models.CheckConstraint(condition=models.Q(('remind_at', None), ('begun_at__isnull', False), _connector='OR'), name='application_reminded_once_begun'),
        ),
        migrations.AddConstraint(
            model_name='entrance',
            constraint=models.CheckConstraint(condition=models.Q(('is_open', False), ('for_mentors', True), ('for_mentees', True), ('for_peers', True), _connector='OR'), name='entrance_open_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='entrance',
            constraint=models.CheckConstraint(condition=models.Q(('mentor_places', None), ('mentor_places__gte', 1), _connector='OR'), name='entrance_mentor_places_some'),
        ),
        migrations.AddConstraint(
            model_name='entrance',
            constraint=models.CheckConstraint(condition=models.Q(('mentee_places', None), ('mentee_places__gte', 1), _connector='OR'), name='entrance_mentee_places_some'),
        ),
        migrations.AddConstraint(
            model_name='entrance',
            constraint=models.CheckConstraint(condition=models.Q(('peer_places', None), ('peer_places__gte', 1), _connector='OR'), name='entrance_peer_places_some'),
        ),
    ]
