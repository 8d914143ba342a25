"""What registry's enums are called in files and on the screen."""

_PREFIXES = {
    "kind": "ORGANIZATION_KIND_",
    "level": "ORGANIZATION_LEVEL_",
    "scheme": "CODE_SCHEME_",
    "appointment_type": "APPOINTMENT_TYPE_",
    "table": "IMPORT_TABLE_",
}


def word(message, field):
    """`county_committee` for an enum field that says ORGANIZATION_KIND_COUNTY_COMMITTEE."""
    enum = message.DESCRIPTOR.fields_by_name[field].enum_type
    name = enum.values_by_number[getattr(message, field)].name
    return name.removeprefix(_PREFIXES[field]).lower()


def table_name(message):
    """`people` for a message whose field `table` says IMPORT_TABLE_PEOPLE."""
    return word(message, "table")


def enum_name(field, text):
    """The other way."""
    return _PREFIXES[field] + text.upper()


def key_of(organization):
    """The external key; the id of one that has none."""
    for code in organization.codes:
        if word(code, "scheme") == "external":
            return code.code
    return organization.name.removeprefix("organizations/")
