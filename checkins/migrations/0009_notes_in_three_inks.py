import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Notes about working together, copies for more readers, and lines back to a close-out."""

    dependencies = [
        ('checkins', '0008_times_to_meet'),
        ('mentorship', '0014_reporting_lines'),
    ]

    operations = [
        migrations.AddField(
            model_name='note',
            name='client_token',
            field=models.CharField(blank=True, max_length=36),
        ),
        migrations.AddField(
            model_name='note',
            name='close_out',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lines_back', to='checkins.closeout'),
        ),
        migrations.AddField(
            model_name='note',
            name='copy_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='checkins.note'),
        ),
        migrations.AddField(
            model_name='note',
            name='corrects',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to='checkins.note'),
        ),
        migrations.AlterField(
            model_name='note',
            name='check_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='checkins.checkin'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(condition=models.Q(('ink', 'program')), fields=['id'], name='note_to_program'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('copy_of', None), models.Q(('ink', 'private'), _negated=True), _connector='OR'), name='note_copy_goes_further'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('close_out', None), models.Q(('check_in__isnull', False), ('ink', 'shared')), _connector='OR'), name='note_line_back_is_shared'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.UniqueConstraint(condition=models.Q(('client_token', ''), _negated=True), fields=('author', 'client_token'), name='note_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.UniqueConstraint(fields=('copy_of', 'ink'), name='note_copied_once_an_ink'),
        ),
    ]
