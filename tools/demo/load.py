"""Step 1: the catalogue, the organizations, the people with their posts, and the youths."""

import datetime
import pathlib

from google.protobuf import text_format

import csv_columns
from client import in_order, request_id

LOAD_DAY = datetime.date(2017, 3, 31)


class Names:
    """The resource names that the suite gave to the rows of the CSV files, by key."""

    def __init__(self):
        self.organizations = {}
        self.people = {}
        self.posts = {}
        self.youths = {}
        self.links = {}
        self.activities = {}
        self.appeals = {}
        self.rule_pack = ""

    def key_of(self, name):
        """The key of an activity, post, link, ... by its name; "" if it is none of ours."""
        if not hasattr(self, "_keys"):
            self._keys = {
                name: key
                for table in vars(self).values()
                if isinstance(table, dict)
                for key, name in table.items()
            }
        return self._keys.get(name, "")


def read_catalogue(contract, top):
    """The activity kinds that the suite ships with."""
    text = pathlib.Path(top, "services/registry/packs/activity_kinds.textproto").read_text()
    return text_format.Parse(text, contract.message("policy.v1.ActivityKindCatalogue")())


def read_notice(contract, top):
    """Notice S0, 团泉师院委〔2017〕20号, as a rule pack."""
    text = pathlib.Path(top, "services/registry/packs/s0-qznu-2017-20.textproto").read_text()
    return text_format.Parse(text, contract.message("policy.v1.RulePack")())


def kind_ids(catalogue):
    return [kind.name.removeprefix("activityKinds/") for kind in catalogue.activity_kinds]


def load(client, feeds, crew, tables, catalogue, clock, step):
    """Writes what the first day begins with, and returns the names.

    Posts that begin later are filled on their day. `feeds` learns the log of the records.

    The suite lists organizations and posts in the order of their ids, which is that of creation:
    they are created in the order of the files, so that every run prints the same tables.
    """
    names = Names()
    clock.set(LOAD_DAY, 9, 0)
    crew.each(
        lambda kind: _create_kind(client, kind), catalogue.activity_kinds, step.tick,
        "activity kinds",
    )

    def create_organization(row):
        answer = _create_organization(client, names, row)
        names.organizations[row.key] = answer.name
        feeds.log = feeds.log or answer.log

    # Parents stand above their children.
    in_order(create_organization, tables.organizations, step.tick, "organizations")
    people = in_order(
        lambda row: _create_person(client, row), tables.people, step.tick, "people"
    )
    names.people.update((row.key, person.name) for row, person in zip(tables.people, people))
    posts = [row for row in tables.posts if row.valid_from <= csv_columns.FIRST_DAY]
    create_posts(client, names, posts, step.tick)

    # A youth belongs to an organization, which contacts has to know.
    feeds.wait("registry", ["contacts"], step.tick)
    clock.set(LOAD_DAY, 15, 0)
    youths = crew.each(
        lambda row: _create_youth(client, names, row), tables.youths, step.tick, "youths"
    )
    names.youths.update((row.key, youth.name) for row, youth in zip(tables.youths, youths))
    return names


def create_posts(client, names, rows, tick):
    """Fills posts. Their end is nobody's knowledge yet unless it lies before the first day."""
    posts = in_order(lambda row: _create_post(client, names, row), rows, tick, "posts")
    names.posts.update((row.key, post.name) for row, post in zip(rows, posts))


def _create_kind(client, kind):
    kind_id = kind.name.removeprefix("activityKinds/")
    fields = {
        "display_name": kind.display_name,
        "group": kind.group,
        "requirement_ids": kind.requirement_ids,
    }
    client.call(
        "registry.v1.PolicyService.CreateActivityKind",
        {
            "activity_kind": fields,
            "activity_kind_id": kind_id,
            "request_id": request_id("activity_kinds", kind_id),
        },
    )


def _create_organization(client, names, row):
    organization = {
        "display_name": row.name,
        "kind": csv_columns.KINDS[row.kind],
        "level": csv_columns.LEVELS[row.level],
        "parent": names.organizations[row.parent] if row.parent else "",
        "valid_from": str(row.valid_from),
        "ledger_root": row.kind == "provincial_committee",
    }
    return client.call(
        "registry.v1.OrganizationService.CreateOrganization",
        {"organization": organization, "request_id": request_id("organizations", row.key)},
    )


def _create_person(client, row):
    return client.call(
        "registry.v1.PersonService.CreatePerson",
        {
            "person": {"display_name": row.name, "phone": row.phone},
            "request_id": request_id("people", row.key),
        },
    )


def _create_post(client, names, row):
    known_end = row.valid_to is not None and row.valid_to <= csv_columns.FIRST_DAY
    post = {
        "person": names.people[row.person],
        "title": row.title,
        "appointment_type": csv_columns.APPOINTMENTS[row.appointment],
        "leadership": row.leadership == "yes",
        "valid_from": str(row.valid_from),
        "valid_to": str(row.valid_to) if known_end else "",
    }
    return client.call(
        "registry.v1.PostService.CreatePost",
        {
            "parent": names.organizations[row.organization],
            "post": post,
            "request_id": request_id("posts", row.key),
        },
    )


def _create_youth(client, names, row):
    youth = {
        "display_name": row.name,
        "phone": row.phone,
        "birth_year": row.birth_year,
        "organization": names.organizations[row.organization],
        "field": row.field,
        "industry": row.industry,
    }
    return client.call(
        "contacts.v1.YouthService.CreateYouth",
        {"youth": youth, "request_id": request_id("youths", row.key)},
    )
