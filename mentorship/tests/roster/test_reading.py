"""Files to tables: encodings, delimiters, line numbers, headers, and what is refused."""

import csv
import io
import zipfile

import openpyxl
import pytest

from mentorship.roster import RosterRefused, Table, limits, read_table
from mentorship.tests.roster.work import calls_of

MOST_CALLS = 2_000_000  # before a file is refused: about fifty for each of the most rows

PLAIN = (
    "Name,E-mail,Role\nJosé Peña,jose@example.org,mentee\nŁukasz Żak,lukasz@example.org,mentor\n"
)
WESTERN = "Name;E-mail;Stadt\nJosé Peña;jose@example.org;Köln\nZoë Müller;zoe@example.org;Paris\n"
RUSSIAN = "Имя;Почта\nИван Петров;ivan@example.org\nАнна Кузнецова;anna@example.org\n"


def names(table: Table) -> list[str]:
    return [row.cells[0] for row in table.rows]


def read(text: str, filename: str = "people.csv") -> Table:
    return read_table(text.encode(), filename)


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def refused(content: bytes, filename: str = "people.csv") -> str:
    caught: list[RosterRefused] = []
    assert calls_of(refuse_into, caught, content, filename) < MOST_CALLS
    assert caught[0].sentence
    return caught[0].code


def refuse_into(caught: list[RosterRefused], content: bytes, filename: str) -> None:
    with pytest.raises(RosterRefused) as refusal:
        read_table(content, filename)
    caught.append(refusal.value)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_read_table_in_every_unicode_encoding(codec: str):
    table = read_table(PLAIN.encode(codec), "people.csv")
    assert names(table) == ["José Peña", "Łukasz Żak"]
    assert table.headers == ("Name", "E-mail", "Role")
    assert table.notes == ()


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (WESTERN, "cp1252", "Windows-1252"),
        (WESTERN.replace("Peña", "Peña – “Pepe”"), "cp1252", "Windows-1252"),
        (WESTERN, "mac_roman", "Mac Roman"),
        (PLAIN.replace("Peña", "Novák"), "cp1250", "Windows-1250"),
        (RUSSIAN, "cp1251", "Windows-1251"),
    ],
)  # fmt: skip
def test_read_table_in_code_pages(text: str, codec: str, name: str):
    table = read_table(text.encode(codec), "people.csv")
    assert names(table) == [line.split(table.delimiter)[0] for line in text.splitlines()[1:]]
    assert table.encoding == name
    assert [note.code for note in table.notes] == ["note_encoding"]


def test_read_table_of_two_encodings_in_one_file():
    content = PLAIN.encode() + "Zoë Müller,zoe@example.org,mentee\n".encode("cp1252")
    table = read_table(content, "people.csv")
    assert names(table) == ["José Peña", "Łukasz Żak", "Zoë Müller"]
    assert [note.code for note in table.notes] == ["note_mixed_encoding"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_read_table_finds_the_delimiter(delimiter: str):
    target = io.StringIO()
    rows = [
        ["Name", "E-mail", "Wants to learn"],
        ["Ana", "ana@example.org", "talks, writing; tact"],
    ]
    csv.writer(target, delimiter=delimiter).writerows(rows)
    table = read(target.getvalue())
    assert table.delimiter == delimiter
    assert table.rows[0].cells == tuple(rows[1])


def test_read_table_with_commas_in_unquoted_semicolon_cells():
    table = read("Name;E-mail;Skills\nAna;ana@example.org;a, b, c\nBo;bo@example.org;d\n")
    assert table.delimiter == ";"
    assert table.rows[0].cells == ("Ana", "ana@example.org", "a, b, c")


def test_read_table_heeds_excels_separator_line():
    table = read("sep=;\nName;E-mail\nAna;ana@example.org\n")
    assert (table.delimiter, table.headers, table.rows[0].line) == (";", ("Name", "E-mail"), 3)


def test_read_table_numbers_lines_as_an_editor_does():
    table = read('Name,"E-\nmail"\n\nAna,"a@x.example\n\n"\nBo,b@x.example\r\n\r\nCy,c@x.example')
    assert [(row.line, row.cells[0]) for row in table.rows] == [(4, "Ana"), (7, "Bo"), (9, "Cy")]
    assert table.headers == ("Name", "E- mail")


def test_read_table_reads_carriage_returns_alone():
    table = read("Name,E-mail\rAna,ana@example.org\rBo,bo@example.org")
    assert [row.line for row in table.rows] == [2, 3]


def test_read_table_keeps_duplicated_headers_apart():
    table = read("Name,Skill,Skill,,Skill\nAna,a,b,c,d\n")
    assert table.labels == ["Name", "Skill", "Skill (2)", "Column 4", "Skill (3)"]
    assert table.rows[0].cells == ("Ana", "a", "b", "c", "d")


def test_read_table_of_ragged_rows_and_blank_tails():
    table = read("Name,E-mail,Role,,\nAna,ana@example.org\nBo,bo@example.org,mentor,,,,\n,,,,\n \n")
    assert [row.cells for row in table.rows] == [
        ("Ana", "ana@example.org", ""),
        ("Bo", "bo@example.org", "mentor"),
    ]


def test_read_table_keeps_what_stands_beyond_the_last_column():
    table = read("Name,E-mail\nAna,ana@example.org,hello,,there\n")
    assert table.rows[0].extra == ("hello", "there")


def test_read_table_loses_one_line_only_to_an_open_quote():
    table = read(
        'Name,E-mail,Bio\nAna,a@x.example,"oops\nBo,b@x.example,fine\nCy,c@x.example,"ok"\n'
    )
    assert names(table) == ["Ana", "Bo", "Cy"]
    assert [(note.code, note.params) for note in table.notes] == [("note_open_quote", {"line": 2})]


def test_read_table_with_an_open_quote_on_the_last_line():
    table = read('Name,E-mail\nAna,a@x.example\n"Bo,b@x.example\n')
    assert [row.line for row in table.rows] == [2, 3]


def test_read_table_finds_headers_below_a_title():
    table = read("Mentoring 2026\nexported 1 May\n\nName,E-mail,Role\nAna,ana@example.org,mentor\n")
    assert (table.header_line, table.headers) == (4, ("Name", "E-mail", "Role"))
    assert [row.line for row in table.rows] == [5]
    assert [note.code for note in table.notes] == ["note_header_line"]


def test_read_table_without_headers_counts_its_columns():
    table = read("Ana,ana@example.org\nBo,bo@example.org\n")
    assert table.labels == ["Column 1", "Column 2"]
    assert names(table) == ["Ana", "Bo"]
    assert [note.code for note in table.notes] == ["note_headerless"]


def test_read_table_takes_question_texts_of_qualtrics():
    table = read(
        "Q1,Q2\nYour name,Your e-mail\n"
        '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\nAna,a@x.example\n'
    )
    assert table.headers == ("Your name", "Your e-mail")
    assert [row.line for row in table.rows] == [4]


def test_read_table_joins_the_two_heading_lines_of_surveymonkey():
    table = read(
        "Name,E-mail,What do you want to learn?,\n"
        "Open-Ended Response,Response,Talks,Writing\n"
        "Ana,a@x.example,,Writing\n"
    )
    assert table.headers[2:] == (
        "What do you want to learn? [Talks]",
        "What do you want to learn? [Writing]",
    )
    assert names(table) == ["Ana"]


def test_read_table_of_a_workbook():
    content = workbook(
        ("Read me", [["How to fill this in"]]),
        (
            "People",
            [["Name", "E-mail", "Seats"], [], ["Ana", "ana@example.org", 2.0], ["Bo", None, 1.5]],
        ),
    )
    table = read_table(content, "people.xlsx")
    assert table.headers == ("Name", "E-mail", "Seats")
    assert [(row.line, row.cells) for row in table.rows] == [
        (3, ("Ana", "ana@example.org", "2")),
        (4, ("Bo", "", "1.5")),
    ]
    assert [note.code for note in table.notes] == ["note_sheet"]


def test_read_table_of_a_workbook_with_formulas_never_calculated():
    content = workbook(("P", [["Name", "E-mail"], ["Ana", '=A2&"@example.org"']]))
    assert read_table(content, "p.xlsx").rows[0].cells == ("Ana", "\ue000formula")


def test_read_table_of_a_workbook_with_a_far_away_row_and_column():
    book = openpyxl.Workbook()
    book.active.append(["Name", "E-mail"])
    book.active.append(["Ana", "ana@example.org"])
    book.active.cell(1_048_576, 3, " ")
    target = io.BytesIO()
    book.save(target)
    table = read_table(target.getvalue(), "p.xlsx")
    assert (names(table), table.headers) == (["Ana"], ("Name", "E-mail"))


# What is refused, and fast.


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return target.getvalue()


def doctored(part: str, change) -> bytes:
    """A good workbook with one part changed."""
    source = zipfile.ZipFile(io.BytesIO(workbook(("P", [["Name"], ["Ana"]]))))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, change(data) if name == part else data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n\n", "file_empty"),
        (b",,,\n,,\n", "file_empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_old_excel"),
        (b"%PDF-1.7 ...", "file_not_a_table"),
        (b"<html><table><tr><td>Name</td></tr></table>", "file_not_a_table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file_not_a_table"),
        (b"Name,E-mail\nA\0na,ana@example.org\n", "file_not_a_table"),
        (bytes(range(1, 256)) * 20, "file_not_a_table"),
        (b"PK\x03\x04 not really", "file_damaged"),
    ],
)
def test_read_table_refuses_what_is_no_table(content: bytes, code: str):
    assert refused(content) == code


def test_read_table_bears_a_few_control_characters():
    table = read("Name,E-mail\nA\x02na,ana@example.org\n\x1bBea,bea@\x7fexample.org\n")
    assert [row.cells[1] for row in table.rows] == ["ana@example.org", "bea@example.org"]


def test_read_table_refuses_what_is_too_big():
    assert refused(b"a" * (limits.MAX_BYTES + 1)) == "file_too_big"
    assert refused(b"Name\n" + b"a,b\n" * 400_000) == "file_too_many_rows"
    assert refused(b"a," * 100_000) == "file_too_many_columns"
    assert refused(b"Name,E-mail\n" + b"a," * 1_000_000) == "file_too_many_columns"
    assert refused(b"Name,E-mail\n" + b"a" * 9_000_000) == "file_cell_too_long"
    assert refused(b'Name,E-mail\n"' + b"a\n" * 300_000) == "file_too_many_rows"
    assert refused(b"Name,E-mail\nAna," + b"a" * 40_000) == "file_cell_too_long"
    assert refused(b"Name,E-mail\n" + b"\n" * 9_000_000) == "file_too_many_lines"


def test_read_table_takes_exactly_the_most_rows():
    table = read("Name,E-mail\n" + "Ana,a@x.example\n" * limits.MAX_ROWS)
    assert len(table.rows) == limits.MAX_ROWS
    assert refused(b"Name,E-mail\n" + b"Ana,a\n" * (limits.MAX_ROWS + 1)) == "file_too_many_rows"


def test_read_table_refuses_zip_bombs_before_unpacking():
    assert refused(zipped(xl__workbook=b"\0" * 100_000_000)) == "file_unzips_too_big"
    assert refused(zipped(**{f"xl__{n}": b"" for n in range(2_100)})) == "file_unzips_too_big"


def test_read_table_refuses_other_zip_files():
    assert refused(zipped(content=b"<office/>")) == "file_other_office"
    assert refused(zipped(xl__workbook=b"<nothing/>")) == "file_damaged"


def test_read_table_refuses_entity_bombs():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    part = "xl/worksheets/sheet1.xml"
    assert refused(doctored(part, lambda data: bomb + data)) == "file_damaged"


def test_read_table_refuses_a_sheet_cut_in_the_middle():
    part = "xl/worksheets/sheet1.xml"
    assert refused(doctored(part, lambda data: data[: len(data) // 2])) == "file_damaged"


def test_read_table_refuses_a_sheet_of_too_many_rows():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 30_000))
    part = "xl/worksheets/sheet1.xml"
    content = doctored(part, lambda data: data.replace(b"<sheetData>", b"<sheetData>" + rows))
    assert refused(content) == "file_too_many_rows"
