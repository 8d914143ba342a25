"""xq packs rules, load, findings, switches and sheet: what packs ask for, and of whom."""

import datetime
import re

import output
import pack_words
import reasons
import registry_tree
import registry_words
from messages import Refused, pick, text

_SERVICE = "registry.v1.PolicyService"
_SUMS = ("activities", "contacts", "cadence_acts", "deadlines", "reports")


def add_commands(commands):
    command = commands.add_parser(
        "rules", help="print the rules that bind a post or an organization, with their sources"
    )
    command.add_argument(
        "bound", metavar="TARGET",
        help="organizations/.../posts/..., as xq registry show prints it; or an organization by "
        "its name or external key",
    )
    _add_day(command)
    command.add_argument("--all", action="store_true", help="assumptions, too")
    output.add_formats(command)
    command.set_defaults(run=_rules)
    command = commands.add_parser(
        "load", help="print what all levels together ask of a post in a period"
    )
    command.add_argument("post", help="organizations/.../posts/..., as xq registry show prints it")
    command.add_argument(
        "period", help="2017, 2017-H1, 2017-Q2, 2017-06, or first and last day: "
        "2017-04-01..2017-06-15",
    )
    output.add_formats(command)
    command.set_defaults(prepare=_period, run=_load)
    command = commands.add_parser(
        "findings", help="print the rules of a subtree that ask for more than a level above allows"
    )
    registry_tree.add_organization(command, "scope", "whose subtree")
    _add_day(command)
    output.add_formats(command)
    command.set_defaults(run=_findings)
    command = commands.add_parser(
        "switches", help="print which functions are on at an organization, and by which document"
    )
    registry_tree.add_organization(command, "organization", "which")
    _add_day(command)
    output.add_formats(command)
    command.set_defaults(run=_switches)
    command = commands.add_parser("sheet", help="print the sheet that an organization files")
    registry_tree.add_organization(command, "organization", "which")
    _add_day(command)
    command.add_argument("--json", action="store_true", help="the same as JSON")
    command.set_defaults(run=_sheet)


def _add_day(command):
    command.add_argument(
        "--day", default="", help="the day to look at, YYYY-MM-DD; today unless given"
    )


def _rules(connection, options, _):
    target = options.bound
    if "/posts/" not in target:
        target = registry_tree.resolve(connection, target, options.day)
    answer = connection.call(f"{_SERVICE}.GetEffectiveRules", target=target, day=options.day)
    rows = []
    hidden = 0
    for each in answer.rules:
        rule = getattr(each, each.WhichOneof("rule"))
        if rule.DESCRIPTOR.name == "Assumption" and not options.all:
            hidden += 1
            continue
        rows.append((
            pack_words.list_name(each.source.field),
            pack_words.title(rule),
            pack_words.asks(rule),
            pack_words.whom(rule),
            _level(each.source),
            _source(each.source),
            "\n".join(f"{_level(other)} {_source(other)}" for other in each.overrides),
        ))
    header = (
        "of_sort", "of_title", "of_asks", "of_whom", "of_level", "of_source", "of_instead"
    )
    after = [text("assumptions_hidden", count=hidden)] if hidden else []
    if not options.json and not options.csv:
        print(text("rules_on", target=target, day=answer.day))
    output.give(options, answer, header, rows, after)


def _period(options):
    if "/posts/" not in options.post:
        raise Refused("no_post", given=options.post)
    return period(options.period)


def period(given):
    """The first day of a period as people write it, and the day after its last."""
    try:
        first, _, last = given.partition("..")
        if last:
            first, last = map(datetime.date.fromisoformat, (first, last))
            if first > last:
                raise ValueError
            return first, last + datetime.timedelta(days=1)
        found = re.fullmatch(r"(\d{4})(?:-(?:(H)([12])|(Q)([1-4])|(\d\d)))?", given)
        year = int(found[1])
        part = int(found[3] or found[5] or found[6] or 1)
        months = 6 if found[2] else 3 if found[4] else 1 if found[6] else 12
        begin = (part - 1) * months
        end = begin + months
        return (
            datetime.date(year, begin + 1, 1),
            datetime.date(year + end // 12, end % 12 + 1, 1),
        )
    except (TypeError, ValueError):
        raise Refused("wrong_period", given=given) from None


def _load(connection, options, days):
    first, end = days
    answer = connection.call(
        f"{_SERVICE}.GetDutyLoad", post=options.post, start_day=str(first), end_day=str(end)
    )
    rows = []
    after = []
    for level in answer.levels:
        found = connection.call(
            "registry.v1.OrganizationService.GetOrganization", name=level.organization,
            as_of=str(end - datetime.timedelta(days=1)),
        )
        rows += [
            (found.display_name, pack_words.list_name(item.source.field), item.title, item.count,
             _note(item), _source(item.source))
            for item in level.items
        ]
        after.append(f"{found.display_name}: {_sum(level.sum)}")
    total = text("load_total", first=first, last=end - datetime.timedelta(days=1))
    after.append(total + _sum(answer.total))
    header = ("of_organization", "of_sort", "of_title", "of_count", "of_note", "of_source")
    output.give(options, answer, header, rows, after)


def _note(item):
    if item.voluntary:
        return text("voluntary")
    return text("covered") if item.covered else ""


def _sum(load):
    return text("load_sum", **{name: getattr(load, name) for name in _SUMS})


def _findings(connection, options, _):
    scope = registry_tree.resolve(connection, options.scope, options.day)
    found = list(connection.pages(
        f"{_SERVICE}.ListRuleFindings", "rule_findings", scope=scope, day=options.day
    ))
    header = ("of_level", "of_rule", "of_level", "of_ceiling", "of_scope", "of_what", "of_name")
    rows = [
        (_level(each.rule), _source(each.rule), _level(each.ceiling), _source(each.ceiling),
         pack_words.word(pack_words.SCOPES, each, "scope"), reasons.said(each.description),
         each.rule.rule_pack)
        for each in found
    ]
    output.give(options, {"ruleFindings": found}, header, rows)


def _switches(connection, options, _):
    board = connection.call(
        f"{_SERVICE}.GetSwitchboard", day=options.day,
        organization=registry_tree.resolve(connection, options.organization, options.day),
    )
    header = (
        "of_function", "of_on", "of_basis", "of_since", "of_publisher", "of_level", "of_source"
    )
    output.give(options, board, header, [_switch(state) for state in board.states])


def _switch(state):
    name = pick(pack_words.word(pack_words.SWITCHES, state, "kind"), state.title)
    if not state.HasField("source"):
        return (name, text("off"), text("no_document"), "", "", "", "")
    basis = state.legal_basis
    since = state.since_day
    return (
        name,
        text("on" if state.enabled else "off"),
        f"{basis.number} ({basis.issuer})" if basis.number else "",
        text("assumed", day=since) if state.since_day_assumed else since,
        state.publisher,
        _level(state.source),
        _source(state.source),
    )


def _sheet(connection, options, _):
    sheet = connection.call(
        f"{_SERVICE}.GetFilingSheet", day=options.day,
        organization=registry_tree.resolve(connection, options.organization, options.day),
    )
    print(sheet.json if options.json else sheet.text.rstrip("\n"))


def _level(source):
    return pack_words.word(registry_words.LEVELS, source, "level")


def _source(source):
    if not source.rule_pack:
        return ""
    return f"{source.document_number} v{source.version} {source.field}"
