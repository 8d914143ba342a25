"""xq registry coverage: how complete a subtree is (ORG-07, PUR-07)."""

import registry_tree
from messages import text

_FIGURES = (
    "organizations", "organizations_expected", "organizations_registered", "posts",
    "posts_expected", "posts_registered", "without_administrator", "posts_without_account",
    "stale",
)


def add_commands(commands):
    command = commands.add_parser(
        "coverage", help="print how complete a subtree is, with tabs between the columns"
    )
    registry_tree.add_organization(command, "scope", "whose subtree")
    registry_tree.add_as_of(command)
    command.add_argument(
        "--stale-days", type=int, default=0, help="without a record; 365 unless given"
    )
    command.set_defaults(run=_coverage)


def _coverage(connection, options, _):
    coverage = connection.call(
        "registry.v1.CoverageService.GetCoverage",
        scope=registry_tree.resolve(connection, options.scope, options.as_of),
        as_of=options.as_of,
        stale_days=options.stale_days,
    )
    print("\t".join([coverage.as_of, *(text(figure) for figure in _FIGURES)]))
    for child in coverage.children:
        _print(child.display_name, child.figures)
    _print(text("sum"), coverage.sum)


def _print(name, figures):
    print("\t".join([name, *(str(getattr(figures, figure)) for figure in _FIGURES)]))
