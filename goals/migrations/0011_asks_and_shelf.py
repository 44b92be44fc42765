import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Asks between check-ins, and the shelf."""

    dependencies = [
        ('goals', '0010_wins'),
        ('mentorship', '0013_leaving_a_group'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('resource', 'something to read or use'), ('introduction', 'an introduction to somebody'), ('advice', 'advice')], max_length=12)),
                ('text', models.TextField(max_length=2000, verbose_name='what would help you?')),
                ('client_token', models.CharField(max_length=36)),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks_made', to='mentorship.pairingmember')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks_received', to='mentorship.pairingmember')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ShelfItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('link', 'a link'), ('book', 'a book'), ('contact', 'a person to talk to')], max_length=8)),
                ('title', models.CharField(max_length=160, verbose_name='what is it?')),
                ('url', models.URLField(blank=True, verbose_name='where is it?')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='what is it good for?')),
                ('skip', models.CharField(blank=True, max_length=240, verbose_name='what would you skip?')),
                ('client_token', models.CharField(max_length=36)),
                ('created_at', models.DateTimeField()),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shelf', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['title', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AskReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='your answer')),
                ('answered_at', models.DateTimeField()),
                ('ask', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply', to='goals.ask')),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='goals.commitment')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='goals.shelfitem')),
            ],
            options={
                'verbose_name_plural': 'ask replies',
            },
        ),
        migrations.CreateModel(
            name='ShelfShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shared_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='goals.shelfitem')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shelf_shares', to='mentorship.pairingmember')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.UniqueConstraint(fields=('asker', 'client_token'), name='ask_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.CheckConstraint(condition=models.Q(('asker', models.F('to')), _negated=True), name='ask_goes_to_another'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ask_says_something'),
        ),
        migrations.AddConstraint(
            model_name='shelfitem',
            constraint=models.UniqueConstraint(fields=('owner', 'client_token'), name='shelf_once_per_form'),
        ),
        migrations.AddConstraint(
            model_name='shelfshare',
            constraint=models.UniqueConstraint(fields=('item', 'member'), name='shelf_share_once'),
        ),
    ]
