"""What the demo's CSV files hold, and what their words are called in the protos."""

import datetime

from csv_cells import (
    Bad, Column, day, line_up_to, list_of, matches, number, one_of, reference, text_up_to
)

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
# Columns in which no two rows of a file say the same.
UNIQUE = ("key", "phone")


def _entry_day(cell, keys):
    entered = day(cell, keys)
    if not FIRST_DAY <= entered <= LAST_DAY:
        raise Bad(f"{entered} is not from {FIRST_DAY} to {LAST_DAY}, the days that are recorded")
    return entered


_KEY = Column("key", matches(r"[a-z0-9_]{1,40}", "a key of lower-case letters and digits"))
_KIND = matches(r"[a-z0-9_]+(\.[a-z0-9_]+)*", "the id of an activity kind")
_PHONE = matches(r"1\d{10}", "a phone of 11 digits")


def columns(kinds):
    """The columns of each file; activities may be of `kinds` only, unless that is None."""
    kind = one_of(kinds) if kinds is not None else _KIND
    return {
        "organizations": [
            _KEY,
            Column("name", line_up_to(200)),
            Column("kind", one_of(KINDS)),
            Column("level", one_of(LEVELS)),
            Column("parent", reference("organizations"), ""),
            Column("valid_from", day),
        ],
        "people": [_KEY, Column("name", line_up_to(100)), Column("phone", _PHONE)],
        "posts": [
            _KEY,
            Column("person", reference("people")),
            Column("organization", reference("organizations")),
            Column("title", line_up_to(100)),
            Column("appointment", one_of(APPOINTMENTS)),
            Column("leadership", one_of(["yes", "no"])),
            Column("valid_from", day),
            Column("valid_to", day, None),
        ],
        "youths": [
            _KEY,
            Column("name", line_up_to(100)),
            Column("phone", _PHONE),
            Column("birth_year", number(1900, BIRTH_YEAR_LAST)),
            Column("organization", reference("organizations")),
            Column("field", line_up_to(60)),
            Column("industry", line_up_to(60), ""),
        ],
        "links": [
            _KEY,
            Column("youth", reference("youths")),
            Column("post", reference("posts")),
            Column("proposed_on", _entry_day),
            Column("accepted_on", _entry_day, None),
            Column("ended_on", _entry_day, None),
        ],
        "activities": [
            _KEY,
            Column("entered_on", _entry_day),
            Column("day", day),
            Column("organization", reference("organizations")),
            Column("author", reference("posts")),
            Column("actors", list_of(reference("posts"), 50)),
            Column("kind", kind),
            Column("channel", one_of(CHANNELS)),
            Column("purpose", one_of(PURPOSES)),
            Column("topic", line_up_to(200), ""),
            Column("platform", line_up_to(100), ""),
            Column("place", line_up_to(300), ""),
            Column("text", text_up_to(8000)),
            Column("participants", list_of(reference("youths"), 2000), ()),
            Column("participant_count", number(0, 1_000_000), 0),
            Column("evidence", list_of(one_of(EVIDENCE), 20), ()),
            Column("guided_branch", reference("organizations"), ""),
            Column("sends", number(1, 9)),
            Column("voided_on", _entry_day, None),
            Column("void_reason", text_up_to(1000), ""),
        ],
        "questions": [
            _KEY,
            Column("asked_on", _entry_day),
            Column("youth", reference("youths")),
            Column("post", reference("posts")),
            Column("text", text_up_to(4000)),
        ],
        "wishes": [
            _KEY,
            Column("made_on", _entry_day),
            Column("youth", reference("youths")),
            Column("post", reference("posts")),
            Column("category", line_up_to(60)),
            Column("text", text_up_to(4000)),
        ],
        "replies": [
            _KEY,
            Column("item", reference("questions", "wishes")),
            Column("replied_on", _entry_day),
            Column("post", reference("posts")),
            Column("text", text_up_to(4000)),
        ],
    }


FILES = tuple(columns(None))
