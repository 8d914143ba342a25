"""xq packs check and publish: packs from files."""

import pathlib
import re
import uuid

import output
import pack_file
import pack_remarks
import reasons
import registry_tree
from messages import Refused, text

_SERVICE = "registry.v1.PolicyService"
_RAISED = "RULES_RAISED"
# What the registry adds to a pack, and what its lists leave out.
_STAMPS = (
    "name", "version", "publish_time", "in_force", "superseded_by", "withdrawal_reason", "publisher"
)


def add_commands(commands):
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
            "--beside", action="store_true",
            help="another version of the same document stays in force, too",
        )
        command.add_argument(
            "--voluntary", action="store_true",
            help="what raises a rule above is stored as voluntary, with weight 0",
        )
        command.set_defaults(prepare=_prepare, run=_run, only_check=name == "check")


def _prepare(options):
    """The files that hold packs. So a folder's files may be given as they are."""
    if options.supersedes and len(options.files) > 1:
        raise Refused("supersedes_one")
    paths = []
    for path in options.files:
        held = pack_file.holds(path) if path.is_file() else pack_file.PACK
        if held == pack_file.PACK:
            paths.append(path)
        else:
            print(text("passed_by", what=pack_file.wrong(path, held)))
    if not paths:
        raise Refused("no_packs")
    return paths


def _run(connection, options, paths):
    name = registry_tree.resolve(connection, options.organization)
    organization = connection.call("registry.v1.OrganizationService.GetOrganization", name=name)
    # The reason for which each was refused.
    refused = [
        reason
        for path in paths
        if (reason := _one(connection, options, organization, path)) is not None
    ]
    if refused:
        key = "packs_raised" if _RAISED in refused else "packs_refused"
        raise Refused(key, count=len(refused))


def _one(connection, options, organization, path):
    """None if one file was accepted, or else why not."""
    import client  # pylint: disable=import-outside-toplevel

    try:
        file = pack_file.read(connection, path, pack_file.PACK)
    except Refused as refused:
        print(refused)
        return refused.key
    issuer = file.message.document.issuer
    if _body(issuer) != _body(organization.display_name):
        print(text(
            "pack_foreign", path=path, issuer=issuer, organization=organization.display_name
        ))
    others = _standing(connection, organization.name, file.message)
    same = [each for each in others if _same(each, file.message, options.voluntary)]
    for other in same:
        print(text("pack_same", name=other.name, version=other.version))
    if same and not options.only_check:
        return None
    if not same and not options.beside:
        # What the new version leaves out would go on binding.
        left = [each for each in others if each.name != options.supersedes]
        for other in left:
            print(text("pack_stands", path=path, name=other.name, version=other.version))
        if left and not options.only_check:
            return "pack_stands"
    try:
        answer = _publish(connection, options, organization.name, file.message)
    except client.CallError as error:
        if not error.fields:
            raise
        if reasons.heading(error.reason):
            print(f"{path}: {reasons.heading(error.reason)}")
        pack_remarks.refusals(
            file, [(field.removeprefix("rule_pack."), what) for field, what in error.fields]
        )
        return error.reason
    pack_remarks.warnings(file, answer.warnings)
    _print_findings(file, answer.findings)
    _print_impact(answer)
    return None


def _body(name):
    """What a committee, its short name and its office have in common."""
    return re.sub(r"(委员会|委|办公室)*$", "", name)


def _publish(connection, options, organization, pack):
    return connection.call(
        f"{_SERVICE}.PublishRulePack",
        parent=organization,
        rule_pack=pack,
        request_id=str(uuid.uuid4()),
        validate_only=options.only_check,
        supersedes=options.supersedes,
        raise_handling=(
            "RAISE_HANDLING_STORE_AS_VOLUNTARY" if options.voluntary else "RAISE_HANDLING_REFUSE"
        ),
    )


def _standing(connection, organization, pack):
    """The packs of the same document that the organization published and that go on."""
    found = connection.pages(f"{_SERVICE}.ListRulePacks", "rule_packs", parent=organization)
    return [
        each
        for each in found
        if each.document.number == pack.document.number
        and not each.superseded_by
        and not each.withdrawal_reason
        and not _is_over(each, pack)
    ]


def _is_over(standing, pack):
    """Whether a pack ends by itself before the other begins."""
    end = standing.in_force.end_day
    return bool(end) and pack.in_force.start_day >= end


def _same(standing, pack, voluntary):
    """Whether a pack that stands says what the file does; `voluntary`: what raises may differ."""
    if pack.HasField("in_force") and pack.in_force != standing.in_force:
        return False
    return _bare(standing, voluntary) == _bare(pack, voluntary)


def _bare(pack, voluntary):
    bare = type(pack)()
    bare.CopyFrom(pack)
    for stamp in _STAMPS:
        bare.ClearField(stamp)
    bare.document.ClearField("contact_block")
    if voluntary:
        for rule in (*bare.duties, *bare.contact_quotas, *bare.cadences):
            rule.ClearField("voluntary")
    return bare


def _print_findings(file, findings):
    # Those of the file first, in the order of its lines.
    for finding in sorted(
        findings,
        key=lambda each: (
            not each.stored_as_voluntary,
            file.line(each.rule.field) if each.stored_as_voluntary else 0,
        ),
    ):
        what = reasons.said(finding.description)
        if finding.stored_as_voluntary:
            print(file.at(finding.rule.field, text("pack_voluntary", what=what)))
        else:
            below = text("pack_below", field=finding.rule.field, what=what)
            print(f"{finding.rule.rule_pack}: {below}")


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
    header = ("of_place", "of_bound", "of_title", "of_asks", "of_before", "of_note")
    rows = [
        (
            rule.field,
            rule.bound_count,
            rule.title,
            rule.asks,
            "\n".join(f"{each.asks} ({each.source.document_number})" for each in rule.replaces),
            text("past", days=", ".join(rule.past_days)) if rule.past_days else "",
        )
        for rule in impact.rules
    ]
    if rows:
        output.print_table([text(title) for title in header], rows)
