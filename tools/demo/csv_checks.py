"""What the cells of the demo's CSV files must say together, in a row and across the files."""

import collections

from csv_columns import LEVELS


def check(tables, files):
    """Adds what is wrong between the rows of `tables` to the problems of `files`, by name."""
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


def _order(earlier, later):
    """A rule on a row: the day of column `later` is not before that of `earlier`."""

    def rule(row):
        first, second = getattr(row, earlier), getattr(row, later)
        if first is not None and second is not None and second < first:
            yield later, f"{second} is before {earlier} {first}"

    return rule


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
