"""xq packs: rule packs and what they ask for."""

import packs_kinds
import packs_publish
import packs_read
import packs_rules


def add_service(services):
    service = services.add_parser("packs", help=__doc__.partition(": ")[2])
    commands = service.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for part in (packs_publish, packs_read, packs_rules, packs_kinds):
        part.add_commands(commands)
