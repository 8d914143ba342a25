"""xq registry roots, tree, search, show and history: looks at organizations."""

import re

import registry_words
from messages import text

_SERVICE = "registry.v1.OrganizationService"
_LIMIT = 1000
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def add_organization(command, name, what, **more):
    command.add_argument(
        name, help=f"{what}: organizations/..., or its external key such as 610000", **more
    )


def add_as_of(command):
    command.add_argument(
        "--as-of",
        default="",
        metavar="DAY",
        help="the day to look at, YYYY-MM-DD; today unless given",
    )


def add_commands(commands):
    command = commands.add_parser(
        "roots", help="print the organizations at the top: begin here to find any other"
    )
    add_as_of(command)
    command.set_defaults(run=_roots)
    command = commands.add_parser("tree", help="print a subtree")
    add_organization(command, "scope", "whose subtree")
    add_as_of(command)
    command.add_argument("--depth", type=int, default=0, help="at most so many steps down")
    command.add_argument(
        "--kind", action="append", default=[], metavar="KIND",
        choices=[kind.lower() for kind in registry_words.KINDS],
        help="only this kind, such as county_committee; repeatable",
    )
    command.add_argument("--closed", action="store_true", help="what is closed, too")
    _add_limit(command)
    command.set_defaults(run=_tree)
    command = commands.add_parser("search", help="find organizations by name or code")
    add_organization(command, "scope", "in whose subtree")
    command.add_argument("query", help="part of a name, or the beginning of a code")
    add_as_of(command)
    command.add_argument("--closed", action="store_true", help="what is closed, too")
    _add_limit(command)
    command.set_defaults(run=_search)
    command = commands.add_parser("show", help="print one organization with its posts")
    add_organization(command, "organization", "which")
    add_as_of(command)
    command.set_defaults(run=_show)
    command = commands.add_parser("history", help="print what one organization was and will be")
    add_organization(command, "organization", "which")
    command.set_defaults(run=_history)


def _add_limit(command):
    command.add_argument("--limit", type=int, default=_LIMIT, help="at most so many lines")


def resolve(connection, given, as_of="", min_position=0):
    """The name of an organization that is given by its name or external key."""
    if given.startswith("organizations/"):
        return given
    if _UUID.fullmatch(given):
        return f"organizations/{given}"  # As tree prints one that has no external key.
    code = {"scheme": "CODE_SCHEME_EXTERNAL", "code": given}
    return connection.call(
        f"{_SERVICE}.LookupOrganization", code=code, as_of=as_of, min_position=min_position
    ).name


def _roots(connection, options, _):
    organizations = connection.pages(
        f"{_SERVICE}.ListOrganizations", "organizations", as_of=options.as_of, roots_only=True
    )
    # A service older than this command lists all.
    roots = (each for each in organizations if not each.parent)
    if not _print(roots, lambda each: f"{_line(each)}  {each.name}", _LIMIT):
        print(text("nothing_found"))


def _tree(connection, options, _):
    scope = resolve(connection, options.scope, options.as_of)
    root = connection.call(f"{_SERVICE}.GetOrganization", name=scope, as_of=options.as_of)
    print(_line(root))
    depths = {scope: 0}
    below = connection.pages(
        f"{_SERVICE}.ListDescendants", "organizations", name=scope, as_of=options.as_of,
        depth_max=options.depth, include_closed=options.closed,
        kinds=[registry_words.enum_name("kind", kind) for kind in options.kind],
    )

    def line(organization):
        # The parent may be left out, being of another kind.
        depth = depths.get(organization.parent, 0) + 1
        depths[organization.name] = depth
        return "  " * depth + _line(organization)

    _print(below, line, options.limit - 1)


def _search(connection, options, _):
    scope = resolve(connection, options.scope, options.as_of)
    found = connection.pages(
        f"{_SERVICE}.SearchOrganizations", "organizations", scope=scope, query=options.query,
        as_of=options.as_of, include_closed=options.closed,
    )
    if not _print(found, _line, options.limit):
        print(text("nothing_found"))


def _print(organizations, line, limit):
    count = 0
    for organization in organizations:
        if count == limit:
            print(text("more_found"))
            break
        print(line(organization))
        count += 1
    return count


def _line(organization):
    kind = registry_words.shown(organization, "kind")
    level = registry_words.shown(organization, "level")
    closed = f" [{text('closed')}]" if organization.closed else ""
    key = registry_words.key_of(organization)
    return f"{organization.display_name}{closed}  {kind}/{level}  {key}"


def _show(connection, options, _):
    name = resolve(connection, options.organization, options.as_of)
    query = {"name": name, "as_of": options.as_of}
    organization = connection.call(f"{_SERVICE}.GetOrganization", **query)
    print(_line(organization))
    print(f"  {organization.name}  [{organization.valid_from}, {organization.valid_to})")
    for code in organization.codes:
        print(f"  {registry_words.shown(code, 'scheme')} {code.code}")
    above = connection.call(f"{_SERVICE}.ListAncestors", **query)
    for ancestor in above.organizations:
        print(f"  < {_line(ancestor)}")
    for post in connection.pages("registry.v1.PostService.ListPosts", "posts", parent=name):
        if _in_office(post, options.as_of):
            appointment = registry_words.shown(post, "appointment_type")
            days = f"[{post.valid_from}, {post.valid_to})"
            print(f"  - {post.title}  {appointment}  {days}  {post.name}")


def _history(connection, options, _):
    name = resolve(connection, options.organization)
    for version in connection.pages(f"{_SERVICE}.ListOrganizationVersions", "versions", name=name):
        closed = f" [{text('closed')}]" if version.closed else ""
        print(f"[{version.valid_from}, {version.valid_to})  {version.display_name}{closed}")
        if version.parent:
            parent = connection.call(
                f"{_SERVICE}.GetOrganization", name=version.parent, as_of=version.valid_from
            )
            print(f"  < {_line(parent)}")
        if version.reorganization:
            print(f"  {version.reorganization}")


def _in_office(post, day):
    """Without a day, whoever has no end."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return not post.valid_to
    return post.valid_from <= day and (not post.valid_to or day < post.valid_to)
