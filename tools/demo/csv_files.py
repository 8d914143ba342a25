"""Reads the demo's CSV files, and tells every problem of every file at once.

A table is a list of named tuples in the order of its file; lists are tuples, days are
datetime.date, an empty optional day is None. Each row also has `line`, where it starts.
"""

import collections
import csv
import datetime
import io
import pathlib
import re
import unicodedata

FIRST_DAY = datetime.date(2017, 4, 1)
LAST_DAY = datetime.date(2017, 6, 15)

KINDS = {
    "provincial_committee": "ORGANIZATION_KIND_PROVINCIAL_COMMITTEE",
    "prefecture_committee": "ORGANIZATION_KIND_PREFECTURE_COMMITTEE",
    "university_committee": "ORGANIZATION_KIND_UNIVERSITY_COMMITTEE",
    "college_committee": "ORGANIZATION_KIND_COLLEGE_COMMITTEE",
    "branch": "ORGANIZATION_KIND_BRANCH",
}
LEVELS = {
    "province": "ORGANIZATION_LEVEL_PROVINCE",
    "city": "ORGANIZATION_LEVEL_CITY",
    "school": "ORGANIZATION_LEVEL_SCHOOL",
    "college": "ORGANIZATION_LEVEL_COLLEGE",
    "branch": "ORGANIZATION_LEVEL_BRANCH",
}
APPOINTMENTS = {
    "full_time": "APPOINTMENT_TYPE_FULL_TIME",
    "seconded": "APPOINTMENT_TYPE_SECONDED",
    "part_time": "APPOINTMENT_TYPE_PART_TIME",
}
CHANNELS = {
    "online": "CHANNEL_ONLINE",
    "offline": "CHANNEL_OFFLINE",
    "face_to_face": "CHANNEL_FACE_TO_FACE",
}
PURPOSES = {
    "listen": "PURPOSE_LISTEN",
    "guide": "PURPOSE_GUIDE",
    "consult": "PURPOSE_CONSULT",
}
EVIDENCE = {
    "photo": "KIND_PHOTO",
    "document": "KIND_DOCUMENT",
    "link": "KIND_LINK",
    "confirmation": "KIND_CONFIRMATION",
}


class Problem(
    collections.namedtuple("Problem", ["file", "line", "column", "reason"])
):
    """What is wrong where; `column` is empty when it is the whole line."""

    def __str__(self):
        column = f" {self.column}:" if self.column else ""
        return f"{self.file}:{self.line}:{column} {self.reason}"


class Problems(Exception):
    """Every problem of a folder; nothing of it was loaded."""

    def __init__(self, problems):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class _Bad(Exception):
    """What is wrong with one cell."""


def _day(text, _):
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise _Bad(f"“{text}” is not a day, YYYY-MM-DD")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise _Bad(f"“{text}” is not a day of the calendar") from None


def _entry_day(text, keys):
    day = _day(text, keys)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _Bad(f"{day} is not from {FIRST_DAY} to {LAST_DAY}, the days that are recorded")
    return day


def _text(bytes_max):
    def parse(text, _):
        length = len(text.encode())
        if length > bytes_max:
            raise _Bad(f"has {length} bytes, at most {bytes_max} fit")
        return text

    return parse


def _one_of(values):
    def parse(text, _):
        if text not in values:
            raise _Bad(f"“{text}” is not one of {', '.join(values)}")
        return text

    return parse


def _matches(pattern, wanted):
    def parse(text, _):
        if not re.fullmatch(pattern, text):
            raise _Bad(f"“{text}” is not {wanted}")
        return text

    return parse


def _reference(*files):
    def parse(text, keys):
        # A file that could not be read at all has been reported already.
        if all(keys.get(file) is not None for file in files) and not any(
            text in keys[file] for file in files
        ):
            raise _Bad(f"“{text}” is not a key of {' or '.join(f'{f}.csv' for f in files)}")
        return text

    return parse


def _number(low, high):
    def parse(text, _):
        if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
            raise _Bad(f"“{text}” is not a number from {low} to {high}")
        return int(text)

    return parse


def _list(parse_item, at_most):
    def parse(text, keys):
        items = text.split(";") if text else []
        if len(items) > at_most:
            raise _Bad(f"has {len(items)} entries, at most {at_most} fit")
        parsed = []
        for item in items:
            if not item:
                raise _Bad("has an empty entry")
            value = parse_item(item, keys)
            if value in parsed:
                raise _Bad(f"names “{item}” twice")
            parsed.append(value)
        return tuple(parsed)

    return parse


# How a column is read, what it is when empty (_REQUIRED: it may not be).
_REQUIRED = object()
_Column = collections.namedtuple("_Column", ["name", "parse", "empty"], defaults=[_REQUIRED])

_KEY = _Column("key", _matches(r"[a-z0-9_]{1,40}", "a key of lower-case letters and digits"))
_KIND = _matches(r"[a-z0-9_]+(\.[a-z0-9_]+)*", "the id of an activity kind")
_PHONE = _matches(r"1\d{10}", "a phone of 11 digits")


def _columns(kinds):
    kind = _one_of(kinds) if kinds is not None else _KIND
    return {
        "organizations": [
            _KEY,
            _Column("name", _text(200)),
            _Column("kind", _one_of(KINDS)),
            _Column("level", _one_of(LEVELS)),
            _Column("parent", _reference("organizations"), ""),
            _Column("valid_from", _day),
        ],
        "people": [_KEY, _Column("name", _text(100)), _Column("phone", _PHONE)],
        "posts": [
            _KEY,
            _Column("person", _reference("people")),
            _Column("organization", _reference("organizations")),
            _Column("title", _text(100)),
            _Column("appointment", _one_of(APPOINTMENTS)),
            _Column("leadership", _one_of(["yes", "no"])),
            _Column("valid_from", _day),
            _Column("valid_to", _day, None),
        ],
        "youths": [
            _KEY,
            _Column("name", _text(100)),
            _Column("phone", _PHONE),
            _Column("birth_year", _number(1900, 2003)),
            _Column("organization", _reference("organizations")),
            _Column("field", _text(60)),
            _Column("industry", _text(60), ""),
        ],
        "links": [
            _KEY,
            _Column("youth", _reference("youths")),
            _Column("post", _reference("posts")),
            _Column("proposed_on", _entry_day),
            _Column("accepted_on", _entry_day, None),
            _Column("ended_on", _entry_day, None),
        ],
        "activities": [
            _KEY,
            _Column("entered_on", _entry_day),
            _Column("day", _day),
            _Column("organization", _reference("organizations")),
            _Column("author", _reference("posts")),
            _Column("actors", _list(_reference("posts"), 50)),
            _Column("kind", kind),
            _Column("channel", _one_of(CHANNELS)),
            _Column("purpose", _one_of(PURPOSES)),
            _Column("topic", _text(200), ""),
            _Column("platform", _text(100), ""),
            _Column("place", _text(300), ""),
            _Column("text", _text(8000)),
            _Column("participants", _list(_reference("youths"), 2000), ()),
            _Column("participant_count", _number(0, 1_000_000), 0),
            _Column("evidence", _list(_one_of(EVIDENCE), 20), ()),
            _Column("guided_branch", _reference("organizations"), ""),
            _Column("sends", _number(1, 9)),
            _Column("voided_on", _entry_day, None),
            _Column("void_reason", _text(1000), ""),
        ],
        "questions": [
            _KEY,
            _Column("asked_on", _entry_day),
            _Column("youth", _reference("youths")),
            _Column("post", _reference("posts")),
            _Column("text", _text(4000)),
        ],
        "wishes": [
            _KEY,
            _Column("made_on", _entry_day),
            _Column("youth", _reference("youths")),
            _Column("post", _reference("posts")),
            _Column("category", _text(60)),
            _Column("text", _text(4000)),
        ],
        "replies": [
            _KEY,
            _Column("item", _reference("questions", "wishes")),
            _Column("replied_on", _entry_day),
            _Column("post", _reference("posts")),
            _Column("text", _text(4000)),
        ],
    }


FILES = tuple(_columns(None))
Tables = collections.namedtuple("Tables", FILES)


def _order(earlier, later):
    """A rule on a row: the day of column `later` is not before that of `earlier`."""

    def check(row):
        first, second = getattr(row, earlier), getattr(row, later)
        if first is not None and second is not None and second < first:
            yield later, f"{second} is before {earlier} {first}"

    return check


def _after_acceptance(row):
    if row.ended_on is not None and row.accepted_on is None:
        yield "ended_on", "the youth never accepted the link"


def _people_once(row):
    if row.participants and row.participant_count:
        yield "participant_count", "is given although the participants are named"


def _void_complete(row):
    if row.voided_on is not None and not row.void_reason:
        yield "void_reason", "is empty although the activity is voided"
    if row.voided_on is None and row.void_reason:
        yield "voided_on", "is empty although there is a reason"


_RULES = {
    "posts": [_order("valid_from", "valid_to")],
    "links": [
        _order("proposed_on", "accepted_on"),
        _order("accepted_on", "ended_on"),
        _after_acceptance,
    ],
    "activities": [
        _order("day", "entered_on"),
        _order("entered_on", "voided_on"),
        _people_once,
        _void_complete,
    ],
}


class _File:
    """One file while it is read."""

    def __init__(self, path, columns):
        self.path = path
        self.columns = columns
        self.problems = []
        self.cells = None  # (line, cells) of each whole row; None when there is no table at all.

    def problem(self, line, column, reason):
        self.problems.append(Problem(self.path.name, line, column, reason))

    def read(self):
        try:
            content = self.path.read_bytes()
        except OSError as error:
            self.problem(1, "", f"cannot be read: {error.strerror}")
            return
        # Bytes that are not UTF-8 become lone surrogates, which no UTF-8 text has.
        text = content.decode("utf-8-sig", errors="surrogateescape")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        names = [column.name for column in self.columns]
        try:
            header = next(reader, [])
            if not self._has_columns(header, names):
                return
            self.cells = []
            line = reader.line_num + 1
            for cells in reader:
                if len(cells) == len(names):
                    self.cells.append((line, dict(zip(header, cells))))
                else:
                    self.problem(line, "", f"has {len(cells)} cells, want {len(names)}")
                line = reader.line_num + 1
        except csv.Error as error:
            self.problem(line, "", f"is not CSV: {error}")

    def _has_columns(self, header, names):
        for name in names:
            if name not in header:
                self.problem(1, name, "the column is missing")
        for i, name in enumerate(header):
            if name not in names:
                self.problem(1, _printable(name), "there is no such column")
            elif name in header[:i]:
                self.problem(1, name, "the column is there twice")
        return not self.problems

    def keys(self):
        if self.cells is None:
            return None
        return {cells["key"] for _, cells in self.cells}

    def parse(self, keys):
        row_type = collections.namedtuple(
            "Row", [column.name for column in self.columns] + ["line"]
        )
        rows = []
        seen = {}
        for line, cells in self.cells or []:
            first = seen.setdefault(cells["key"], line)
            if first != line:
                key = _printable(cells["key"])
                self.problem(line, "key", f"“{key}” is that of line {first} too")
            values = {}
            for column in self.columns:
                try:
                    values[column.name] = _parse_cell(column, cells[column.name], keys)
                except _Bad as bad:
                    self.problem(line, column.name, str(bad))
            if len(values) == len(self.columns):
                rows.append(row_type(line=line, **values))
        return rows


def _parse_cell(column, text, keys):
    for character in text:
        if "\udc80" <= character <= "\udcff":
            raise _Bad("is not UTF-8")
        if character == "\0":
            raise _Bad("holds U+0000")
        if unicodedata.category(character) == "Cc" and character not in "\t\n\r":
            raise _Bad(f"holds the control character U+{ord(character):04X}")
    if text == "":
        if column.empty is _REQUIRED:
            raise _Bad("is empty")
        return column.empty
    return column.parse(text, keys)


def _printable(text):
    return text.encode("utf-8", errors="replace").decode()


def _parents_first(rows, file):
    seen = set()
    for row in rows:
        if row.parent and row.parent not in seen:
            file.problem(row.line, "parent", f"“{row.parent}” stands below its child")
        seen.add(row.key)


def _replies_follow(tables, file):
    days = {row.key: ("asked_on", row.asked_on) for row in tables["questions"]}
    days.update((row.key, ("made_on", row.made_on)) for row in tables["wishes"])
    for row in tables["replies"]:
        column, day = days.get(row.item, ("", row.replied_on))
        if row.replied_on < day:
            reason = f"{row.replied_on} is before {column} of {row.item}"
            file.problem(row.line, "replied_on", reason)


def load(folder, kinds=None):
    """Reads the nine files of `folder`; with `kinds`, activities may be of these only.

    Raises Problems with everything that is wrong in any of them.
    """
    folder = pathlib.Path(folder)
    files = {name: _File(folder / f"{name}.csv", cs) for name, cs in _columns(kinds).items()}
    for file in files.values():
        file.read()
    keys = {name: file.keys() for name, file in files.items()}
    tables = {name: file.parse(keys) for name, file in files.items()}
    for name, rules in _RULES.items():
        for row in tables[name]:
            for rule in rules:
                for column, reason in rule(row):
                    files[name].problem(row.line, column, reason)
    _parents_first(tables["organizations"], files["organizations"])
    _replies_follow(tables, files["replies"])
    problems = [
        problem
        for file in files.values()
        for problem in sorted(file.problems, key=lambda p: p.line)
    ]
    if problems:
        raise Problems(problems)
    return Tables(**tables)
