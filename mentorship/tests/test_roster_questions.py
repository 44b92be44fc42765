"""A file answers what the cohort asks, and the form goes on from there."""

import pytest
from django.http import QueryDict

from mentorship.forms.answers import AnswersForm
from mentorship.models import Enrollment, RosterImport
from mentorship.services.rosters import confirm_roster, map_roster, run_roster, upload_roster
from mentorship.tests.make import NOW, make_csv, make_question

TEA = {"key": "tea", "label": "Which tea?", "options": ["Green", "Black, strong"]}
HEAD = "name,email,role,Which tea?,Ways,Pace,Word,Story"
BEA = 'Bea,bea@example.org,mentee,"black, strong",Talk; walk,4 - fast,Hi,"One, two"'


@pytest.fixture
def asking(cohort):
    make_question(cohort, "one_of", **TEA)
    make_question(cohort, "several_of", key="ways", label="Ways", options=["Walk", "Talk"])
    make_question(cohort, "scale", key="pace", label="Pace", options=["slow", "fast"])
    make_question(cohort, "short_text", key="word", label="Word")
    make_question(cohort, "long_text", key="story", label="Story")
    return cohort


def bring(cohort, by, *lines, head=HEAD):
    facts = {"filename": "a.csv", "content": make_csv(head, *lines)}
    upload = upload_roster(cohort=cohort, by=by, now=NOW, **facts)
    confirm_roster(upload=upload, applied=True, by=by, now=NOW)
    run_roster(upload=RosterImport.objects.get(pk=upload.pk), now=NOW)
    return Enrollment.objects.get(user__email="bea@example.org")


def test_an_import_writes_what_the_form_would_have_written(asking, ada):
    sent = "q_tea=Black, strong&q_ways=Walk&q_ways=Talk&q_pace=4&q_word=Hi&q_story=One, two"
    form = AnswersForm(asking, "mentee", QueryDict(sent))
    assert form.is_valid(), form.errors
    place = bring(asking, ada, BEA)
    assert place.answers == form.cleaned_answers()
    again = AnswersForm(asking, "mentee", QueryDict(sent), place.answers)
    assert again.is_valid() and again.changes() == {}


def test_an_import_twice_changes_no_answers(asking, ada):
    bring(asking, ada, BEA)
    facts = {"filename": "a.csv", "content": make_csv(HEAD, BEA)}
    again = upload_roster(cohort=asking, by=ada, now=NOW, **facts)
    assert again.preview["counts"] == {"new": 0, "changed": 0, "unchanged": 1, "error": 0}


def test_an_import_keeps_answers_that_its_file_does_not_tell(asking, ada):
    bring(asking, ada, BEA)
    place = bring(
        asking, ada, "Bea,bea@example.org,mentee,Green", head="name,email,role,Which tea?"
    )
    assert (place.answers["q:tea"], place.answers["q:word"]) == ("Green", "Hi")


def test_preview_page_names_questions_and_what_is_no_answer(asking, ada, sign_in):
    facts = {"filename": "a.csv", "content": make_csv(HEAD, BEA.replace("walk", "dance"))}
    upload = upload_roster(cohort=asking, by=ada, now=NOW, **facts)
    page = sign_in(ada).get(f"/cohorts/autumn/rosters/{upload.pk}/").content.decode()
    assert "<dt>“Which tea?”</dt><dd>Which tea?</dd>" in page
    assert "“dance” is not among the answers to “Ways” and was left out." in page
    assert upload.preview["counts"]["new"] == 1


def test_map_roster_page_offers_the_cohorts_questions(asking, ada, sign_in):
    facts = {
        "filename": "a.csv",
        "content": make_csv("name,email,role,x", "B,b@x.org,mentee,green"),
    }
    upload = upload_roster(cohort=asking, by=ada, now=NOW, **facts)
    url = f"/cohorts/autumn/rosters/{upload.pk}/columns/"
    sent = {"column-0": "name", "column-1": "email", "column-2": "role", "column-3": "q:tea"}
    client = sign_in(ada)
    assert '<optgroup label="What this cohort asks">' in client.get(url).content.decode()
    assert client.post(url, sent).status_code == 302
    upload.refresh_from_db()
    assert upload.preview["columns"]["q:tea"] == ["x"]


def test_upload_roster_forgets_what_is_asked_no_more(asking, ada):
    facts = {
        "filename": "a.csv",
        "content": make_csv("name,email,role,x", "B,b@x.org,mentee,green"),
    }
    upload = upload_roster(cohort=asking, by=ada, now=NOW, **facts)
    map_roster(upload=upload, by=ada, now=NOW, columns={"q:tea": ["x"], "email": ["email"]})
    asking.questions.filter(key="tea").update(set_aside_at=NOW)
    again = upload_roster(cohort=asking, by=ada, now=NOW, **facts)
    assert again.preview["as_last_time"] and again.preview["problems"] == []
    assert "q:tea" not in again.preview["columns"]
