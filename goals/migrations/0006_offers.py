import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Questions about goals, drafts that others offer, goals that repeat, goals to practice."""

    dependencies = [("goals", "0005_milestones")]

    operations = [
        migrations.CreateModel(
            name='DraftOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True, max_length=1000)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('unit', models.CharField(blank=True, max_length=80)),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('client_token', models.CharField(blank=True, max_length=36)),
                ('offered_at', models.DateTimeField()),
                ('adopted_at', models.DateTimeField(blank=True, null=True)),
                ('set_aside_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'offered draft',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='GoalQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000)),
                ('client_token', models.CharField(blank=True, max_length=36)),
                ('asked_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='GoalQuestionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000)),
                ('answered_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='goal',
            name='follows',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='goals.goal'),
        ),
        migrations.AddField(
            model_name='goal',
            name='practice',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='goal',
            name='repeats',
            field=models.CharField(blank=True, choices=[('', 'no'), ('month', 'each month'), ('quarter', 'each quarter')], default='', max_length=8, verbose_name='does it come again?'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('practice', False), models.Q(('repeats', ''), ('shared_at', None)), _connector='OR'), name='goal_practice_is_private'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('repeats__in', ['', 'month', 'quarter'])), name='goal_repeats_as_said'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('follows', None), models.Q(('follows', models.F('id')), _negated=True), _connector='OR'), name='goal_follows_another'),
        ),
        migrations.AddField(
            model_name='draftoffer',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts_offered', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='draftoffer',
            name='goal',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='adopted_from', to='goals.goal'),
        ),
        migrations.AddField(
            model_name='draftoffer',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts_received', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='goalquestion',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goal_questions', to='mentorship.pairingmember'),
        ),
        migrations.AddField(
            model_name='goalquestion',
            name='goal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='goals.goal'),
        ),
        migrations.AddField(
            model_name='goalquestionanswer',
            name='question',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='goals.goalquestion'),
        ),
        migrations.AddConstraint(
            model_name='draftoffer',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='draft_offer_has_sentence'),
        ),
        migrations.AddConstraint(
            model_name='draftoffer',
            constraint=models.CheckConstraint(condition=models.Q(('by', models.F('to')), _negated=True), name='draft_offer_is_for_another'),
        ),
        migrations.AddConstraint(
            model_name='draftoffer',
            constraint=models.CheckConstraint(condition=models.Q(('goal', None), ('adopted_at__isnull', False), _connector='OR'), name='draft_offer_goal_was_adopted'),
        ),
        migrations.AddConstraint(
            model_name='draftoffer',
            constraint=models.CheckConstraint(condition=models.Q(('target', None), ('target__gt', 0), _connector='OR'), name='draft_offer_target_is_ahead'),
        ),
        migrations.AddConstraint(
            model_name='draftoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('client_token', ''), _negated=True), fields=('by', 'client_token'), name='draft_offer_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='goalquestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='goal_question_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='goalquestion',
            constraint=models.UniqueConstraint(condition=models.Q(('client_token', ''), _negated=True), fields=('by', 'client_token'), name='goal_question_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='goalquestionanswer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='goal_answer_says_something'),
        ),
    ]
