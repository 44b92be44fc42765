"""What the demo's people write. Invented, and English only: it is theirs, not the product's."""

from decimal import Decimal

# title, unit, from, to, why it matters, what makes it realistic
GOALS = [
    (
        "Give three presentations by the end of the round",
        "presentations",
        0,
        3,
        "I avoid the stage, and my work stays invisible because of it.",
        "Our team meets every Monday and is glad of a volunteer.",
    ),
    (
        "Publish six short articles about our field work",
        "articles",
        0,
        6,
        "I want to think by writing, and to be found by people who care.",
        "Two drafts exist; 300 words each are enough.",
    ),
    (
        "Bring the waiting list down from 40 to 15 families",
        "families waiting",
        40,
        15,
        "Each week of waiting matters to them.",
        "Five a week is what a second desk can do.",
    ),
    (
        "Lead eight team meetings that end on time",
        "meetings",
        0,
        8,
        "I would like people to leave with energy.",
        "I run one each week already; ending is the hard part.",
    ),
    (
        "Have ten career conversations outside my own unit",
        "conversations",
        0,
        10,
        "I know one corner of the organization and guess the rest.",
        "Half an hour over coffee, one a week.",
    ),
    (
        "Learn enough Python to automate four monthly reports",
        "reports",
        0,
        4,
        "Two days a month go into copying numbers.",
        "The first report is simple and a colleague offered help.",
    ),
]

# text, if-then cue
PROMISES = [
    ("Give the team update without slides", "Monday’s stand-up begins"),
    ("Ask two colleagues what they would change about my talk", ""),
    ("Write 300 words before opening my mail", "I sit down on Wednesday morning"),
    ("Block one hour on Thursday for the report", ""),
    ("Call the person who left the project and listen", "the week is quiet"),
    ("Send the draft to one reader outside the team", ""),
    ("Practise the opening aloud three times", "I am alone in the office"),
    ("Say no to one meeting that has no agenda", "an invitation without an agenda comes"),
    ("Read the budget line by line and note five questions", ""),
    ("Thank somebody in writing for honest feedback", ""),
]
MENTOR_PROMISES = [
    ("Introduce you to the colleague who runs the speakers’ circle", ""),
    ("Read your draft and send three questions", "it reaches me by Friday"),
    ("Find the checklist I used for my first budget", ""),
]
SUMMARIES = [
    "We looked at the last two weeks and picked one thing to do differently.",
    "Talked about what makes starting hard, and what made it easy once.",
    "Went through the draft together. The ending is good; the beginning hides it.",
    "Mostly listened. Named two worries and one person who could help.",
    "Planned the next step backwards from the date.",
]
THANKS = [
    "Thank you for asking instead of telling.",
    "Thanks for the honest look at my first page.",
    "Thank you for the story about your own first talk.",
    "",
]
NOTES = [
    "Went better than I feared. Two questions at the end that I could answer.",
    "Short one, in front of five people. My voice was steady.",
    "Harder than last time; the room was full. Still done.",
    "A small step, but on the day I had planned.",
]
FEEDBACK = [
    ("affirm", "You stopped after the second slide and asked the room. That changed everything."),
    ("observe", "I noticed that you apologise before each number. The numbers are good."),
    ("question", "What would the talk be if you had two minutes and no slides?"),
    ("suggest", "Try saying the one sentence you want remembered first, before the story."),
]
STEP = Decimal(1)
