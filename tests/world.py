"""One of everything, made by the services themselves: what pages, mails and links are tried on.

Maria learns with Omar; Nina with Pavel, in the same cohort. Fred was Maria's mentor before. Ada
runs that cohort, Cleo another one of the same program, Dora another program as a whole, and is a
mentor there too. Eve is nobody's. Sam is staff.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model

from accounts.models import Job, Message, User
from accounts.services.clockwork import tick
from accounts.services.invitations import invitation_url
from accounts.services.people import add_away
from accounts.signing import UNSUBSCRIBE
from accounts.tokens import issue_token
from checkins import services as checkins
from checkins.mails.close_outs import CONFIRM
from checkins.models import CheckIn, CloseOut, Feedback
from checkins.services import NewPromise
from checkins.tests.make import make_check_in
from goals import services as goals
from goals.models import Commitment, Consent, Goal, ProgressEntry
from goals.queries import consent_of
from goals.wishes import AskingWish, GoalWish, MeasureWish
from mentorship.models import (
    Cohort,
    Enrollment,
    MatchingRun,
    Pairing,
    PairingMember,
    RosterImport,
)
from mentorship.services import agreements, matching, pairings, rosters, weighing
from mentorship.tests import make
from tests.parts import PARTS

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ROSTER = b"""Name,Email,Role,Skills you offer,Skills you want to learn,Capacity
Maria Oliveira,maria@example.org,mentee,,Public speaking,
Nina Berg,nina@example.org,mentee,,Negotiation,
Lia Costa,lia@example.org,mentee,,Public speaking,
Uma Vance,uma@example.org,mentee,,Falconry,
Omar Haddad,omar@example.org,mentor,Public speaking,,1
Pavel Novak,pavel@example.org,mentor,Negotiation,,1
Fred Moss,fred@example.org,mentor,Public speaking,,1
Greta Holm,greta@example.org,mentor,Public speaking,,1
"""
PRIVATE = "Ask for more"
MORE = b"""Name,Email,Role
Gil Park,gil@example.org,mentee
Nobody,,mentee
"""


@dataclass
class World:
    """`things` are rows by their name in the table, such as "goal[private]"."""

    now: datetime
    # Words to look for on pages where they must not be: in what a pair writes to each other, in
    # goals, promises and progress, and in what Maria keeps to herself.
    shared: str = ""
    own: str = ""
    secret: str = ""
    people: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def words(self, text: str) -> str:
        return f"{text} {self.shared}".strip()

    def owned(self, text: str) -> str:
        return f"{text} {self.own}".strip()

    def hidden(self, text: str) -> str:
        return f"{text} {self.secret}".strip()


def make_world(now: datetime, **phrases: str) -> World:
    world = World(now, **phrases)
    _people(world)
    _programs(world)
    _roster(world)
    _pairings(world)
    _agreements(world)
    _goals(world)
    _promises(world)
    _check_ins(world)
    _feedback(world)
    _own_things(world)
    _links(world)
    for part in PARTS:
        getattr(part, "add", _nothing)(world)
    tick(now)  # check-ins are planned, reminders too, and what is due has left
    return world


def _nothing(world: World) -> None:
    return None


# -- Who ---------------------------------------------------------------------------------------

NAMES = {
    "maria": ("Maria Oliveira", "Europe/Lisbon"),
    "omar": ("Omar Haddad", "America/New_York"),
    "nina": ("Nina Berg", "Europe/Berlin"),
    "pavel": ("Pavel Novak", "Europe/Prague"),
    "fred": ("Fred Moss", "Europe/London"),
    "lia": ("Lia Costa", "Europe/Lisbon"),
    "hana": ("Hana Sato", "Asia/Tokyo"),
    "iris": ("Iris Lund", "Europe/Oslo"),
    "jon": ("Jon Arnason", "Atlantic/Reykjavik"),
    "ada": ("Ada Lind", "Europe/Berlin"),
    "cleo": ("Cleo Marsh", "Europe/Berlin"),
    "dora": ("Dora Weiss", "Europe/Vienna"),
    "eve": ("Eve Stone", "Europe/Berlin"),
}


def _people(world: World) -> None:
    for key, (name, zone) in NAMES.items():
        language = "de" if key == "nina" else "en"
        world.people[key] = make.make_person(name, zone=zone, language=language)
    world.people["staff"] = make.make_person("Sam Staff", is_staff=True, is_superuser=True)


def _programs(world: World) -> None:
    today = world.now.date()
    dates = {"starts_on": today - 42 * DAY, "ends_on": today + 140 * DAY}
    leaders = make.make_program(support_contact="desk@example.org")
    autumn = make.make_cohort(leaders, **dates)
    spring = make.make_cohort(leaders, name="Spring", slug="spring", **dates)
    other = make.make_program(name="Makers", slug="makers")
    first = make.make_cohort(other, name="First", slug="first", **dates)
    make.make_coordinator(world.ada, leaders, autumn)
    make.make_coordinator(world.cleo, leaders, spring)
    make.make_coordinator(world.dora, other)
    world.things |= {
        "program[leaders]": leaders,
        "program[makers]": other,
        "cohort[autumn]": autumn,
        "cohort[spring]": spring,
        "cohort[first]": first,
    }


def _roster(world: World) -> None:
    """One file imported by a job, one waiting to be confirmed."""
    cohort, long_ago = world["cohort[autumn]"], world.now - 40 * DAY
    facts = {"cohort": cohort, "by": world.ada}
    upload = rosters.upload_roster(
        **facts, filename="people.csv", content=ROSTER, now=long_ago, role=""
    )
    job = rosters.confirm_roster(upload=upload, applied=True, by=world.ada, now=long_ago)
    rosters.run_roster(upload=RosterImport.objects.get(pk=upload.pk), now=long_ago)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, progress=100, result={})
    waiting = rosters.upload_roster(
        **facts, filename="more.csv", content=MORE, now=world.now - DAY, role=""
    )
    world.things |= {
        "roster[done]": {"slug": cohort.slug, "pk": upload.pk},
        "roster[waiting]": {"slug": cohort.slug, "pk": waiting.pk},
        # Came by the first file, is not in the second, and works with nobody.
        "place of uma": Enrollment.objects.get(cohort=cohort, user__email="uma@example.org"),
        # Somebody else's file under the address of a cohort that Cleo does run.
        "roster[waiting, as of spring]": {"slug": "spring", "pk": waiting.pk},
        "job": job,
    }
    _comparison(world, cohort, long_ago)


def _comparison(world: World, cohort: Cohort, now: datetime) -> None:
    """What other weights would change, asked by Ada."""
    asked = {"weights": {"skills": 60, "style": 40}, "hard_rules": ["language"], "floor": 40}
    job = weighing.start_comparison(cohort=cohort, by=world.ada, now=now, **asked)
    counts = {"matched": 1, "below_floor": 0, "points": 60}
    result = {"before": counts, "after": counts, "moved": []}
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, progress=100, result=result)
    here = {"public_id": job.public_id}
    world.things["comparison[autumn]"] = here | {"slug": cohort.slug}
    world.things["comparison[autumn, as of spring]"] = here | {"slug": "spring"}


# -- Pairings and agreements -----------------------------------------------------------------


def place(cohort: Cohort, user: User, role: str) -> Enrollment:
    return Enrollment.objects.get(cohort=cohort, user=user, role=role)


def publish(world: World, cohort: Cohort, mentee: User, mentor: User, now: datetime) -> Pairing:
    draft = make.make_draft(
        cohort, place(cohort, mentee, "mentee"), place(cohort, mentor, "mentor")
    )
    outcome = pairings.publish_pairings(cohort=cohort, by=world.ada, now=now, only=[draft.pk])
    assert outcome.pairings == [draft], outcome.held_back
    return Pairing.objects.select_related("cohort__program").get(pk=draft.pk)


def _pairings(world: World) -> None:
    autumn, now = world["cohort[autumn]"], world.now
    former = publish(world, autumn, world.maria, world.fred, now - 39 * DAY)
    world.things["pairing[closed]"] = former
    _former_life(world, former)
    pairings.close_pairing(pairing=former, by=world.ada, now=now - 30 * DAY, reason="moved_on")
    former.refresh_from_db()
    world.things |= {
        "pairing[active]": publish(world, autumn, world.maria, world.omar, now - 28 * DAY),
        "pairing[other]": publish(world, autumn, world.nina, world.pavel, now - 28 * DAY),
    }
    run = matching.propose_pairings(cohort=autumn, by=world.ada, now=now - DAY)
    draft, another = Pairing.objects.in_cohort(autumn).proposed()
    mentor = another.members.get(role="mentor").enrollment
    world.things |= {"run": run, "pairing[draft]": draft, "mentor to swap": mentor}
    assert MatchingRun.objects.count() == 1
    _pairing_of_a_coordinator(world)
    _members(world)


def _pairing_of_a_coordinator(world: World) -> None:
    """Dora is a mentor in the program that she runs, so she does not oversee that one; the other
    one of her program is having a pause."""
    first, when = world["cohort[first]"], world.now - 20 * DAY
    for name, role in {
        "hana": "mentee",
        "dora": "mentor",
        "iris": "mentee",
        "jon": "mentor",
    }.items():
        make.make_enrollment(first, world.people[name], role)
    world.things["pairing[doras]"] = publish(world, first, world.hana, world.dora, when)
    paused = publish(world, first, world.iris, world.jon, when)
    world.things["pairing[paused]"] = pairings.pause_pairing(
        pairing=paused, by=world.jon, now=world.now - 2 * DAY
    )


def _members(world: World) -> None:
    for label, names in {
        "active": ("maria", "omar"),
        "other": ("nina", "pavel"),
        "closed": ("maria", "fred"),
    }.items():
        for name in names:
            member = make.member_of(world[f"pairing[{label}]"], world.people[name])
            key = name if label != "closed" else f"{name} before"
            world.things[f"member[{key}]"] = member


def member(world: World, name: str) -> PairingMember:
    return PairingMember.objects.with_person().get(pk=world[f"member[{name}]"].pk)


def _agreements(world: World) -> None:
    """Signed by Maria and Omar, then changed by Omar; the other pair has a signed one."""
    texts = {name: world.words(f"Our {name}.") for name in make.make_texts()}
    for label, names in {"active": ("maria", "omar"), "other": ("nina", "pavel")}.items():
        pairing, writer, signer = world[f"pairing[{label}]"], *(world.people[n] for n in names)
        when = world.now - 27 * DAY
        agreement = agreements.draft_agreement(pairing=pairing, by=writer, texts=texts, now=when)
        agreements.sign_agreement(agreement=agreement, by=signer, now=when + HOUR)
    changed = texts | {"rhythm": world.words("Thursdays at five.")}
    world.things["agreement"] = agreements.draft_agreement(
        pairing=world["pairing[active]"], by=world.omar, texts=changed, now=world.now - 2 * DAY
    )


# -- Goals and promises ----------------------------------------------------------------------


def _wish(world: World, title: str, now: datetime) -> GoalWish:
    title = world.hidden(title) if title == PRIVATE else world.owned(title)
    return GoalWish(
        title=title,
        realistic=world.owned("I have two hours a week."),
        relevant=world.owned("I want to be heard."),
        due_on=now.date() + 80 * DAY,
        confidence=8,
        measures=(MeasureWish(unit=world.owned("talks"), target=Decimal(3)),),
    )


def agreed_goal(world: World, owner: PairingMember, by: User, title: str, now: datetime) -> Goal:
    goal = goals.create_goal(owner=owner, wish=_wish(world, title, now), by=owner.person, now=now)
    goals.propose_goal(goal=goal, by=owner.person, now=now)
    return goals.agree_goal(goal=goal, by=by, now=now + HOUR)


def _former_life(world: World, former: Pairing) -> None:
    """What Maria and Fred did together before their pairing closed."""
    when = world.now - 37 * DAY
    maria = make.member_of(former, world.maria)
    goal = agreed_goal(world, maria, world.fred, "Speak once a week", when)
    promise = goals.make_commitment(
        owner=maria,
        text=world.owned("Write the first page"),
        due_on=when.date() + 3 * DAY,
        by=world.maria,
        now=when,
        goal=goal,
    )
    check_in = make_check_in(former, starts_at=when + DAY, created_at=when)
    close_out = checkins.close_out_check_in(
        check_in=check_in,
        by=world.maria,
        now=when + DAY + HOUR,
        summary=world.words("We began."),
        promises=[
            NewPromise(
                owner=maria,
                text=world.owned("Read one book"),
                due_on=when.date() + 5 * DAY,
            )
        ],
    )
    feedback = checkins.give_feedback(
        to=maria,
        by=world.fred,
        kind="affirm",
        text=world.words("You asked a good question."),
        client_token="former",
        now=when + DAY + 2 * HOUR,
        goal=goal,
    )
    entry = goals.log_progress(
        goal=goal, by=world.maria, now=when, value=Decimal(1), note=world.owned("It went well.")
    )
    world.things |= {
        "goal[former]": goal,
        "promise[former]": promise,
        "check_in[former]": check_in,
        "close_out[former]": close_out,
        "feedback[former]": feedback,
        "entry[former]": entry,
        "consent[former]": consent_of(goal),
    }


def _goals(world: World) -> None:
    maria, now = member(world, "maria"), world.now
    goals.say_how_to_ask(
        by=world.maria, now=now - 26 * DAY, wish=AskingWish(at=time(10), silence="again")
    )
    private = goals.create_goal(
        owner=maria, wish=_wish(world, PRIVATE, now), by=world.maria, now=now - 20 * DAY
    )
    proposed = goals.create_goal(
        owner=maria, wish=_wish(world, "Lead a review", now), by=world.maria, now=now - 19 * DAY
    )
    goals.propose_goal(goal=proposed, by=world.maria, now=now - 3 * DAY)
    shared = agreed_goal(world, maria, world.omar, "Give three talks", now - 25 * DAY)
    agreed_goal(world, member(world, "omar"), world.maria, "Ask before telling", now - 24 * DAY)
    others = agreed_goal(
        world, member(world, "nina"), world.pavel, "Run a workshop", now - 25 * DAY
    )
    world.things |= {
        "goal[private]": private,
        "goal[proposed]": proposed,
        "goal[shared]": shared,
        "goal[other]": others,
        "entry[private]": _log(world, private, 4),
        "entry[shared]": _log(world, shared, 9),
    }
    _corrected(world, shared)
    asked = consent_of(shared)
    assert asked is not None
    goals.give_consent(consent=asked, by=world.maria, now=now - 24 * DAY)
    world.things |= {
        "consent[active]": Consent.objects.get(pk=asked.pk),
        "consent[private]": consent_of(private),
    }


def _log(world: World, goal: Goal, days: int) -> ProgressEntry:
    return goals.log_progress(
        goal=goal,
        by=goal.person,
        now=world.now - days * DAY,
        value=Decimal(1),
        note=world.owned("One more."),
    )


def _corrected(world: World, goal: Goal) -> None:
    first = _log(world, goal, 8)
    goals.correct_progress(
        entry=first,
        by=goal.person,
        now=world.now - 7 * DAY,
        value=Decimal(2),
        note=world.owned("Two, in fact."),
        happened_on=first.happened_on,
    )
    wish = _wish(world, "Give three talks, one in English", world.now)
    reason = world.owned("A new conference.")
    goals.edit_goal(goal=goal, wish=wish, by=goal.person, now=world.now - 6 * DAY, reason=reason)
    goal.refresh_from_db()


def _promise(world: World, name: str, text: str, days: int) -> Commitment:
    owner = member(world, name)
    return goals.make_commitment(
        owner=owner,
        text=world.owned(text),
        cue=world.owned("If Monday’s coffee is poured"),
        due_on=(world.now + days * DAY).date(),
        by=owner.person,
        now=world.now - 5 * DAY,
    )


def _promises(world: World) -> None:
    """Maria asked to be asked about hers; Omar has not decided; both have answered one."""
    hers, his = _promise(world, "maria", "Send the outline", 2), _promise(world, "omar", "Read", 3)
    asked, offered = consent_of(hers), consent_of(his)
    assert asked is not None
    assert offered is not None
    goals.give_consent(consent=asked, by=world.maria, now=world.now - 4 * DAY)
    for name, answer in (("maria", "done"), ("maria", "stuck"), ("omar", "partly")):
        goals.answer_commitment(
            commitment=_promise(world, name, f"Was {answer}", 1),
            answer=answer,
            by=world.people[name],
            now=world.now - 3 * DAY,
            note=world.owned("This is how."),
        )
    world.things |= {
        "promise[marias]": hers,
        "promise[omars]": his,
        "promise[other]": _promise(world, "nina", "Call the venue", 2),
        "consent[promise]": Consent.objects.get(pk=asked.pk),
        "consent[offered]": offered,
    }


# -- Check-ins and feedback -------------------------------------------------------------------


def _check_in(world: World, label: str, days: float) -> CheckIn:
    starts_at = world.now + days * DAY
    return make_check_in(world[f"pairing[{label}]"], starts_at=starts_at, created_at=starts_at)


def _check_ins(world: World) -> None:
    """One held and written down by Maria, one whose time has come, one ahead."""
    held, past, ahead = (_check_in(world, "active", days) for days in (-8, -1, 6))
    other = _check_in(world, "other", -8)
    theirs = _close(world, "other", other, world.nina)
    mine = _close(world, "active", held, world.maria)
    for check_in in (held, past, ahead, other):
        check_in.refresh_from_db()
    world.things |= {
        "check_in[held]": held,
        "check_in[past]": past,
        "check_in[ahead]": ahead,
        "check_in[other]": other,
        "close_out[marias]": mine,
        "close_out[other]": theirs,
    }


def _close(world: World, label: str, check_in: CheckIn, by: User) -> CloseOut:
    owners = list(PairingMember.objects.with_person().filter(pairing=world[f"pairing[{label}]"]))
    return checkins.close_out_check_in(
        check_in=check_in,
        by=by,
        now=check_in.starts_at + HOUR,
        summary=world.words("We looked at the first slides."),
        thanks=world.words("Thank you for the time."),
        private_note=world.hidden("I was nervous."),
        promises=[
            NewPromise(
                owner=owner,
                text=world.owned("Try the new opening"),
                due_on=(world.now + 6 * DAY).date(),
            )
            for owner in owners
        ],
    )


def _give(world: World, by: str, to: str, token: str, **about: Model) -> Feedback:
    return checkins.give_feedback(
        to=member(world, to),
        by=world.people[by],
        kind="observe",
        text=world.words("You paused before the numbers."),
        skill=world.words("Presenting"),
        client_token=token,
        now=world.now - 2 * DAY,
        **about,
    )


def _feedback(world: World) -> None:
    answered = _give(world, "omar", "maria", "first", goal=world["goal[shared]"])
    checkins.answer_feedback(
        feedback=answered,
        by=world.maria,
        answer="will_try",
        text=world.words("I will pause twice."),
        now=world.now - DAY,
    )
    world.things |= {
        "feedback[answered]": answered,
        "feedback[to maria]": _give(world, "omar", "maria", "second"),
        "feedback[to omar]": _give(world, "maria", "omar", "third"),
        "feedback[other]": _give(world, "pavel", "nina", "fourth"),
    }


# -- A person's own things, and links ---------------------------------------------------------


def _own_things(world: World) -> None:
    today = world.now.date()
    world.things["away"] = add_away(
        person=world.maria,
        by=world.maria,
        from_on=today + 20 * DAY,
        until_on=today + 25 * DAY,
        now=world.now,
    )


def _links(world: World) -> None:
    """Raw tokens, as they stand in mails."""
    now, scope = world.now, world["program[leaders]"].scope
    answer = goals.answer_token(world["promise[marias]"], now)
    confirm = issue_token(
        purpose=CONFIRM,
        about=world["close_out[marias]"],
        person=world.omar,
        scope=scope,
        now=now,
        expires_at=now + 30 * DAY,
    )
    place_of_lia = place(world["cohort[autumn]"], world.lia, "mentee")
    User.objects.filter(pk=world.lia.pk).update(password="!none")
    invitation = invitation_url(
        person=world.lia, about=place_of_lia, now=now, expires_at=now + 30 * DAY, scope=scope
    )
    message = Message.objects.filter(person=world.maria, kind="goals.goal_agreed").latest("pk")
    stop = issue_token(
        purpose=UNSUBSCRIBE,
        about=message,
        person=world.maria,
        scope=scope,
        now=now,
        expires_at=now + 30 * DAY,
    )
    world.things |= {
        "message": message,
        "token[stop]": stop.raw,
        "token[answer]": answer.raw,
        "token[confirm]": confirm.raw,
        "token[wrong]": answer.raw[:-1] + ("A" if answer.raw[-1] != "A" else "B"),
        "token[invitation]": invitation.rstrip("/").rpartition("/")[2],
    }
