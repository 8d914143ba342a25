"""xq packs list, show and withdraw: packs that were published."""

import uuid

import output
import pack_words
import registry_tree
from messages import Refused, pick, text

_SERVICE = "registry.v1.PolicyService"


def add_commands(commands):
    command = commands.add_parser("list", help="list the packs that an organization published")
    registry_tree.add_organization(command, "organization", "whose packs")
    command.add_argument(
        "--above", action="store_true", help="those of the organizations above it, too"
    )
    output.add_formats(command)
    command.set_defaults(run=_list)
    command = commands.add_parser("show", help="print one pack, rule by rule")
    _add_name(command)
    command.add_argument(
        "--text", action="store_true", help="in text format, as publish takes it"
    )
    output.add_formats(command)
    command.set_defaults(prepare=_prepare, run=_show)
    command = commands.add_parser("withdraw", help="end a pack: it has its end for good then")
    _add_name(command)
    command.add_argument(
        "--from", dest="end_day", required=True, metavar="DAY",
        help="the first day on which it is not in force, YYYY-MM-DD; today or later",
    )
    command.add_argument("--reason", required=True, help="why; everybody can read it")
    command.add_argument(
        "--preview", action="store_true", help="say which rules would end, and change nothing"
    )
    command.set_defaults(prepare=_prepare, run=_withdraw)


def _add_name(command):
    command.add_argument(
        "name", metavar="NAME", help="organizations/.../rulePacks/..., as list prints it"
    )


def _prepare(options):
    if "/rulePacks/" not in options.name:
        raise Refused("no_pack", given=options.name)


def _list(connection, options, _):
    own = registry_tree.resolve(connection, options.organization)
    organizations = [own]
    if options.above:
        above = connection.call("registry.v1.OrganizationService.ListAncestors", name=own)
        organizations += [each.name for each in above.organizations]
    packs = [
        pack
        for organization in reversed(organizations)
        for pack in connection.pages(f"{_SERVICE}.ListRulePacks", "rule_packs", parent=organization)
    ]
    header = (
        "of_document", "of_title", "of_version", "of_in_force", "of_published", "of_state",
        "of_name",
    )
    rows = [
        (pack.document.number, pack.document.title, pack.version, _in_force(pack),
         _published(pack), _state(pack), pack.name)
        for pack in packs
    ]
    output.give(options, {"rulePacks": packs}, header, rows)


def _show(connection, options, _):
    pack = connection.call(f"{_SERVICE}.GetRulePack", name=options.name)
    if options.text:
        # Takes a second, which a table needs not.
        from google.protobuf import text_format  # pylint: disable=import-outside-toplevel

        print(_HEADER + text_format.MessageToString(_unstamped(pack), as_utf8=True), end="")
        return
    if not options.json and not options.csv:
        _print_head(pack)
    header = ("of_place", "of_sort", "of_title", "of_asks", "of_whom", "of_requirements")
    output.give(options, pack, header, _rows(pack))


_HEADER = """# proto-file: proto/xinqiao/policy/v1/pack.proto
# proto-message: xinqiao.policy.v1.RulePack

"""


def _unstamped(pack):
    """The pack as it can be published again."""
    if pack.superseded_by or pack.withdrawal_reason:
        # The end that it was given, not that of the document.
        pack.ClearField("in_force")
    for field in ("name", "version", "publish_time", "superseded_by", "withdrawal_reason",
                  "publisher"):
        pack.ClearField(field)
    return pack


def _withdraw(connection, options, _):
    pack = connection.call(f"{_SERVICE}.GetRulePack", name=options.name)
    if options.preview:
        _print_head(pack)
        print(text("withdraw_preview", day=options.end_day))
        for place, sort, title, *_ in _rows(pack):
            print(f"  {place}  {sort}  {title}")
        return
    ended = connection.call(
        f"{_SERVICE}.WithdrawRulePack", name=options.name, end_day=options.end_day,
        reason=options.reason, request_id=str(uuid.uuid4()),
    )
    print(text("withdrawn", name=ended.name, day=ended.in_force.end_day or options.end_day))


def _print_head(pack):
    document = pack.document
    day = document.issue_day
    if document.issue_day_assumed:
        day = text("assumed", day=day)
    print(f"{document.number}  {document.title}")
    print(f"  {document.issuer}, {day}")
    for parent in document.parents:
        print(f"  < {parent.number} {parent.title} ({parent.issuer})")
    print(f"  {pack.name}")
    print(
        f"  {text('pack_version', version=pack.version)}, {_published(pack)}, {pack.publisher}; "
        f"{_in_force(pack)}; {_state(pack)}"
    )


def _rows(pack):
    return [
        (
            f"{field}[{i}]",
            pick(*pack_words.LISTS[field]),
            pack_words.title(rule),
            pack_words.asks(rule),
            pack_words.whom(rule),
            ", ".join(getattr(rule, "requirement_ids", ())),
        )
        for field in pack_words.LISTS
        for i, rule in enumerate(getattr(pack, field))
    ]


def _in_force(pack):
    return pack_words.interval(pack.in_force) or text("always")


def _published(pack):
    # As the people of the country read a clock.
    return (pack.publish_time.ToDatetime() + pack_words.CHINA).strftime("%Y-%m-%d %H:%M")


def _state(pack):
    if pack.superseded_by:
        return text("state_superseded", name=pack.superseded_by.rpartition("/")[2])
    if pack.withdrawal_reason:
        return text("state_withdrawn", why=pack.withdrawal_reason)
    return text("state_standing")
