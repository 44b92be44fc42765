"""Sheets to print and keep: headings, lines, facts, tables and drawings on A4.

Every text is taken as plain words: what somebody typed can neither style the sheet nor make it
fetch anything. Letters are Noto Sans: Latin, Greek and Cyrillic show; others and arrows do not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import fontpkg
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONT = "Noto Sans"
INK, SOFT, RULE = colors.HexColor("#1f2430"), colors.HexColor("#5b6270"), colors.HexColor("#d9dce3")
MARGIN = 20 * mm
MOST_LINES = 60  # of one text; what follows runs on
PADDING = 6  # of the frame that reportlab lays the parts in
WIDTH = A4[0] - 2 * MARGIN - 2 * PADDING


@cache
def _font() -> str:
    """Read once a process: it takes longer than a whole sheet."""
    pdfmetrics.registerFont(TTFont(FONT, str(fontpkg.path("Noto Sans"))))
    return FONT


def _style(size: float, color: colors.Color = INK, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}", fontName=_font(), fontSize=size, leading=size * 1.4, textColor=color, **more
    )


class Picture(Flowable):
    """Lines and dots in a box of `view` units, stretched to the width of the sheet.

    Each line is a list of (x, y) points with y growing downwards, as in SVG.
    """

    def __init__(
        self,
        view: tuple[float, float],
        lines: Iterable[tuple[Sequence[tuple[float, float]], bool]],
        dots: Iterable[tuple[float, float]] = (),
        texts: Iterable[tuple[float, float, str]] = (),
    ) -> None:
        super().__init__()
        self.scale = WIDTH / view[0]
        self.width, self.height = WIDTH, view[1] * self.scale
        self.lines, self.dots, self.texts = list(lines), list(dots), list(texts)

    def draw(self) -> None:
        sheet = self.canv
        for points, dashed in self.lines:
            path = sheet.beginPath()
            for number, point in enumerate(points):
                (path.lineTo if number else path.moveTo)(*self._at(*point))
            sheet.setDash([3, 3] if dashed else [])
            sheet.setStrokeColor(SOFT if dashed else INK)
            sheet.drawPath(path)
        for point in self.dots:
            sheet.setFillColor(INK)
            sheet.circle(*self._at(*point), 2, stroke=0, fill=1)
        for x, y, text in self.texts:
            sheet.setFillColor(SOFT)
            sheet.setFont(_font(), 8)
            sheet.drawString(*self._at(x, y), text)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * self.scale, self.height - y * self.scale


class Sheet:
    """One document, filled from top to bottom; `content()` gives its bytes."""

    def __init__(self, title: str, *, language: str, footer: str = "") -> None:
        self.title, self.language, self.footer = title, language, footer
        self.parts: list[Flowable] = []
        self._text(title, _style(20, spaceAfter=4))

    def _text(self, text: str, style: ParagraphStyle) -> None:
        self.parts.append(Paragraph(_plain(text), style))

    def heading(self, text: str) -> None:
        self._text(text, _style(13, spaceBefore=12, spaceAfter=4, keepWithNext=1))

    def line(self, text: str) -> None:
        self._text(text, _style(10.5, spaceAfter=4))

    def small(self, text: str) -> None:
        self._text(text, _style(9, SOFT, spaceAfter=3))

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names on the left, what they say on the right."""
        cells = [[self._cell(name, SOFT), self._cell(said)] for name, said in rows]
        if cells:
            self._table(cells, [WIDTH * 0.28, WIDTH * 0.72], [])

    def table(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[float] = ()
    ) -> None:
        """Every page that it runs over begins with the head again. `shares` of the width: 1 in sum."""
        body = [[self._cell(cell) for cell in row] for row in rows]
        cells = [[self._cell(name, SOFT) for name in head], *body]
        rule = ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE)
        widths = [WIDTH * share for share in shares or [1 / len(head)] * len(head)]
        self._table(cells, widths, [rule], repeatRows=1)

    def picture(self, drawn: Picture) -> None:
        self.parts += [drawn, Spacer(0, 6)]

    def _cell(self, text: str, color: colors.Color = INK) -> Paragraph:
        return Paragraph(_plain(text), _style(9.5, color))

    def _table(
        self, cells: list[list[Paragraph]], widths: list[float], rules: list[Any], **more: Any
    ) -> None:
        flat = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        table = Table(cells, colWidths=widths, hAlign="LEFT", splitInRow=1, **more)
        table.setStyle(TableStyle([*flat, *rules]))
        self.parts += [table, Spacer(0, 6)]

    def content(self) -> bytes:
        kept = io.BytesIO()
        page = SimpleDocTemplate(
            kept,
            pagesize=A4,
            title=self.title,
            lang=self.language,
            invariant=1,  # the same words make the same file: it carries no hour of its own
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
        )
        page.build(list(self.parts), onFirstPage=self._foot, onLaterPages=self._foot)
        return kept.getvalue()

    def _foot(self, sheet: Any, page: SimpleDocTemplate) -> None:
        sheet.setFont(_font(), 8)
        sheet.setFillColor(SOFT)
        sheet.drawString(MARGIN + PADDING, MARGIN / 2, self.footer)
        sheet.drawRightString(A4[0] - MARGIN - PADDING, MARGIN / 2, str(page.page))


def _plain(text: str) -> str:
    """Words alone: the markup that paragraphs know is spelled out, and line breaks stay, as many as
    a page holds: the time that a paragraph takes grows with their square."""
    lines = re.sub(r"\n\s*\n+", "\n\n", text.strip()).split("\n")
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], " ".join(lines[MOST_LINES:])]
    return escape("\n".join(lines)).replace("\n", "<br/>")
