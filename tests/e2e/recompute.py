#!/usr/bin/python3
"""Computes 附件3 and the Five-Ones board from the CSV files alone.

Written from the definitions, and shares no code with the suite or its demo: what both say is
right for two independent reasons. All records are taken to be written as the files say; a figure
of day D knows what was entered by the end of D.

usage: recompute.py FOLDER ORGANIZATION DAY
"""

import csv
import datetime
import json
import pathlib
import sys

ONE_DAY = datetime.timedelta(days=1)
FOREVER = datetime.date(9999, 1, 1)

# Notice S0: who owes how many activities in which windows, from April to December 2017.
IN_FORCE = (datetime.date(2017, 4, 1), datetime.date(2018, 1, 1))
# Until then nobody knew of them.
PUBLISHED = datetime.date(2017, 5, 17)
DUTIES = {
    "fiv_02": {"appointments": ("full_time", "seconded"), "count": 5, "months": 2},
    "fiv_03": {"appointments": ("part_time",), "count": 5, "months": 3},
}


def day_of(text):
    return datetime.date.fromisoformat(text)


def month_later(first, months):
    """The first day of the month that is `months` after that of `first`."""
    index = first.year * 12 + first.month - 1 + months
    return datetime.date(index // 12, index % 12 + 1, 1)


def window_of(day, months):
    """The calendar window [first, end) of so many months that holds the day."""
    first = datetime.date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, month_later(first, months)


def common_days(*intervals):
    first = max(interval[0] for interval in intervals)
    end = min(interval[1] for interval in intervals)
    return max(0, (end - first).days)


class Data:
    """The CSV files of one folder, with every activity that must be refused left out."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self.organizations = self._read("organizations")
        self.posts = {row["key"]: row for row in self._read("posts")}
        for post in self.posts.values():
            end = day_of(post["valid_to"]) if post["valid_to"] else FOREVER
            post["office"] = (day_of(post["valid_from"]), end)
        self.people = {row["key"]: row["name"] for row in self._read("people")}
        self.links = self._read("links")
        self.replies = self._read("replies")
        self.questions = {row["key"] for row in self._read("questions")}
        self.activities = []
        self.refused = []
        for row in self._read("activities"):
            admitted = self.in_office(row["author"], day_of(row["entered_on"])) and all(
                self.in_office(actor, day_of(row["day"])) for actor in row["actors"].split(";")
            )
            (self.activities if admitted else self.refused).append(row)

    def _read(self, name):
        with open(self._folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def in_office(self, post, day):
        first, end = self.posts[post]["office"]
        return first <= day < end

    def children(self, organization):
        return [row["key"] for row in self.organizations if row["parent"] == organization]

    def subtree(self, organization):
        keys = {organization}
        for child in self.children(organization):
            keys |= self.subtree(child)
        return keys

    def display_name(self, organization):
        return next(row["name"] for row in self.organizations if row["key"] == organization)

    def full_name(self, organization):
        """Its name, behind that of its parent where another has the same name."""
        name = self.display_name(organization)
        if sum(row["name"] == name for row in self.organizations) == 1:
            return name
        parent = next(r["parent"] for r in self.organizations if r["key"] == organization)
        return self.display_name(parent) + name

    def holder(self, post):
        """What tells a post from others: organization, title and who holds it."""
        row = self.posts[post]
        return self.display_name(row["organization"]), row["title"], self.people[row["person"]]

    def standing(self, day):
        """The activities entered by the end of the day and not voided by then."""
        return [
            row
            for row in self.activities
            if day_of(row["entered_on"]) <= day
            and not (row["voided_on"] and day_of(row["voided_on"]) <= day)
        ]

    def self_check_row(self, organization, day):
        """One line of 附件3."""
        subtree = self.subtree(organization)
        quarter, _ = window_of(day, 3)
        posts = {
            key
            for key, post in self.posts.items()
            if post["organization"] in subtree and self.in_office(key, day)
        }
        links = [
            link
            for link in self.links
            if link["post"] in posts
            and link["accepted_on"]
            and day_of(link["accepted_on"]) <= day
            and not (link["ended_on"] and day_of(link["ended_on"]) <= day)
        ]
        held = [
            row
            for row in self.standing(day)
            if row["organization"] in subtree and quarter <= day_of(row["day"]) <= day
        ]
        first_replies = {}
        for reply in self.replies:
            first = first_replies.setdefault(reply["item"], reply)
            if day_of(reply["replied_on"]) < day_of(first["replied_on"]):
                first_replies[reply["item"]] = reply
        replied = [
            item
            for item, reply in first_replies.items()
            if quarter <= day_of(reply["replied_on"]) <= day
            and self.posts[reply["post"]]["organization"] in subtree
        ]
        return {
            "display_name": self.display_name(organization),
            "cadres": len({self.posts[post]["person"] for post in posts}),
            "youths": len({link["youth"] for link in links}),
            "links": len(links),
            "education_practice": sum(row["kind"].startswith("education.") for row in held),
            "five_ones": sum(row["kind"].startswith("five_ones.") for row in held),
            "micro_wish_replies": sum(item not in self.questions for item in replied),
            "question_replies": sum(item in self.questions for item in replied),
        }

    def self_check_table(self, organization, day):
        """附件3 of an organization and of each child, by display name."""
        rows = [self.self_check_row(o, day) for o in [organization, *self.children(organization)]]
        return {row["display_name"]: row for row in rows}

    def five_ones_board(self, organization, day):
        """Every post, duty and window that meets the quarter of the day, up to it."""
        subtree = self.subtree(organization)
        quarter, _ = window_of(day, 3)
        standing = self.standing(day)
        lines = []
        for key, post in self.posts.items():
            if post["organization"] not in subtree:
                continue
            for duty_id, duty in DUTIES.items():
                if post["appointment"] not in duty["appointments"]:
                    continue
                first, end = window_of(max(quarter, IN_FORCE[0]), duty["months"])
                while first <= day:
                    line = self._board_line(key, duty, (first, end), day, standing)
                    if line is not None:
                        lines.append({"post": key, "duty_id": duty_id, **line})
                    first, end = end, month_later(end, duty["months"])
        return lines

    def _board_line(self, key, duty, window, day, standing):
        bound = (window, IN_FORCE, self.posts[key]["office"])
        days = common_days(*bound)
        # A line stands for a post that was bound on some day up to the one asked about.
        if common_days(*bound, (datetime.date.min, day + ONE_DAY)) == 0:
            return None
        in_window = common_days(window)
        required = duty["count"] * days // in_window
        counted = sum(
            row["kind"].startswith("five_ones.")
            and key in row["actors"].split(";")
            and day_of(row["day"]) <= day
            and all(first <= day_of(row["day"]) < end for first, end in bound)
            for row in standing
        )
        missing = max(0, required - counted)
        due = min(end for _, end in bound) - ONE_DAY
        if missing == 0:
            state = "STATE_MET"
        else:
            state = "STATE_SHORT" if due <= day else "STATE_RUNNING"
        return {
            "window_start": str(window[0]),
            "window_last_day": str(window[1] - ONE_DAY),
            "full_count": duty["count"],
            "required_count": required,
            "days_in_force": days,
            "days_in_window": in_window,
            "counted": counted,
            "missing": missing,
            "state": state,
            "due_before_publication": due < PUBLISHED,
        }


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    data = Data(sys.argv[1])
    day = day_of(sys.argv[3])
    result = {
        "self_check_table": list(data.self_check_table(sys.argv[2], day).values()),
        "five_ones_board": data.five_ones_board(sys.argv[2], day),
    }
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
