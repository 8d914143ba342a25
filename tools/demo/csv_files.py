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
# Who was born later may still be under 14, and there is no attestation in the files.
BIRTH_YEAR_LAST = 2002

KINDS = {
    "provincial_committee": "ORGANIZATION_KIND_PROVINCIAL_COMMITTEE",
    "prefecture_committee": "ORGANIZATION_KIND_PREFECTURE_COMMITTEE",
    "university_committee": "ORGANIZATION_KIND_UNIVERSITY_COMMITTEE",
    "college_committee": "ORGANIZATION_KIND_COLLEGE_COMMITTEE",
    "branch": "ORGANIZATION_KIND_BRANCH",
}
# From the highest to the lowest.
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


def _line(bytes_max):
    """A text without line breaks."""
    text_of = _text(bytes_max)

    def parse(text, keys):
        if re.search("[\n\r\u2028\u2029]", text):
            raise _Bad("has a line break, and is to be one line")
        return text_of(text, keys)

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
# Columns in which no two rows of a file say the same.
_UNIQUE = ("key", "phone")
# They change the direction of writing: what is shown is not what is stored.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _columns(kinds):
    kind = _one_of(kinds) if kinds is not None else _KIND
    return {
        "organizations": [
            _KEY,
            _Column("name", _line(200)),
            _Column("kind", _one_of(KINDS)),
            _Column("level", _one_of(LEVELS)),
            _Column("parent", _reference("organizations"), ""),
            _Column("valid_from", _day),
        ],
        "people": [_KEY, _Column("name", _line(100)), _Column("phone", _PHONE)],
        "posts": [
            _KEY,
            _Column("person", _reference("people")),
            _Column("organization", _reference("organizations")),
            _Column("title", _line(100)),
            _Column("appointment", _one_of(APPOINTMENTS)),
            _Column("leadership", _one_of(["yes", "no"])),
            _Column("valid_from", _day),
            _Column("valid_to", _day, None),
        ],
        "youths": [
            _KEY,
            _Column("name", _line(100)),
            _Column("phone", _PHONE),
            _Column("birth_year", _number(1900, BIRTH_YEAR_LAST)),
            _Column("organization", _reference("organizations")),
            _Column("field", _line(60)),
            _Column("industry", _line(60), ""),
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
            _Column("topic", _line(200), ""),
            _Column("platform", _line(100), ""),
            _Column("place", _line(300), ""),
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
            _Column("category", _line(60)),
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
            for column in _UNIQUE:
                text = cells.get(column, "")
                first = seen.setdefault((column, text), line)
                if text and first != line:
                    self.problem(line, column, f"“{_printable(text)}” is that of line {first} too")
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
        if character in _BIDI_CONTROLS:
            raise _Bad(f"holds U+{ord(character):04X}, which changes the direction of writing")
    if text == "":
        if column.empty is _REQUIRED:
            raise _Bad("is empty")
        return column.empty
    return column.parse(text, keys)


def _printable(text):
    return text.encode("utf-8", errors="replace").decode()


def _parents_first(rows, file):
    """Parents stand above their children, and on a higher level."""
    levels = list(LEVELS)
    keys = {row.key for row in rows}
    above = {}
    for row in rows:
        parent = above.get(row.parent)
        if parent is not None and levels.index(row.level) <= levels.index(parent.level):
            reason = f"{row.level} is not below {parent.level}, the level of {row.parent}"
            file.problem(row.line, "level", reason)
        if parent is None and row.parent in keys:
            file.problem(row.line, "parent", f"“{row.parent}” stands below its child")
        above[row.key] = row


def _one_link_at_a_time(rows, file):
    """A youth and a post have one link at most, from its proposal to its end."""
    latest = {}
    for row in sorted(rows, key=lambda row: (row.proposed_on, row.line)):
        before = latest.get((row.youth, row.post))
        if before is not None:
            # Of two links proposed on one day nothing says which came first.
            same_day = row.proposed_on == before.proposed_on
            if same_day or before.ended_on is None or row.proposed_on < before.ended_on:
                reason = f"overlaps with {before.key} of line {before.line}: same youth and post"
                file.problem(row.line, "proposed_on", reason)
        if before is None or (before.ended_on is not None and (
            row.ended_on is None or row.ended_on >= before.ended_on
        )):
            latest[row.youth, row.post] = row


def _appeals_are_to_contacts(rows, day_column, tables, file):
    """A youth asks a post in office with which they have a link that day."""
    posts = {row.key: row for row in tables["posts"]}
    links = collections.defaultdict(list)
    for link in tables["links"]:
        if link.accepted_on is not None:
            links[link.youth, link.post].append(link)
    for row in rows:
        day = getattr(row, day_column)
        if not _contains(posts[row.post].valid_from, posts[row.post].valid_to, day):
            file.problem(row.line, "post", f"“{row.post}” is not in office on {day}")
        if not any(
            _contains(link.accepted_on, link.ended_on, day) for link in links[row.youth, row.post]
        ):
            reason = f"“{row.youth}” has no accepted link with {row.post} on {day}"
            file.problem(row.line, "youth", reason)


def _contains(first, end, day):
    """Whether a day is in [first, end); no end is never."""
    return first <= day and (end is None or day < end)


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
    _one_link_at_a_time(tables["links"], files["links"])
    # Where a post or a link could not be read, nothing can be said of appeals.
    if not (files["posts"].problems or files["links"].problems):
        for name, day_column in (("questions", "asked_on"), ("wishes", "made_on")):
            _appeals_are_to_contacts(tables[name], day_column, tables, files[name])
    _replies_follow(tables, files["replies"])
    problems = [
        problem
        for file in files.values()
        for problem in sorted(file.problems, key=lambda p: p.line)
    ]
    if problems:
        raise Problems(problems)
    return Tables(**tables)
