"""Tables for a terminal, aligned where Chinese characters are two columns wide."""

import itertools
import unicodedata


def width(text):
    """Columns that a terminal uses for one line of text."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


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
