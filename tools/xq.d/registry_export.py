"""xq registry export: the rows of a subtree, in the form that import takes."""

import registry_tree
import sink
from messages import Refused, text
from progress import Step
from registry_words import table_name


def add_commands(commands):
    command = commands.add_parser(
        "export",
        help="write a subtree to CSV or XLSX, as import takes it",
        description="Writes a subtree to CSV or XLSX, as import takes it: here it changes "
        "nothing, elsewhere the scope becomes the root of a tree. Phones are left out.",
    )
    registry_tree.add_organization(command, "--scope", "whose subtree", required=True)
    registry_tree.add_as_of(command)
    command.add_argument(
        "--out", required=True, help="a new folder for CSV files, or a new .xlsx file"
    )
    command.set_defaults(run=_export)


def _export(connection, options, _):
    scope = registry_tree.resolve(connection, options.scope, options.as_of)
    day = options.as_of or text("today")
    step = Step(text("step_export", scope=scope, day=day))
    counts = {}
    with sink.begin(options.out) as out:
        columns = {}
        current = None
        answers = connection.stream(
            "registry.v1.ImportService.ExportRegistry", scope=scope, as_of=options.as_of
        )
        for answer in answers:
            for table in answer.columns:
                columns[table.table] = (table_name(table), list(table.columns))
                counts[table_name(table)] = 0
            for row in answer.rows:
                while current != row.table:
                    # Tables come in the order of their columns, empty ones too.
                    current = _next(columns, current)
                    out.table(*columns[current])
                out.row(row.cells)
                counts[columns[current][0]] += 1
            step.tick(text("rows_so_far", count=sum(counts.values())))
        if not columns:
            raise Refused("broken_export", path=options.out)
        while current != list(columns)[-1]:
            current = _next(columns, current)
            out.table(*columns[current])
    said = ", ".join(f"{name} {count}" for name, count in counts.items())
    print(text("exported", path=options.out, counts=said))


def _next(columns, current):
    order = list(columns)
    after = order.index(current) + 1 if current is not None else 0
    if after == len(order):
        raise Refused("unordered_export")
    return order[after]
