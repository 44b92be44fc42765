"""What a roster can tell about a person, and the many names its columns go by.

`FIELDS` are the keys of a mapping and, for those marked as answers, of `ParsedPerson.answers`.
Column names are compared folded (see `cleaning.fold`): small letters, no accents, no punctuation.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mentorship.roster.column_names import names_by_field

Kind = Literal["one", "text", "list", "yesno"]


@dataclass(frozen=True)
class Field:
    """`one` takes a single column, `yesno` too; `text` and `list` may take several."""

    key: str
    label: str
    kind: Kind
    answer: bool
    exact: frozenset[str]
    like: re.Pattern[str] | None
    unlike: re.Pattern[str] | None


def _field(key: str, kind: Kind, like: str = "", unlike: str = "", *, label: str = "") -> Field:
    return Field(
        key,
        label or key.replace("_", " ").capitalize(),
        kind,
        key not in _NOT_ANSWERS,
        _NAMES[key],
        re.compile(like) if like else None,
        re.compile(unlike) if unlike else None,
    )


_NAMES = names_by_field()
_NOT_ANSWERS = frozenset(
    (
        "email name first_name last_name role both_roles is_mentor is_mentee capacity external_id"
        " zone languages skills"
    ).split()
)
_OTHERS_ADDRESS = (
    r"manager|supervisor|\bboss\b|\bline\b|confirm|consent|agree|may we|newsletter|sponsor"
)

FIELDS: dict[str, Field] = {
    field.key: field
    for field in (
        _field(
            "email",
            "one",
            r"\be ?mails?\b|\bemailaddress\b|courriel|correo electr|электронн|邮箱|メール|البريد"
            r"|ईमेल",
            _OTHERS_ADDRESS,
            label="E-mail",
        ),
        _field(
            "name",
            "one",
            r"\byour (full |first and last |preferred )?name\b|\bfull name\b|\bname and surname\b"
            r"|^(participant|employee|applicant|respondent|mentors?|mentees?"
            r"|student) (s )?(full )?name",
            _OTHERS_ADDRESS
            + r"|company|organi[sz]ation|user ?name|\bfile\b|school|project|emergency",
        ),
        _field(
            "first_name",
            "one",
            r"\b(first|given|fore) ?names?\b|\bvorname\b|\bprenom\b",
            _OTHERS_ADDRESS + r"|first and last|last name|emergency",
        ),
        _field(
            "last_name",
            "one",
            r"\b(last|family|sur) ?names?\b|\bnachname\b|\bapellidos?\b",
            _OTHERS_ADDRESS + r"|first|emergency|and surname",
        ),
        _field(
            "both_roles",
            "yesno",
            r"\b(be|as|role)?\b ?both (a )?(mentor|mentee)s? (and|&) (a )?(mentor|mentee)"
            r"|both roles",
            r"how many|thanks|if you",
        ),
        _field(
            "is_mentor",
            "yesno",
        ),
        _field(
            "is_mentee",
            "yesno",
        ),
        _field(
            "role",
            "one",
            r"\brole s?\b.*(interest|taking|program|round|like|want|mentor)"
            r"|\bmentor or (a )?mentee\b"
            r"|\b(sign|signing|join|joining|register|registering|participate|participating|apply"
            r"|applying"
            r"|enrol|enroll|enrolling|taking part|take part)( up)? (as|for)\b|\bmentoring role\b"
            r"|like to (be|participate|take part|join).*(mentor|mentee)",
            r"how many|thanks|job|both",
        ),
        _field(
            "capacity",
            "one",
            r"how many (new |more )?(mentee|people|person|pairing|match|mentor|can you|could you"
            r"|would you)"
            r"|(number|no|#) of (mentee|pairing|people|person|match)|max(imum)? (number|no|mentee"
            r"|pairing)"
            r"|\bcapacity\b|\bbandwidth\b|wie ?viele|\bcombien\b|\bcuant[oa]s\b|\bquant[oa]s\b",
            r"\byears?\b|\bhours?\b|\btimes?\b|meetings?",
        ),
        _field(
            "external_id",
            "one",
            r"\b(employee|staff|personnel|external|worker|person) ?(id|number|no|nr|code)\b",
            _OTHERS_ADDRESS + "|tax|social|passport",
            label="ID",
        ),
        _field(
            "zone",
            "one",
            r"\btime ?zones?\b|zeitzone|fuseau|\bhuso\b|\bfuso\b",
            label="Time zone",
        ),
        _field(
            "languages",
            "list",
            r"\blanguages?\b|\bsprachen?\b|\bidiomas?\b",
            r"programming|coding|learn|skill|tech",
        ),
        _field(
            "level",
            "one",
            r"\bseniority\b|\bgrade\b|career (level|stage)|job (level|grade|band)"
            r"|experience level"
            r"|years (of|in) .*(experience|role|work)|pay band",
            r"skill|interest",
        ),
        _field(
            "department",
            "one",
            r"\b(department|organi[sz]ation|company|division|business unit|directorate|employer"
            r"|faculty"
            r"|abteilung|institution)\b",
            r"skill|outside|other than|another|values|\bhow\b|why",
        ),
        _field(
            "location",
            "one",
            r"\blocation\b|where (are you|do you) (based|live|located|work)|\b(city|office) (of"
            r"|in|you)\b",
            r"prefer|matter|skill",
        ),
        _field(
            "profession",
            "one",
            r"\bprofession\b|job family|field of (work|study)|\bspeciali[sz]m\b|\bindustry\b",
            r"skill|interest",
        ),
        _field(
            "job_title",
            "one",
            r"\bjob (title|role|position)\b|\bcurrent (role|position|job|title)\b|position title",
        ),
        _field(
            "skills_wanted",
            "list",
            r"\b(want|wants|like|hope|hoping|wish|looking|interested|need|love|keen)\b.*\b(learn"
            r"|develop|improve"
            r"|grow|work on|gain|help|get better|build)|\bskills? (wanted|i want|to learn"
            r"|to develop|needed"
            r"|i need|desired|you want|you would like)|\bareas? (for|of|to) (growth|development"
            r"|improve)"
            r"|\bwhat (do|would|should) you (want|like) (to )?(learn|work on|get better)"
            r"|\bhelp (wanted|needed)"
            r"|\b(learn|lernen|aprender|apprendre|imparare|научиться)\b",
            r"expertise in|\bgoals?\b|why|how do you",
        ),
        _field(
            "skills_offered",
            "list",
            r"\b(can|could|able|willing|happy|glad|wish) (you |i |we |to |best )*(offer|teach"
            r"|share|help|mentor"
            r"|support|give|coach|advise)|\bskills? (offered|i offer|i have|you have|to share"
            r"|to offer|you can)"
            r"|\bexpertise\b|\bstrengths?\b|\bgood at\b|\bexperienced? in\b"
            r"|\bsharing your knowledge\b"
            r"|\b(offer|teach)\b",
            r"thanks|would like to develop|goals?|how many|looking for",
        ),
        _field(
            "skills",
            "list",
            r"\bskills?\b|\btopics?\b|\bpractices?\b|\bcompetenc",
            r"rate your|communication style",
            label="Skills (wanted or offered, by role)",
        ),
        _field(
            "interests",
            "list",
            r"\bhobb(y|ies)\b|\binterests?\b|free time|outside (of )?work",
            r"role|skill|conflict",
        ),
        _field(
            "goals",
            "text",
            r"\bgoals?\b|\bobjectives?\b|hop(e|ing) to (get|gain|achieve)|want to achieve"
            r"|like to achieve"
            r"|(get|gain) out of|why (do|did|are|would) you|\bexpectations?\b|\bmotivat"
            r"|\baspirations?\b",
        ),
        _field(
            "bio",
            "text",
            r"\bbio(graphy)?\b|about (you|yourself|me|myself)\b|introduce yourself"
            r"|\bbackground\b",
            r"similar|same|match",
        ),
        _field(
            "availability",
            "list",
            r"\bavailab|when (are|can|could|would|do) you|(days|times|hours) (and|that|which|you"
            r"|work|suit)"
            r"|best (time|day)s? (to|for)",
            r"how many",
        ),
        _field(
            "accountability_style",
            "text",
            r"accountab|how (much|hard) .*push|held to|keep you on track|hold you to"
            r"|reminders? .*(like|want)",
        ),
        _field(
            "communication",
            "text",
            r"communication (style|preference)|prefer.*(communicat|to meet|contact)"
            r"|preferred (way|channel)",
        ),
        _field(
            "style",
            "text",
            r"\b(mentoring|working|work|learning|coaching|leadership) style\b|\bpersonality\b",
        ),
        _field(
            "identity_wish",
            "yesno",
            r"(match|pair)\w* .*(similar|same|shared?) .*(identit|background|gender"
            r"|characteristic)"
            r"|(similar|same|shared) (identit|background|characteristic)",
        ),
        _field(
            "identity",
            "list",
            r"\bidentity to match\b|\bcharacteristics?\b|\bidentit(y|ies)\b|\bidentify as\b",
            r"similar|same|values|unconscious|role",
        ),
        _field(
            "ranked_wishes",
            "list",
            r"(1st|2nd|3rd|[1-9]th|first|second|third|# ?\d) (choice|preference|wish|pick)\b"
            r"|\bpreferred (mentor|mentee)|(mentor|mentee) (preference|choice|wish)"
            r"|who would you like (as|to be)"
            r"|like to be (matched|paired) with",
            r"identity|similar|\bnot\b|skill",
        ),
        _field(
            "rather_not",
            "list",
            r"rather not|do not (match|pair|want)|not (to )?(be )?(matched|paired|match"
            r"|pair) with"
            r"|conflicts? of interest|not comfortable|anyone you (should|would|do) not",
        ),
        _field(
            "reports_to",
            "text",
            r"\b(line|direct|people|reporting|hiring)? ?(managers?|supervisors?|boss)( s)?( full)?"
            r" (name|e ?mail|mail|address)\b|\breport(s|ing)? (directly )?to\b"
            r"|\b(line|direct|people|reporting|your|my) (line )?(manager|supervisor|boss)\b",
            r"consent|agree|approv|confirm|may we|aware|support|inform|are you|do you manage|how"
            r"|learn|skill|topic|program|session|feedback|want|like|years|experience|comment|level",
        ),
    )
}

_IGNORED = re.compile(
    r"^(timestamp|time ?stamp|submitted( at| on)?|submission date|start date|end date|start time"
    r"|end time"
    r"|completion time|started|completed|ip address|status|progress|duration.*|finished"
    r"|recorded date"
    r"|last modified( time)?|score|no|nr|#|row|index|token|channel type|distribution channel)$"
    r"|\bconsent\b|i agree|privacy|\bsubmit\b"
)
Candidate = tuple[int, str]


@lru_cache(maxsize=4_000)
def candidates(folded: str) -> tuple[Candidate, ...]:
    """Fields this column name may mean, best first, with a score; long questions count for"
    " less."""
    if not folded or _IGNORED.search(folded):
        return ()
    order = list(FIELDS)
    found = [(score, key) for key in order if (score := _score(FIELDS[key], folded))]
    return tuple(sorted(found, key=lambda pair: (-pair[0], order.index(pair[1]))))


def _score(field: Field, folded: str) -> int:
    if folded in field.exact:
        return 100
    if field.like is None or (field.unlike and field.unlike.search(folded)):
        return 0
    hit = field.like.search(folded)
    if hit is None:
        return 0
    # A question says what it asks near its beginning; the rest is explanation.
    weak = 25 if field.key in ("skills", "interests", "department", "location", "level") else 0
    return max(10, 70 - weak - min(hit.start(), 100) // 4)


@lru_cache(maxsize=4_000)
def is_known_header(folded: str) -> bool:
    return any(score >= 100 for score, _ in candidates(folded))
