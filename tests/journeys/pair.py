"""The pages of two people who work together: each function is one thing that one of them does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .visitor import Visitor


@dataclass(frozen=True)
class Promise:
    """What is written down about one at a close-out."""

    whose: str
    text: str
    due_on: date


def say_how_to_ask(visitor: Visitor, at: str) -> None:
    visitor.follow("Say how")
    visitor.pick("By mail, with buttons to answer")
    visitor.write("At what time of day?", at)
    visitor.pick("Warm")
    visitor.pick("Nothing at all")
    visitor.press("Say how to ask")


def draft_agreement(visitor: Visitor) -> None:
    visitor.follow("Begin")
    visitor.press("Sign and send on")


def sign_agreement(visitor: Visitor) -> None:
    visitor.follow("Read")
    visitor.press("Sign agreement")


def write_goal(visitor: Visitor, sentence: str, due_on: date) -> None:
    visitor.follow("Write it")
    visitor.write("What do you want to achieve?", sentence)
    visitor.press("Keep this draft")
    visitor.pick("I can count it")
    way_to_know = visitor.page.locator(".by-kind").first
    way_to_know.locator("[name=unit]").fill("trainings")
    visitor.write("To", "4", within=way_to_know)
    visitor.write("What makes it realistic?", "Two a month, and a room that is free.")
    visitor.write("Why does it matter to you?", "I would like to teach one day.")
    visitor.choose("How sure are you that you will get there, from 1 to 10?", "8")
    visitor.write("By when?", due_on.isoformat())
    visitor.press("Keep it")


def ask_me(visitor: Visitor, about: str) -> None:
    visitor.press("Ask me", within=visitor.card(about))


def dont_ask_me(visitor: Visitor, about: str) -> None:
    visitor.press("Don’t ask me", within=visitor.card(about))


def close_out(visitor: Visitor, summary: str, *promises: Promise) -> None:
    visitor.follow("Write the close-out")
    visitor.write("What did you talk about?", summary)
    for number, promise in enumerate(promises, start=1):
        if number > 1:
            visitor.page.locator("summary").nth(number - 2).click()
        part = visitor.page.locator(".form").filter(
            has=visitor.page.locator(f"[name=promise_{number}-text]")
        )
        visitor.pick(promise.whose, within=part)
        visitor.write("I will …", promise.text, within=part)
        visitor.write("By when?", promise.due_on.isoformat(), within=part)
    visitor.press("Save the close-out")


def give_feedback(visitor: Visitor, kind: str, words: str) -> None:
    visitor.follow("Write feedback")
    visitor.pick(kind)
    visitor.write("Your words", words)
    visitor.press("Give feedback")


def answer_feedback(visitor: Visitor, answer: str, words: str) -> None:
    visitor.pick(answer)
    visitor.write("Anything to add?", words)
    visitor.press("Answer feedback")
