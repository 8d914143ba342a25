"""xq packs: rule packs, checked and published."""

import pathlib
import re
import uuid

import registry_tree
import text_lines
from messages import Refused, text

_SERVICE = "registry.v1.PolicyService"
# What the registry adds to a pack, and what its lists leave out.
_STAMPS = (
    "name", "version", "publish_time", "in_force", "superseded_by", "withdrawal_reason", "publisher"
)


def add_service(services):
    service = services.add_parser("packs", help=__doc__.partition(": ")[2])
    commands = service.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in (
        ("check", "say what is wrong with packs, whom they affect and what changes"),
        ("publish", "publish packs; the same file again is not published twice"),
    ):
        command = commands.add_parser(name, help=what)
        registry_tree.add_organization(command, "organization", "whose subtree they bind")
        command.add_argument(
            "files", nargs="+", type=pathlib.Path, metavar="FILE", help="a pack in text format"
        )
        command.add_argument(
            "--supersedes", default="", metavar="NAME", help="the pack whose place the one takes"
        )
        command.add_argument(
            "--voluntary", action="store_true",
            help="what raises a rule above is stored as voluntary, with weight 0",
        )
        command.set_defaults(run=_run, only_check=name == "check")


def _run(connection, options, _):
    organization = registry_tree.resolve(connection, options.organization)
    refused = sum(not _one(connection, options, organization, path) for path in options.files)
    if refused:
        raise Refused("packs_refused", count=refused)


def _one(connection, options, organization, path):
    """Whether one file was accepted."""
    import client  # pylint: disable=import-outside-toplevel

    try:
        written, pack = _read(connection, path)
    except Refused as refused:
        print(refused)
        return False
    lines = text_lines.lines_of(written)
    if not options.only_check:
        standing = _standing(connection, organization, pack)
        if standing is not None:
            print(text("pack_same", name=standing.name, version=standing.version))
            return True
    try:
        answer = connection.call(
            f"{_SERVICE}.PublishRulePack",
            parent=organization,
            rule_pack=pack,
            request_id=str(uuid.uuid4()),
            validate_only=options.only_check,
            supersedes=options.supersedes,
            raise_handling=(
                "RAISE_HANDLING_STORE_AS_VOLUNTARY" if options.voluntary
                else "RAISE_HANDLING_REFUSE"
            ),
        )
    except client.CallError as error:
        if not error.fields:
            raise
        for field, what in error.fields:
            print(_at(path, lines, field.removeprefix("rule_pack."), what))
        return False
    for warning in answer.warnings:
        field, _, what = warning.partition(": ")
        print(_at(path, lines, field, text("pack_warning", what=what)))
    for finding in answer.findings:
        own = finding.stored_as_voluntary
        place = _at(path, lines, finding.rule.field, "") if own else f"{finding.rule.rule_pack}: "
        key = "pack_voluntary" if own else "pack_below"
        print(place + text(key, field=finding.rule.field, what=finding.description))
    _print_impact(answer)
    return True


def _standing(connection, organization, pack):
    """The pack with the same rules that the organization published and that has no end, if any."""
    wanted = _bare(pack)
    found = None
    for each in connection.pages(f"{_SERVICE}.ListRulePacks", "rule_packs", parent=organization):
        ended = each.superseded_by or each.withdrawal_reason
        if not ended and _bare(each) == wanted:
            found = each
    return found


def _bare(pack):
    bare = type(pack)()
    bare.CopyFrom(pack)
    for stamp in _STAMPS:
        bare.ClearField(stamp)
    bare.document.ClearField("contact_block")
    return bare


def _read(connection, path):
    # Takes a second, which no other command needs.
    from google.protobuf import text_format  # pylint: disable=import-outside-toplevel

    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("cannot_read", path=path, why=error) from error
    try:
        return written, text_format.Parse(written, connection.message("policy.v1.RulePack")())
    except text_format.ParseError as error:
        # It says the place by itself where it can.
        why = re.sub(r"^\d+:\d+ : ", "", str(error))
        place = (str(path), str(error.GetLine() or ""), str(error.GetColumn() or ""))
        raise Refused("pack_unreadable", place=":".join(filter(None, place)), why=why) from error


def _at(path, lines, field, what):
    line = text_lines.line_of(lines, field) if field else 0
    return f"{path}{f':{line}' if line else ''}: {field}{': ' if field else ''}{what}"


def _print_impact(answer):
    pack, impact = answer.rule_pack, answer.impact
    name = pack.name or text("pack_checked")
    print(f"{pack.document.number}  {text('pack_version', version=pack.version)}  {name}")
    print(
        text(
            "pack_impact", day=impact.day, organizations=impact.organization_count,
            posts=impact.post_count,
        )
    )
    for rule in impact.rules:
        before = ""
        if rule.HasField("replaces"):
            before = f"  <- {rule.asked_before} ({rule.replaces.document_number})"
        print(f"  {rule.field:<24} {rule.bound_count:>9}  {rule.title}: {rule.asks}{before}")
