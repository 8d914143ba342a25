"""xq registry workdays: the calendar of working days."""

import uuid

from messages import Refused, text

_SERVICE = "registry.v1.CalendarService"
# What the registry adds to a year.
_STAMPS = ("version", "publish_time")


def add_commands(commands):
    command = commands.add_parser(
        "workdays", help="print the calendar of working days, or publish the years of a file"
    )
    command.add_argument(
        "file",
        nargs="?",
        help="years in text format, such as services/registry/packs/workdays.textproto",
    )
    command.set_defaults(run=_workdays)


def _workdays(connection, options, _):
    years = _years(connection)
    if options.file:
        for year in _read(connection, options.file):
            _publish(connection, year, years.get(year.name))
        years = _years(connection)
    for year in years.values():
        print(_line(year))


def _years(connection):
    found = connection.pages(f"{_SERVICE}.ListWorkdayYears", "workday_years")
    return {year.name: year for year in found}


def _read(connection, path):
    # Takes a second, which printing needs not.
    from google.protobuf import text_format  # pylint: disable=import-outside-toplevel

    try:
        with open(path, encoding="utf-8") as file:
            written = file.read()
        years = text_format.Parse(
            written, connection.message("registry.v1.ListWorkdayYearsResponse")()
        )
    except (OSError, UnicodeDecodeError, text_format.ParseError) as error:
        raise Refused("cannot_read", path=path, why=error) from error
    return years.workday_years


def _publish(connection, year, known):
    if known is not None and _same(year, known):
        print(text("workdays_same", name=year.name))
        return
    published = connection.call(
        f"{_SERVICE}.PublishWorkdayYear", workday_year=year, request_id=str(uuid.uuid4())
    )
    print(text("workdays_published", name=published.name, version=published.version))


def _same(year, known):
    bare = type(known)()
    bare.CopyFrom(known)
    for stamp in _STAMPS:
        bare.ClearField(stamp)
    return bare == year


def _line(year):
    basis = year.legal_basis.number or text("workdays_provisional")
    counts = text(
        "workdays_counts", holidays=len(year.holidays), make_up_days=len(year.make_up_days)
    )
    return f"{year.name}  {counts}  {basis}"
