"""Tables for a terminal, aligned where Chinese characters are two columns wide."""

import itertools
import re
import unicodedata

# What is not torn apart: a wide character with the marks that close behind it, or a word.
_WORD = re.compile(r"[^\x00-\u2fff][、。〉》」』】〕！），：；？”’]*|[\x21-\u2fff]+|\s+")


def width(text):
    """Columns that a terminal uses for one line of text."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def wrapped(text, columns):
    """`text` in lines of at most so many columns: broken at spaces, and behind any wide character."""
    lines = [""]
    for word in _WORD.findall(text):
        if lines[-1] and width(lines[-1]) + width(word.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or not word.isspace():
            lines[-1] += word
    return lines


def render(header, rows):
    """Lines of a table: texts to the left, numbers to the right.

    A cell may have several lines, separated by a line feed.
    """
    titles = [cell.split("\n") for cell in header]
    height = max(len(lines) for lines in titles)
    head = list(zip(*([""] * (height - len(lines)) + lines for lines in titles)))
    body = [
        cells
        for row in rows
        for cells in itertools.zip_longest(*(str(v).split("\n") for v in row), fillvalue="")
    ]
    numbers = [all(isinstance(row[i], int) for row in rows) for i in range(len(header))]
    widths = [max(map(width, column)) for column in zip(*head, *body)]

    def line(values):
        padded = (
            " " * (w - width(v)) + v if number else v + " " * (w - width(v))
            for v, w, number in zip(values, widths, numbers)
        )
        return ("  ".join(padded)).rstrip()

    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    return "\n".join([rule, *map(line, head), rule, *map(line, body), rule])
