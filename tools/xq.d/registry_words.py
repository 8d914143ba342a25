"""What registry's enums are called in files and on the screen."""

from messages import pick

_PREFIXES = {
    "kind": "ORGANIZATION_KIND_",
    "level": "ORGANIZATION_LEVEL_",
    "scheme": "CODE_SCHEME_",
    "appointment_type": "APPOINTMENT_TYPE_",
    "table": "IMPORT_TABLE_",
}


LEVELS = {
    "NATION": ("nation", "全国"),
    "PROVINCE": ("province", "省级"),
    "CITY": ("city", "市级"),
    "COUNTY": ("county", "县级"),
    "SCHOOL": ("school", "校级"),
    "COLLEGE": ("college", "院系"),
    "BRANCH": ("branch", "支部"),
    "OUTSIDE": ("outside", "团外"),
}
KINDS = {
    "CENTRAL_COMMITTEE": ("central committee", "团中央"),
    "PROVINCIAL_COMMITTEE": ("provincial committee", "团省委"),
    "PREFECTURE_COMMITTEE": ("committee of a city or prefecture", "团市（州）委"),
    "COUNTY_COMMITTEE": ("committee of a county", "团县（区）委"),
    "WORK_COMMITTEE": ("work committee", "团工委"),
    "UNIVERSITY_COMMITTEE": ("committee of a school", "校团委"),
    "COLLEGE_COMMITTEE": ("committee of a college", "院系团委"),
    "BASE_COMMITTEE": ("base committee", "基层团委"),
    "GENERAL_BRANCH": ("general branch", "团总支"),
    "BRANCH": ("branch", "团支部"),
    "DEPARTMENT": ("department", "部门"),
    "CLUB": ("club", "社团"),
    "YOUTH_SOCIAL_ORGANIZATION": ("social organization of youths", "青年社会组织"),
    "VOLUNTEER_ORGANIZATION": ("organization of volunteers", "志愿者组织"),
    "VENUE": ("venue", "青年之家"),
    "ONLINE_PLATFORM": ("online platform", "网络平台"),
}
APPOINTMENTS = {
    "FULL_TIME": ("full-time", "专职"),
    "SECONDED": ("seconded", "挂职"),
    "PART_TIME": ("part-time", "兼职"),
}
_SCHEMES = {
    "DIVISION": ("division", "行政区划代码"),
    "SCHOOL": ("school", "学校代码"),
    "CREDIT": ("credit", "统一社会信用代码"),
    "EXTERNAL": ("external", "外部代码"),
}
_SHOWN = {
    "kind": KINDS, "level": LEVELS, "appointment_type": APPOINTMENTS, "scheme": _SCHEMES,
}


def named(table, enum, value):
    """What a table, by the end of the value's name, says of a value in the chosen language."""
    known = enum.values_by_number.get(value)
    if known is None:
        return str(value)  # Of a newer service.
    # "YEAR" for PERIOD_KIND_YEAR: what stands before it is the name of the enum.
    short = known.name[len(enum.values_by_number[0].name) - len("UNSPECIFIED"):]
    return pick(*table[short]) if short in table else ("" if value == 0 else short.lower())


def shown(message, field):
    """An enum field for the screen: in English the word of files and options."""
    enum = message.DESCRIPTOR.fields_by_name[field].enum_type
    return pick(word(message, field), named(_SHOWN[field], enum, getattr(message, field)))


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
