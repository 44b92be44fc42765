import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """90-day plans and their reviews."""

    dependencies = [("goals", "0006_offers")]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point_a', models.TextField(blank=True, max_length=1000, verbose_name='where are you now?')),
                ('point_b', models.TextField(max_length=1000, verbose_name='where do you want to be in 90 days?')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('client_token', models.CharField(blank=True, max_length=36)),
                ('created_at', models.DateTimeField()),
                ('follows', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='goals.plan')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='mentorship.pairingmember')),
            ],
            options={
                'ordering': ['starts_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlanGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_goals', to='goals.goal')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_goals', to='goals.plan')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PlanReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.PositiveSmallIntegerField()),
                ('moved', models.TextField(blank=True, max_length=2000, verbose_name='what moved?')),
                ('surprised', models.TextField(blank=True, max_length=2000, verbose_name='what surprised you?')),
                ('change', models.TextField(blank=True, max_length=2000, verbose_name='what will you change?')),
                ('asking', models.CharField(blank=True, choices=[('more', 'Ask me more'), ('same', 'It is right as it is'), ('less', 'Ask me less')], max_length=4)),
                ('written_at', models.DateTimeField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='goals.plan')),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='PlanTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80, verbose_name='in a few words')),
                ('about', models.TextField(blank=True, max_length=500, verbose_name='what is it about?')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='goals.plan')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddIndex(
            model_name='plan',
            index=models.Index(fields=['owner', 'starts_on'], name='plan_owner_start'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('point_b', ''), _negated=True), name='plan_leads_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('follows', None), models.Q(('follows', models.F('id')), _negated=True), _connector='OR'), name='plan_follows_another'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('client_token', ''), _negated=True), fields=('owner', 'client_token'), name='plan_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='plangoal',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plan_goal_position_once'),
        ),
        migrations.AddConstraint(
            model_name='plangoal',
            constraint=models.UniqueConstraint(fields=('plan', 'goal'), name='plan_goal_once'),
        ),
        migrations.AddConstraint(
            model_name='plangoal',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (1, 3))), name='plan_at_most_three_goals'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.UniqueConstraint(fields=('plan', 'day'), name='plan_review_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.CheckConstraint(condition=models.Q(('day__in', (30, 60, 90))), name='plan_review_on_day_30_60_90'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('moved', ''), _negated=True), models.Q(('surprised', ''), _negated=True), models.Q(('change', ''), _negated=True), _connector='OR'), name='plan_review_says_something'),
        ),
        migrations.AddConstraint(
            model_name='plantheme',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='theme_position_once'),
        ),
        migrations.AddConstraint(
            model_name='plantheme',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (1, 3))), name='theme_one_of_three'),
        ),
        migrations.AddConstraint(
            model_name='plantheme',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='theme_has_title'),
        ),
    ]
