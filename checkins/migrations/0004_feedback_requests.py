import accounts.models.tokens
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Feedback that was asked for, skills and rhythms."""

    dependencies = [
        ('checkins', '0003_first_meetings'),
        ('goals', '0011_asks_and_shelf'),
        ('mentorship', '0013_leaving_a_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColleagueSilence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_hash', models.CharField(max_length=64, unique=True)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='feedback',
            name='follows',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='more', to='checkins.feedback'),
        ),
        migrations.AddField(
            model_name='feedbackreply',
            name='heard',
            field=models.TextField(blank=True, max_length=500, verbose_name='what I heard is …'),
        ),
        migrations.CreateModel(
            name='FeedbackActedOn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('feedback', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='acted_on', to='checkins.feedback')),
            ],
            options={
                'verbose_name_plural': 'feedback acted on',
            },
        ),
        migrations.CreateModel(
            name='FeedbackLater',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('back_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='put_off', to='checkins.feedback')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FeedbackRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('colleague', models.CharField(blank=True, max_length=80, verbose_name='their name')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='their e-mail address')),
                ('public_id', models.CharField(default=accounts.models.tokens.new_public_id, editable=False, max_length=16, unique=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('work', models.CharField(max_length=240, verbose_name='which piece of work?')),
                ('link', models.URLField(blank=True, verbose_name='a link to it')),
                ('question', models.CharField(max_length=300, verbose_name='your one question')),
                ('skill', models.CharField(blank=True, max_length=80, verbose_name='about which skill?')),
                ('state', models.CharField(choices=[('open', 'asked'), ('answered', 'answered'), ('declined', 'would rather not'), ('withdrawn', 'taken back')], default='open', max_length=9)),
                ('client_token', models.CharField(max_length=36)),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_asked', to='mentorship.pairingmember')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='goals.goal')),
                ('to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='feedback_wanted', to='mentorship.pairingmember')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ColleagueAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='your answer')),
                ('rating', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='from 1 to 10')),
                ('at', models.DateTimeField()),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='checkins.feedbackrequest')),
            ],
        ),
        migrations.AddField(
            model_name='feedback',
            name='request',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='feedback', to='checkins.feedbackrequest'),
        ),
        migrations.CreateModel(
            name='FeedbackRhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('skill', models.CharField(max_length=80, verbose_name='on which skill?')),
                ('every', models.PositiveSmallIntegerField(choices=[(1, 'every week'), (2, 'every two weeks')], default=1, verbose_name='how often?')),
                ('begins_on', models.DateField()),
                ('until_on', models.DateField(verbose_name='until when?')),
                ('promised_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rhythms_promised', to='mentorship.pairingmember')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rhythms_received', to='mentorship.pairingmember')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SharedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='what you pass on')),
                ('rating', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='shared', to='checkins.colleagueanswer')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddIndex(
            model_name='feedbackrequest',
            index=models.Index(condition=models.Q(('address', ''), _negated=True), fields=['expires_at'], name='colleague_to_forget'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('colleague', ''), ('expires_at', None), ('to__isnull', False)), models.Q(('expires_at__isnull', False), ('to', None), models.Q(('colleague', ''), _negated=True)), _connector='OR'), name='feedback_request_asks_exactly_one'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrequest',
            constraint=models.CheckConstraint(condition=models.Q(('to', None), models.Q(('asker', models.F('to')), _negated=True), _connector='OR'), name='feedback_request_asks_another'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('work', ''), _negated=True), models.Q(('question', ''), _negated=True)), name='feedback_request_says_what'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='feedback_request_ended_has_time'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrequest',
            constraint=models.UniqueConstraint(fields=('asker', 'client_token'), name='feedback_request_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='colleagueanswer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='colleague_says_something'),
        ),
        migrations.AddConstraint(
            model_name='colleagueanswer',
            constraint=models.CheckConstraint(condition=models.Q(('rating', None), ('rating__range', (1, 10)), _connector='OR'), name='colleague_rates_1_to_10'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrhythm',
            constraint=models.CheckConstraint(condition=models.Q(('member', models.F('to')), _negated=True), name='feedback_rhythm_is_for_another'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrhythm',
            constraint=models.CheckConstraint(condition=models.Q(('skill', ''), _negated=True), name='feedback_rhythm_names_a_skill'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrhythm',
            constraint=models.CheckConstraint(condition=models.Q(('every__in', [1, 2])), name='feedback_rhythm_every_week_or_two'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrhythm',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('begins_on'))), name='feedback_rhythm_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrhythm',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('member', 'to', 'skill'), name='feedback_rhythm_once_per_skill'),
        ),
        migrations.AddConstraint(
            model_name='sharedanswer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='shared_answer_says_something'),
        ),
        migrations.AddConstraint(
            model_name='sharedanswer',
            constraint=models.CheckConstraint(condition=models.Q(('rating', None), ('rating__range', (1, 10)), _connector='OR'), name='shared_rating_1_to_10'),
        ),
    ]
