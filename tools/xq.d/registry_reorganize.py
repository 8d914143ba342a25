"""xq registry reorganize: goes through a plan of reorganizations."""

import json
import pathlib
import uuid

import registry_tree
import registry_words
from messages import Refused, text
from progress import Step

# Which fields of a change name organizations.
_ONE = ("organization", "parent", "into", "successor")
_MANY = ("organizations", "children")


def add_commands(commands):
    command = commands.add_parser(
        "reorganize", help="apply planned reorganizations: organizations by their external keys"
    )
    command.add_argument("path", type=pathlib.Path, help="such as tools/gen's reorganizations.json")
    command.add_argument(
        "--preview", action="store_true", help="say what each would do, and change nothing"
    )
    command.set_defaults(prepare=_prepare, run=_reorganize)


def _prepare(options):
    try:
        plan = json.loads(options.path.read_text(encoding="utf-8"))["reorganizations"]
        return [(each["title"], each["effective_day"], each["changes"]) for each in plan]
    except OSError as error:
        raise Refused("cannot_read", path=options.path, why=error.strerror) from None
    except (ValueError, TypeError, KeyError) as error:
        raise Refused("plan_broken", path=options.path, why=error) from None


def _reorganize(connection, options, plan):
    conflicts = 0
    for title, day, changes in plan:
        Step(text("step_reorganize", title=title, day=day))
        position = connection.registry_position()

        def name(given, day=day, position=position):
            return given if given.startswith("new/") else registry_tree.resolve(
                connection, given, day, position
            )

        made = connection.call(
            "registry.v1.ReorganizationService.CreateReorganization",
            reorganization={
                "title": title,
                "effective_day": day,
                "changes": [resolved(change, name) for change in changes],
            },
            request_id=str(uuid.uuid4()),
            validate_only=options.preview,
        )
        preview = made.preview
        print(f"{title}: " + text(
            "effect", changed=preview.organizations_changed,
            affected=preview.organizations_affected, posts=preview.posts_ended,
        ))
        for conflict in preview.conflicts:
            print(f"  changes[{conflict.change_index}]: {conflict.message} ({conflict.reason})")
        conflicts += len(preview.conflicts)
    if conflicts:
        raise Refused("conflicts", count=conflicts)


def resolved(value, name):
    """A change with the names of organizations for their keys, and enums as the contract's."""
    if isinstance(value, list):
        return [resolved(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for field, item in value.items():
        if field in _ONE and isinstance(item, str):
            result[field] = name(item)
        elif field in _MANY:
            result[field] = [name(each) for each in item]
        elif field in ("kind", "level") and isinstance(item, str):
            result[field] = registry_words.enum_name(field, item)
        else:
            result[field] = resolved(item, name)
    return result
