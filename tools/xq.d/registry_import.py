"""xq registry import and apply: check, upload, let the registry check, apply."""

import time
import uuid

import source
from messages import Refused, text
from progress import Step
from registry_words import enum_name, table_name

_SERVICE = "registry.v1.ImportService"
# A message is at most 2 MiB, framing included.
_MESSAGE_BYTES = 1 << 20
# Of a row, apart from its cells.
_ROW_BYTES = 16
_POLL_FIRST_SECONDS = 0.05
_POLL_MAX_SECONDS = 1.0


def add_commands(commands):
    command = commands.add_parser(
        "import",
        help="take over organizations, people and posts from CSV or XLSX",
        description="Takes over organizations, people and posts from CSV or XLSX. A key that "
        "is on record with the same content is left alone; an empty parent_key, phone, "
        "managing_organization_key or valid_to says nothing about it. A new organization "
        "without parent_key is the root of a tree.",
    )
    command.add_argument(
        "path", help="a folder with organizations.csv, people.csv, posts.csv; or one .xlsx"
    )
    command.add_argument(
        "--preview", action="store_true", help="say what it would do, and change nothing"
    )
    command.set_defaults(prepare=_prepare, run=_import)
    command = commands.add_parser("apply", help="apply an import that was previewed")
    command.add_argument("name", help="imports/...")
    command.set_defaults(run=lambda connection, options, _: _apply(connection, options.name))


def _prepare(options):
    """Refuses what cannot be read before anybody is called."""
    tables = source.open_tables(options.path)
    step = Step(text("step_check", path=options.path))
    return tables, source.check(tables, step.tick)


def _import(connection, options, prepared):
    tables, counts = prepared
    step = Step(text("step_upload", count=sum(counts.values()), target=connection.target))
    upload = _Upload(connection, tables, step.tick)
    made = connection.upload(f"{_SERVICE}.CreateImport", upload.messages)
    checked = _wait(connection, made, "CHECKING", text("step_server_check", name=made.name))
    _tell(connection, checked, options.path)
    if options.preview:
        print(text("previewed", name=checked.name))
        return
    _apply(connection, checked.name)


class _Upload:
    """The messages of one upload, as often as they are wanted."""

    def __init__(self, connection, tables, tick):
        self._request = connection.message(f"{_SERVICE.rpartition('.')[0]}.CreateImportRequest")
        self._tables = tables
        self._tick = tick
        self._id = str(uuid.uuid4())
        enum = connection.message("registry.v1.ImportRow").DESCRIPTOR.fields_by_name["table"]
        self._numbers = {
            table.name: enum.enum_type.values_by_name[enum_name("table", table.name)].number
            for table in tables
        }

    def messages(self):
        yield self._request(
            request_id=self._id,
            columns=[
                {"table": self._numbers[table.name], "columns": table.columns}
                for table in self._tables
            ],
        )
        message, size, count = self._request(), 0, 0
        for name, line, cells in source.rows(self._tables):
            row = message.rows.add()
            row.table = self._numbers[name]
            row.line = line
            row.cells.extend(cells)
            size += 3 * (len("".join(cells)) + len(cells)) + _ROW_BYTES
            count += 1
            if size > _MESSAGE_BYTES:
                yield message
                self._tick(text("rows_so_far", count=count))
                message, size = self._request(), 0
        message.row_count = count
        yield message


def _wait(connection, import_, state, title):
    """Polls until it has another state than this."""
    step = Step(title)
    pause = _POLL_FIRST_SECONDS
    while _state(import_) == state:
        time.sleep(pause)
        pause = min(_POLL_MAX_SECONDS, pause * 1.5)
        import_ = connection.call(f"{_SERVICE}.GetImport", name=import_.name)
        step.tick(text("rows_of", done=import_.rows_done, total=import_.rows_total))
    return import_


def _state(import_):
    return import_.State.Name(import_.state).removeprefix("STATE_")


def _tell(connection, import_, path=None):
    """Says what an import would do or did; raises Refused if it has problems or failed."""
    if _state(import_) == "FAILED":
        raise Refused("failed", name=import_.name, why=import_.failure)
    for counts in import_.counts:
        said = ", ".join(
            f"{getattr(counts, field)} {text(field)}"
            for field in ("rows", "created", "unchanged", "problems")
        )
        print(f"{table_name(counts)}: {said}")
    if import_.problem_count:
        problems = connection.pages(
            f"{_SERVICE}.ListImportProblems", "problems", parent=import_.name
        )
        for problem in problems:
            place = f"{table_name(problem)}.csv" if path is None or not _is_workbook(path) else (
                f"{path}:{table_name(problem)}"
            )
            print(source.Problem(
                place, problem.line, problem.column, f"{problem.message} ({problem.reason})"
            ))
        raise Refused("server_problems", count=import_.problem_count)


def _is_workbook(path):
    return str(path).lower().endswith(".xlsx")


def _apply(connection, name):
    applying = connection.call(
        f"{_SERVICE}.ApplyImport", name=name, request_id=str(uuid.uuid4())
    )
    applied = _wait(connection, applying, "APPLYING", text("step_apply", name=name))
    if _state(applied) != "APPLIED":
        # The registry changed in between.
        _tell(connection, applied)
    print(text("applied", name=name))
