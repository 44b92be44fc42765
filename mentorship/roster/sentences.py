"""Every sentence this package says, in one table, so that the pages can translate them.

No Django here: a `Remark` carries a code and its parameters. `_(SENTENCES[code]) % params` is the
translated sentence, `remark.sentence` the English one.
"""

from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Marks a sentence for makemessages, which looks for this name."""
    return text


SENTENCES: dict[str, str] = {
    # The whole file is refused.
    "file_empty": gettext_noop("This file is empty. Choose the file with the people in it."),
    "file_too_big": gettext_noop(
        "This file has %(size)s MB; the most is %(most)s MB. Split it into smaller files."
    ),
    "file_unzips_too_big": gettext_noop(
        "Unpacked, this workbook would be larger than %(most)s MB. Save only the sheet with the"
        " people"
        " as CSV and upload that."
    ),
    "file_too_many_rows": gettext_noop(
        "This file has more than %(most)s lines of people. Split it into smaller files."
    ),
    "file_too_many_lines": gettext_noop(
        "This file has more than %(most)s lines. Delete the empty ones or split it into smaller"
        " files."
    ),
    "file_too_many_columns": gettext_noop(
        "Line %(line)s has %(columns)s columns; the most is %(most)s. Delete the columns you do"
        " not"
        " need and save the file again."
    ),
    "file_cell_too_long": gettext_noop(
        "A cell on line %(line)s is longer than %(most)s characters. Shorten it, or look for a"
        " quotation mark that is never closed."
    ),
    "file_old_excel": gettext_noop(
        "This is an old Excel file (.xls) or one with a password. Open it, save it as .xlsx or"
        " CSV"
        " without a password, and upload that."
    ),
    "file_other_office": gettext_noop(
        "This is not an Excel workbook (.xlsx). Save the sheet as .xlsx or CSV and upload that."
    ),
    "file_not_a_table": gettext_noop(
        "This is not a table of people. Save your sheet as CSV or .xlsx and upload that."
    ),
    "file_damaged": gettext_noop(
        "This workbook cannot be opened; it may be damaged. Save it again as .xlsx or CSV."
    ),
    "file_no_header": gettext_noop(
        "This file has no line with column names. Put names such as “E-mail” and “Name” above the"
        " people."
    ),
    # About the file as a whole; nothing is wrong.
    "note_encoding": gettext_noop(
        "The file is not in UTF-8; it was read as %(encoding)s. Look at a few names before you go"
        " on."
    ),
    "note_mixed_encoding": gettext_noop(
        "The file mixes two encodings; each line was read by itself. Look at a few names before"
        " you go on."
    ),
    "note_header_line": gettext_noop("The column names were found on line %(line)s."),
    "note_headerless": gettext_noop(
        "This file has no column names, so its columns are called Column 1, Column 2 and so on."
    ),
    "note_question_rows": gettext_noop(
        "The extra heading lines of the form tool were used as column names."
    ),
    "note_open_quote": gettext_noop(
        "Line %(line)s has a quotation mark that is never closed; the line was read without it."
    ),
    "note_sheet": gettext_noop("This workbook has several sheets; “%(sheet)s” was read."),
    "note_blank_tail": gettext_noop(
        "After line %(line)s come thousands of empty lines; reading stopped there."
    ),
    # The mapping.
    "map_unknown_field": gettext_noop(
        "There is no field called “%(field)s”. The fields are: %(fields)s."
    ),
    "map_unknown_column": gettext_noop(
        "There is no column called “%(column)s” in this file. Its columns are: %(columns)s."
    ),
    "map_column_number": gettext_noop(
        "There is no column %(column)s: this file has %(count)s columns."
    ),
    "map_not_a_pair": gettext_noop(
        "“%(text)s” does not say which column is which. Write it as FIELD=COLUMN, for example"
        " email=Address."
    ),
    # One line of the file cannot be imported.
    "email_missing": gettext_noop(
        "This line has no e-mail address. Add one, so that we can write to this person."
    ),
    "email_no_at": gettext_noop(
        "“%(text)s” is not an e-mail address: the @ is missing. Correct it in the file."
    ),
    "email_space": gettext_noop(
        "There is a space inside the e-mail address “%(text)s”. Correct it in the file."
    ),
    "email_several": gettext_noop(
        "This cell has more than one e-mail address: “%(text)s”. Keep the one we should write to."
    ),
    "email_domain": gettext_noop(
        "“%(text)s” is not a complete e-mail address: look at the part after the @."
    ),
    "email_letters": gettext_noop(
        "The e-mail address “%(text)s” has a character that addresses cannot have. Type it again"
        " with"
        " plain letters."
    ),
    "email_invalid": gettext_noop("“%(text)s” is not an e-mail address. Correct it in the file."),
    "email_formula": gettext_noop(
        "The e-mail address of this line is a formula. Replace the formula with its result."
    ),
    "email_twice": gettext_noop(
        "%(email)s is already on line %(first)s in the same role. Keep one of the two lines."
    ),
    "id_twice": gettext_noop(
        "The ID “%(id)s” is already on line %(first)s with another e-mail address. An ID belongs"
        " to"
        " one person."
    ),
    "role_missing": gettext_noop(
        "This line does not say whether the person is %(a_mentor)s or %(a_mentee)s. Add it, or"
        " choose a role for the whole file."
    ),
    "role_unknown": gettext_noop(
        "We do not understand the role “%(text)s”. Write mentor, mentee, both or peer."
    ),
    # One line is fine, with something worth a look.
    "note_email_repaired": gettext_noop("The e-mail address “%(text)s” was read as %(email)s."),
    "note_email_given": gettext_noop(
        "The file has no usable address here; %(email)s was typed in or came with a second file."
    ),
    "note_email_in_name": gettext_noop(
        "There was no e-mail address in its own column; the one in the name was taken."
    ),
    "note_name_from_email": gettext_noop(
        "There is no name on this line; “%(name)s” was taken from the e-mail address."
    ),
    "note_name_cut": gettext_noop("The name is very long and was shortened."),
    "note_role_default": gettext_noop(
        "We do not understand the role “%(text)s”; the role chosen for the whole file was taken."
    ),
    "note_role_from_file": gettext_noop("The role was taken from the name of the file."),
    "note_both_seen": gettext_noop(
        "The file says that this person wants to be both %(mentor)s and %(mentee)s; you upload the"
        " file as %(role)s only."
    ),
    "note_also_other_role": gettext_noop(
        "Enrolled as %(mentor)s and as %(mentee)s, as the file says."
    ),
    "note_role_repeated": gettext_noop(
        "%(email)s is already on line %(first)s in one of these roles; here only the other one"
        " counts."
    ),
    "note_capacity_open": gettext_noop("“%(text)s” was read as room for %(capacity)s."),
    "note_capacity_unclear": gettext_noop(
        "“%(text)s” is no number of people; room for %(capacity)s was taken."
    ),
    "note_capacity_date": gettext_noop(
        "“%(text)s” looks like a number that a spreadsheet turned into a date; it was read as"
        " room for"
        " %(capacity)s."
    ),
    "note_capacity_high": gettext_noop(
        "“%(text)s” is more than we expect of one person; it was read as room for %(capacity)s."
    ),
    "note_not_an_option": gettext_noop(
        "“%(text)s” is not among the answers to “%(question)s” and was left out."
    ),
    "note_not_on_scale": gettext_noop(
        "“%(text)s” is no number from 1 to 5, so “%(question)s” has no answer."
    ),
    "note_answer_cut": gettext_noop(
        "The answer to “%(question)s” is longer than %(most)s letters; its beginning was taken."
    ),
    "note_zone_unclear": gettext_noop(
        "We do not know the time zone “%(text)s”; %(zone)s was taken."
    ),
    "note_zone_guessed": gettext_noop("The time zone “%(text)s” was read as %(zone)s."),
    "note_formula": gettext_noop(
        "A cell of this line begins like a formula; it was taken as plain text."
    ),
    "note_formula_empty": gettext_noop(
        "A formula on this line has no saved result; its cell was taken as empty."
    ),
    "note_extra_cells": gettext_noop(
        "This line has more cells than there are columns; look whether they are in their places."
        " What"
        " stands beyond the last column was left out: “%(text)s”."
    ),
}


# Where no program has words of its own.
ROLE_WORDS = {
    "mentor": "mentor",
    "mentee": "mentee",
    "a_mentor": "a mentor",
    "a_mentee": "a mentee",
}


@dataclass(frozen=True)
class Remark:
    """One thing to say about a file or a line: a code with its parameters."""

    code: str
    params: dict[str, str | int] = field(default_factory=dict, hash=False)

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code] % (ROLE_WORDS | self.params)

    def __str__(self) -> str:
        return self.sentence


def remark(code: str, **params: str | int) -> Remark:
    return Remark(code, {name: _short(value) for name, value in params.items()})


def _short(value: str | int) -> str | int:
    """Long words of a file are shown by their beginning."""
    if isinstance(value, str) and len(value) > 600:
        return f"{value[:599]}…"
    return value


class RosterRefused(Exception):
    """The file as a whole cannot be read. `sentence` says in English what to do."""

    def __init__(
        self, sentence: str, code: str, params: dict[str, str | int] | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.params = params or {}


def refusal(code: str, **params: str | int) -> RosterRefused:
    said = remark(code, **params)
    return RosterRefused(said.sentence, code, said.params)
