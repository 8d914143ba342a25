"""xq registry: organizations, people and posts."""

import registry_coverage
import registry_export
import registry_import
import registry_reorganize
import registry_tree
import registry_workdays


def add_service(services):
    service = services.add_parser("registry", help=__doc__.partition(": ")[2])
    commands = service.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parts = (
        registry_import, registry_export, registry_reorganize, registry_tree, registry_coverage,
        registry_workdays,
    )
    for part in parts:
        part.add_commands(commands)
