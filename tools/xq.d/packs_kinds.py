"""xq packs kinds: the catalogue of activity kinds."""

import pathlib
import uuid

import output
import pack_file
from messages import Refused, text

_SERVICE = "registry.v1.PolicyService"
_PREFIX = "activityKinds/"


def add_commands(commands):
    command = commands.add_parser(
        "kinds", help="print the catalogue of activity kinds, or add those of a file"
    )
    command.add_argument(
        "file", nargs="?", type=pathlib.Path, metavar="FILE",
        help="kinds in text format, such as services/registry/packs/activity_kinds.textproto",
    )
    command.add_argument(
        "--check", action="store_true", help="say what would be added, and add nothing"
    )
    output.add_formats(command)
    command.set_defaults(run=_kinds)


def _kinds(connection, options, _):
    known = {
        kind.name: kind
        for kind in connection.pages(f"{_SERVICE}.ListActivityKinds", "activity_kinds")
    }
    if options.file:
        _add(connection, options, known)
        return
    header = ("of_kind", "of_title", "of_group", "of_requirements")
    rows = [
        (name.removeprefix(_PREFIX), kind.display_name, _group(kind),
         ", ".join(kind.requirement_ids))
        for name, kind in known.items()
    ]
    output.give(options, {"activityKinds": list(known.values())}, header, rows)


def _add(connection, options, known):
    file = pack_file.read(connection, options.file, pack_file.KINDS)
    kinds = file.message.activity_kinds
    differing = 0
    for i, kind in enumerate(kinds):
        standing = known.get(kind.name)
        # What it is called and counted as; who asks for it is no part of what was recorded.
        if standing is not None and (
            (standing.display_name, standing.group) != (kind.display_name, kind.group)
        ):
            differing += 1
            what = text(
                "kind_differs", name=kind.name, title=standing.display_name,
                wanted=kind.display_name,
            )
            print(f"{file.path}:{file.line(f'activity_kinds[{i}]')}: {what}")
    if differing:
        raise Refused("kinds_refused", count=differing)
    new = [kind for kind in kinds if kind.name not in known]
    for kind in new:
        if not options.check:
            connection.call(
                f"{_SERVICE}.CreateActivityKind", activity_kind=kind,
                activity_kind_id=kind.name.removeprefix(_PREFIX), request_id=str(uuid.uuid4()),
            )
        print(text("kind_new", name=kind.name, title=kind.display_name))
    key = "kinds_checked" if options.check else "kinds_counted"
    print(text(key, created=len(new), unchanged=len(kinds) - len(new)))


def _group(kind):
    enum = kind.DESCRIPTOR.fields_by_name["group"].enum_type
    return enum.values_by_number[kind.group].name.removeprefix("ACTIVITY_GROUP_").lower()
