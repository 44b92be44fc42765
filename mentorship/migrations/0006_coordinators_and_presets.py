from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorship', '0005_weighing_and_closing'),
    ]

    operations = [
        migrations.AddField(
            model_name='program',
            name='default_capacity',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='people per mentor, unless a cohort says otherwise'),
        ),
        migrations.AddField(
            model_name='program',
            name='offers_biweekly',
            field=models.BooleanField(default=True, verbose_name='every two weeks'),
        ),
        migrations.AddField(
            model_name='program',
            name='offers_monthly',
            field=models.BooleanField(default=True, verbose_name='every month'),
        ),
        migrations.AddField(
            model_name='program',
            name='offers_weekly',
            field=models.BooleanField(default=True, verbose_name='every week'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('offers_weekly', True), ('offers_biweekly', True), ('offers_monthly', True), _connector='OR'), name='program_offers_a_rhythm'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('default_capacity__gte', 1)), name='program_default_capacity_from_one'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'archived'])), name='program_state_known'),
        ),
    ]
