import pytest

from accounts.pdf import Picture, Sheet


def sheet(**more) -> Sheet:
    return Sheet("Dein Plan für Łódź", language="de", **more)


def test_sheet_says_its_title_and_its_language():
    content = sheet().content()
    assert content.startswith(b"%PDF-")
    assert b"/Lang" in content


def test_sheet_takes_what_somebody_typed_as_words():
    """Paragraphs know a markup that can read files; none of it may come from outside."""
    found = sheet(footer="<b>")
    for write in (found.heading, found.line, found.small):
        write('<img src="/etc/passwd"/> <a href="x">&')
    found.facts([("<i>", '<img src="http://example.org/a.png"/>')])
    found.table(["<u>"], [["</para>"]])
    assert found.content().startswith(b"%PDF-")


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (300, 15)])
def test_table_runs_over_as_many_pages_as_it_needs(rows, pages):
    found = sheet()
    found.table(["Day", "Words"], [["1 May", "a line\nand another"]] * rows, shares=(0.2, 0.8))
    assert found.content().count(b"/Type /Page\n") == pages


def test_a_very_long_cell_is_cut_over_pages_instead_of_refused():
    found = sheet()
    found.table(["Words"], [["word " * 4000]])
    found.facts([("Words", "word " * 4000)])
    assert found.content().startswith(b"%PDF-")


def test_picture_is_drawn_upright_in_the_width_of_the_sheet():
    found = sheet()
    found.picture(
        Picture((500, 220), [([(0, 0), (500, 220)], True)], dots=[(1, 1)], texts=[(0, 9, "5")])
    )
    assert found.content().startswith(b"%PDF-")
