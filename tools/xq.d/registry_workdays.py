"""xq registry workdays: the calendar of working days."""

import datetime
import pathlib
import uuid

import pack_file
import pack_remarks
from messages import Refused, text

_SERVICE = "registry.v1.CalendarService"
# What the registry adds to a year.
_STAMPS = ("version", "publish_time")
_LISTS = ("holidays", "make_up_days")


def add_commands(commands):
    command = commands.add_parser(
        "workdays", help="print the calendar of working days, or publish the years of a file"
    )
    command.add_argument(
        "file",
        nargs="?",
        type=pathlib.Path,
        metavar="FILE",
        help="years in text format, such as services/registry/packs/workdays.textproto",
    )
    command.add_argument(
        "--check", action="store_true", help="say what each year would change, and publish nothing"
    )
    command.set_defaults(prepare=_prepare, run=_workdays)


def _prepare(options):
    if options.check and not options.file:
        raise Refused("workdays_needs_file")


def _workdays(connection, options, _):
    years = _years(connection)
    if options.file:
        file = pack_file.read(connection, options.file, pack_file.WORKDAYS)
        # A year once published stays: nothing is sent while any is wrong.
        _check(file)
        for i, year in enumerate(file.message.workday_years):
            _publish(connection, options, file, i, years.get(year.name))
        if options.check:
            print(text("workdays_checked"))
            return
        years = _years(connection)
    for year in years.values():
        print(_line(year))


def _years(connection):
    found = connection.pages(f"{_SERVICE}.ListWorkdayYears", "workday_years")
    return {year.name: year for year in found}


def _check(file):
    violations = [
        (f"workday_years[{i}]{field}", what)
        for i, year in enumerate(file.message.workday_years)
        for field, what in problems(year)
    ]
    names = [year.name for year in file.message.workday_years]
    for i, name in enumerate(names):
        if name in names[:i]:
            violations.append((f"workday_years[{i}].name", text("workdays_twice", name=name)))
    if violations:
        pack_remarks.refusals(file, violations)
        raise Refused("workdays_wrong", count=len(violations))


def problems(year):
    """(field, reason) of all that the registry would refuse in a year, in its words."""
    number = year.name.removeprefix("workdayYears/")
    for name in _LISTS:
        before = None
        for i, written in enumerate(getattr(year, name)):
            field = f".{name}[{i}]"
            day = _day(written)
            if day is None:
                yield field, "is not a day written YYYY-MM-DD"
                continue
            if str(day.year) != number:
                yield field, f"is not a day of {number}"
            if before is not None and day <= before:
                yield field, "is not later than the one before"
            if name == "make_up_days" and day.weekday() < 5:
                yield field, "is no Saturday or Sunday"
            if name == "make_up_days" and written in year.holidays:
                yield field, "is a holiday, too"
            before = day
    basis = year.legal_basis
    if not year.HasField("legal_basis"):
        if not year.provisional:
            yield ".legal_basis", (
                "is required: the document that set the days; or say provisional"
            )
    elif not (basis.issuer and basis.number and basis.issue_day):
        yield ".legal_basis", "has to name the issuer, number and day of the document"


def _day(written):
    try:
        day = datetime.datetime.strptime(written, "%Y-%m-%d").date()
        return day if str(day) == written else None
    except ValueError:
        return None


def _publish(connection, options, file, i, known):
    import client  # pylint: disable=import-outside-toplevel

    year = file.message.workday_years[i]
    if known is not None and _same(year, known):
        print(text("workdays_same", name=year.name))
        return
    if options.check:
        _print_change(year, known)
        return
    try:
        published = connection.call(
            f"{_SERVICE}.PublishWorkdayYear", workday_year=year, request_id=str(uuid.uuid4())
        )
    except client.CallError as error:
        if not error.fields:
            raise
        pack_remarks.refusals(file, [
            (field.replace("workday_year.", f"workday_years[{i}].", 1), what)
            for field, what in error.fields
        ])
        raise Refused("workdays_wrong", count=len(error.fields)) from None
    print(text("workdays_published", name=published.name, version=published.version))


def _print_change(year, known):
    if known is None:
        print(text("workdays_new", name=_line(year)))
        return
    print(text("workdays_changed", name=year.name, version=known.version))
    for name in _LISTS:
        now, before = set(getattr(year, name)), set(getattr(known, name))
        signed = [f"+{day}" for day in sorted(now - before)]
        signed += [f"-{day}" for day in sorted(before - now)]
        if signed:
            print(f"  {text(f'workdays_{name}')}: {', '.join(signed)}")
    if year.legal_basis != known.legal_basis:
        print("  " + text("workdays_document", now=_basis(year), before=_basis(known)))


def _same(year, known):
    bare = type(known)()
    bare.CopyFrom(known)
    for stamp in _STAMPS:
        bare.ClearField(stamp)
    return bare == year


def _basis(year):
    return year.legal_basis.number or text("workdays_provisional")


def _line(year):
    counts = text(
        "workdays_counts", holidays=len(year.holidays), make_up_days=len(year.make_up_days)
    )
    return f"{year.name}  {counts}  {_basis(year)}"
