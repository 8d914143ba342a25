"""A text-format file of packs, kinds or working days: what it says, and where."""

import re

import pack_words
import text_lines
from messages import Refused, text

# What a file may hold, and the first field by which one without a header is known.
PACK = "policy.v1.RulePack"
KINDS = "policy.v1.ActivityKindCatalogue"
WORKDAYS = "registry.v1.ListWorkdayYearsResponse"
_FIRST_FIELDS = {"activity_kinds": KINDS, "workday_years": WORKDAYS}


class File:
    """A message as it is written in a file."""

    def __init__(self, path, message, lines):
        self.path = path
        self.message = message
        self._lines = lines

    def line(self, field):
        """Where a field is; 0 if that is not known."""
        return text_lines.line_of(self._lines, field) if field else 0

    def at(self, field, what):
        """`what` with its place in front: file, line, field, and what the rule there is called."""
        line = self.line(field)
        parts = [f"{self.path}{f':{line}' if line else ''}"]
        if field:
            named = self.title(field)
            parts.append(field + (text("in_brackets", what=named) if named else ""))
        return ": ".join([*parts, what])

    def title(self, field):
        """That of the rule, kind or year which a field is in; "" if there is none."""
        found = re.match(r"(\w+)\[(\d+)\]", field)
        listed = getattr(self.message, found[1], ()) if found else ()
        if not found or int(found[2]) >= len(listed):
            return ""
        held = listed[int(found[2])]
        if found[1] in pack_words.LISTS:
            return pack_words.title(held)
        return held.name.rpartition("/")[2]


def read(connection, path, wanted):
    """Raises Refused with the reason, and what to do where it holds something else."""
    written = _text(path)
    held = _held(written)
    if held != wanted:
        raise wrong(path, held)
    # Takes a second, which no other command needs.
    from google.protobuf import text_format  # pylint: disable=import-outside-toplevel

    try:
        message = text_format.Parse(written, connection.message(wanted)())
    except text_format.ParseError as error:
        # It says the place by itself where it can.
        why = re.sub(r"^\d+:\d+ : ", "", str(error))
        place = (str(path), str(error.GetLine() or ""), str(error.GetColumn() or ""))
        raise Refused("unparsable", place=":".join(filter(None, place)), why=why) from error
    return File(path, message, text_lines.lines_of(written))


def wrong(path, held):
    """What to say of a file that holds something else than what is wanted."""
    return Refused(f"holds_{_NAMES[held]}", path=path)


def holds(path):
    """Which of the three a file holds, without a closer look."""
    return _held(_text(path))


_NAMES = {PACK: "pack", KINDS: "kinds", WORKDAYS: "workdays"}


def _text(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refused("file_not_utf8", path=path) from None
    except OSError as error:
        raise Refused("cannot_read", path=path, why=error.strerror) from error


def _held(written):
    header = re.search(r"^#\s*proto-message:\s*(?:xinqiao\.)?([\w.]+)", written, re.MULTILINE)
    if header and header[1] in _NAMES:
        return header[1]
    first = re.search(r"^\s*(\w+)", re.sub(r"#.*", "", written))
    return _FIRST_FIELDS.get(first[1] if first else "", PACK)
