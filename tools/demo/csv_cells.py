"""How a cell of the demo's CSV files is read: as a day, a text, a number, a key, or a list.

A parser takes the text of a cell and the keys of every file, by file, and raises Bad.
"""

import collections
import datetime
import re
import unicodedata

# How a column is read, what it is when empty (REQUIRED: it may not be).
REQUIRED = object()
Column = collections.namedtuple("Column", ["name", "parse", "empty"], defaults=[REQUIRED])

# They change the direction of writing: what is shown is not what is stored.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Bad(Exception):
    """What is wrong with one cell."""


def day(text, _):
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise Bad(f"“{text}” is not a day, YYYY-MM-DD")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Bad(f"“{text}” is not a day of the calendar") from None


def text_up_to(bytes_max):
    def parse(text, _):
        length = len(text.encode())
        if length > bytes_max:
            raise Bad(f"has {length} bytes, at most {bytes_max} fit")
        return text

    return parse


def line_up_to(bytes_max):
    """A text without line breaks."""
    text_of = text_up_to(bytes_max)

    def parse(text, keys):
        if re.search("[\n\r\u2028\u2029]", text):
            raise Bad("has a line break, and is to be one line")
        return text_of(text, keys)

    return parse


def one_of(values):
    def parse(text, _):
        if text not in values:
            raise Bad(f"“{text}” is not one of {', '.join(values)}")
        return text

    return parse


def matches(pattern, wanted):
    def parse(text, _):
        if not re.fullmatch(pattern, text):
            raise Bad(f"“{text}” is not {wanted}")
        return text

    return parse


def reference(*files):
    def parse(text, keys):
        # A file that could not be read at all has been reported already.
        if all(keys.get(file) is not None for file in files) and not any(
            text in keys[file] for file in files
        ):
            raise Bad(f"“{text}” is not a key of {' or '.join(f'{f}.csv' for f in files)}")
        return text

    return parse


def number(low, high):
    def parse(text, _):
        if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
            raise Bad(f"“{text}” is not a number from {low} to {high}")
        return int(text)

    return parse


def list_of(parse_item, at_most):
    def parse(text, keys):
        items = text.split(";") if text else []
        if len(items) > at_most:
            raise Bad(f"has {len(items)} entries, at most {at_most} fit")
        parsed = []
        for item in items:
            if not item:
                raise Bad("has an empty entry")
            value = parse_item(item, keys)
            if value in parsed:
                raise Bad(f"names “{item}” twice")
            parsed.append(value)
        return tuple(parsed)

    return parse


def parse_cell(column, text, keys):
    """The value of a cell; what no cell may hold is refused first."""
    for character in text:
        if "\udc80" <= character <= "\udcff":
            raise Bad("is not UTF-8")
        if character == "\0":
            raise Bad("holds U+0000")
        if unicodedata.category(character) == "Cc" and character not in "\t\n\r":
            raise Bad(f"holds the control character U+{ord(character):04X}")
        if character in _BIDI_CONTROLS:
            raise Bad(f"holds U+{ord(character):04X}, which changes the direction of writing")
    if text == "":
        if column.empty is REQUIRED:
            raise Bad("is empty")
        return column.empty
    return column.parse(text, keys)


def printable(text):
    """The text with what was not UTF-8 replaced."""
    return text.encode("utf-8", errors="replace").decode()
