"""Tables for a terminal, aligned where Chinese characters are two columns wide."""

import unicodedata


def width(text):
    """Columns that a terminal uses for one line of text."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def render(header, rows):
    """Lines of a table: texts to the left, numbers to the right.

    A header cell may have several lines, separated by a line feed.
    """
    titles = [cell.split("\n") for cell in header]
    height = max(len(lines) for lines in titles)
    titles = [[""] * (height - len(lines)) + lines for lines in titles]
    cells = [[str(value) for value in row] for row in rows]
    numbers = [all(isinstance(row[i], int) for row in rows) for i in range(len(header))]
    widths = [
        max(map(width, [*titles[i], *(row[i] for row in cells)])) for i in range(len(header))
    ]

    def line(values):
        padded = (
            " " * (w - width(v)) + v if number else v + " " * (w - width(v))
            for v, w, number in zip(values, widths, numbers)
        )
        return ("  ".join(padded)).rstrip()

    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    head = [line([lines[i] for lines in titles]) for i in range(height)]
    return "\n".join([rule, *head, rule, *(line(row) for row in cells), rule])
