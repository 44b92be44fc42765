"""The pages of this app: health, mailbox, jobs, one's own settings and mails."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts import clock
from accounts.delivery.run import deliver_due
from accounts.models import AuditEntry, AwayPeriod, Job, MailSwitch, Message, Tick
from accounts.services.jobs import run_waiting_jobs, start_job
from accounts.tests.make import NOW, make_job, make_message, make_person


def test_healthz_is_green_before_the_first_tick(client, db) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "ok": True,
        "database": "ok",
        "oldest_due_mail_seconds": 0,
        "last_tick": None,
        "last_tick_seconds": None,
        "mail_server": "ok",
        "catching_up_until": None,
    }


def test_healthz_tells_the_age_of_the_last_tick_and_mail(client, ana) -> None:
    now = clock.now()
    Tick.objects.create(pk=1, last_at=now - timedelta(seconds=30))
    make_message(ana, now=now - timedelta(seconds=100))
    facts = client.get("/healthz").json()
    assert facts["ok"] is True
    since = (clock.now() - now).total_seconds()
    assert 30 <= facts["last_tick_seconds"] <= 31 + since
    assert 100 <= facts["oldest_due_mail_seconds"] <= 101 + since


def test_healthz_is_red_without_ticks(client, db) -> None:
    Tick.objects.create(pk=1, last_at=clock.now() - timedelta(minutes=3))
    assert client.get("/healthz").status_code == 503


def test_healthz_is_red_when_mail_stays(client, ana) -> None:
    make_message(ana, now=clock.now() - timedelta(minutes=6))
    assert client.get("/healthz").status_code == 503


def test_healthz_is_red_without_a_database(client, db, monkeypatch) -> None:
    monkeypatch.setattr(Tick._meta, "db_table", "no_such_table")
    if connection.vendor == "postgresql":
        pytest.skip("a failed query would spoil the test's own transaction")
    response = client.get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "unreachable")


@pytest.mark.parametrize("tail", ["", "{id}/", "{id}/body/"])
def test_mailbox_does_not_exist_outside_debug(client, ana, settings, tail: str) -> None:
    settings.DEBUG = False
    message = make_message(ana)
    assert client.get("/mailbox/" + tail.format(id=message.public_id)).status_code == 404


def test_mailbox_shows_text_and_html_of_a_mail(client, ana, settings) -> None:
    settings.DEBUG = True
    message = make_message(ana)
    deliver_due(NOW)
    assert "A small note" in client.get("/mailbox/").content.decode()
    page = client.get(f"/mailbox/{message.public_id}/").content.decode()
    assert f'src="/mailbox/{message.public_id}/body/"' in page
    assert "A note for you" in page


def test_mailbox_body_has_its_own_policy_and_may_be_framed_here(client, ana, settings) -> None:
    settings.DEBUG = True
    message = make_message(ana)
    deliver_due(NOW)
    body = client.get(f"/mailbox/{message.public_id}/body/")
    assert "default-src 'none'" in body["Content-Security-Policy"]
    assert "sandbox" in body["Content-Security-Policy"]
    assert "allow-scripts" not in body["Content-Security-Policy"]
    assert body["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_mailbox_asks_the_same_however_many_mails(
    client, ana, settings, count, django_assert_num_queries
) -> None:
    settings.DEBUG = True
    for _ in range(count):
        make_message(ana)
    with django_assert_num_queries(1):
        client.get("/mailbox/")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_own_messages_asks_the_same_however_many_mails(
    sign_in, ana, count, django_assert_num_queries
) -> None:
    client = sign_in(ana)
    for _ in range(count):
        make_message(ana)
    client.get("/you/messages/")
    before = _queries(client, "/you/")
    with django_assert_num_queries(before - 2):  # settings ask for days away and switches instead
        client.get("/you/messages/")


def _queries(client, address: str) -> int:
    with connection.execute_wrapper(counter := Counter()):
        assert client.get(address).status_code == 200
    return counter.number + 1


class Counter:
    number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


def test_own_messages_tell_why_and_show_nobody_elses(sign_in, ana) -> None:
    make_message(ana, params={"not_wanted": "The promise was answered."})
    make_message(make_person("Ben"), kind="accounts.fresh_link")
    deliver_due(NOW)
    page = sign_in(ana).get("/you/messages/").content.decode()
    assert "The promise was answered." in page
    assert "fresh_link" not in page


def test_own_messages_page_by_key(sign_in, ana) -> None:
    for _ in range(31):
        make_message(ana)
    oldest = Message.objects.order_by("pk")[1].pk
    client = sign_in(ana)
    assert f"?before={oldest}" in client.get("/you/messages/").content.decode()
    assert client.get(f"/you/messages/?before={oldest}").content.decode().count("<strong>") == 1


def test_update_settings_keeps_zone_days_and_hours(sign_in, ana, settings) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    response = sign_in(ana).post(
        "/you/",
        {
            "name": "Ana Lima",
            "language": "es",
            "zone": "America/Lima",
            "quiet_from": "21:00",
            "quiet_until": "07:30",
            "days": ["0", "1", "6"],
        },
    )
    assert response.status_code == 302
    ana.refresh_from_db()
    assert (ana.language, ana.zone, ana.working_days) == ("es", "America/Lima", "1100001")
    assert AuditEntry.objects.get().verb == "user.update_settings"


def test_update_settings_refuses_an_unknown_zone_and_keeps_the_rest(sign_in, ana) -> None:
    response = sign_in(ana).post("/you/", {"name": "Ana B", "zone": "Mars/Olympus"})
    assert response.status_code == 422
    assert 'value="Ana B"' in response.content.decode()
    ana.refresh_from_db()
    assert ana.name == "Ana Lima"


def test_update_settings_offers_no_choice_of_one_language(sign_in, ana) -> None:
    assert 'name="language"' not in sign_in(ana).get("/you/").content.decode()


def test_add_away_and_remove_away(sign_in, ana) -> None:
    client = sign_in(ana)
    client.post("/you/away/add/", {"from_on": "2026-12-21", "until_on": "2027-01-03"})
    away = AwayPeriod.objects.get(person=ana)
    assert "Remove" in client.get("/you/").content.decode()
    client.post(f"/you/away/{away.pk}/remove/")
    assert not AwayPeriod.objects.exists()


def test_add_away_that_ends_before_it_starts_is_422(sign_in, ana) -> None:
    client = sign_in(ana)
    response = client.post("/you/away/add/", {"from_on": "2026-12-21", "until_on": "2026-12-20"})
    assert response.status_code == 422
    assert not AwayPeriod.objects.exists()


def test_remove_away_of_somebody_else_is_404(sign_in, ana) -> None:
    away = AwayPeriod.objects.create(person=ana, from_on=NOW.date(), until_on=NOW.date())
    response = sign_in(make_person("Ben")).post(f"/you/away/{away.pk}/remove/")
    assert response.status_code == 404


def test_switch_mail_off_and_on_again(sign_in, ana) -> None:
    client = sign_in(ana)
    client.post("/you/mail/switch/", {"stream": "accounts.test_stream", "to": "off"})
    assert MailSwitch.objects.get().person == ana
    assert "Switch on" in client.get("/you/").content.decode()
    client.post("/you/mail/switch/", {"stream": "accounts.test_stream", "to": "on"})
    assert not MailSwitch.objects.exists()


def test_switch_mail_refuses_what_is_not_a_stream(sign_in, ana) -> None:
    sign_in(ana).post("/you/mail/switch/", {"stream": "accounts.test_notice", "to": "off"})
    assert not MailSwitch.objects.exists()


def test_job_page_shows_progress_and_polls(sign_in, ana) -> None:
    job = make_job(ana, state="running", progress=40, note="Reading line 8", lease_until=NOW)
    page = sign_in(ana).get(f"/jobs/{job.public_id}/").content.decode()
    assert "Reading line 8" in page and 'value="40"' in page
    assert 'hx-trigger="every 1s"' in page and 'http-equiv="refresh"' in page


def test_job_page_goes_on_when_it_is_done(sign_in, ana) -> None:
    job = make_job(ana, state="done", result={"next": "/you/"})
    client = sign_in(ana)
    assert client.get(f"/jobs/{job.public_id}/")["Location"] == "/you/"
    swapped = client.get(f"/jobs/{job.public_id}/", headers={"HX-Request": "true"})
    assert swapped["HX-Redirect"] == "/you/"


def test_job_page_never_leads_to_another_site(sign_in, ana) -> None:
    job = make_job(ana, state="done", result={"next": "https://evil.example/"})
    assert sign_in(ana).get(f"/jobs/{job.public_id}/").status_code == 200


def test_job_is_404_for_anybody_else(sign_in, ana) -> None:
    job = make_job(ana)
    assert sign_in(make_person("Ben")).get(f"/jobs/{job.public_id}/").status_code == 404


def run(ana, **given) -> Job:
    job = start_job(kind="accounts.test_job", by=ana, scope="", now=NOW, input=given)
    run_waiting_jobs()
    return Job.objects.get(pk=job.pk)


def test_run_waiting_jobs_keeps_the_result(ana) -> None:
    job = run(ana)
    assert (job.state, job.progress, job.result) == ("done", 100, {"count": 3, "next": "/you/"})
    assert run_waiting_jobs() == 0


def test_run_waiting_jobs_tells_a_refusal_in_its_own_words(ana) -> None:
    job = run(ana, refuse=True)
    assert (job.state, job.note) == ("failed", "The file is empty. Choose another one.")


def test_run_waiting_jobs_tells_an_accident_in_plain_words(ana) -> None:
    job = run(ana, **{"break": True})
    assert (job.state, job.note.startswith("Something went wrong on our side")) == ("failed", True)


def test_run_waiting_jobs_repeats_once_after_a_dead_worker(ana) -> None:
    job = make_job(ana, state="running", attempts=1, lease_until=NOW)
    assert run_waiting_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_run_waiting_jobs_gives_up_after_two_dead_workers(ana) -> None:
    job = make_job(ana, state="running", attempts=2, lease_until=NOW)
    run_waiting_jobs()
    job.refresh_from_db()
    assert (job.state, job.note.startswith("This stopped twice")) == ("failed", True)


def test_run_waiting_jobs_leaves_a_running_job_alone(ana) -> None:
    make_job(ana, state="running", attempts=1, lease_until=clock.now() + timedelta(minutes=1))
    assert run_waiting_jobs() == 0


def test_start_job_refuses_a_kind_that_nobody_declared(ana) -> None:
    with pytest.raises(LookupError):
        start_job(kind="accounts.nobody", by=ana, scope="", now=NOW)
