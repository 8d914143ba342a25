"""The tables of registry's exchange format (SYS-11, SYS-12), and the columns of each."""

COLUMNS = {
    "organizations": (
        "key", "name", "kind", "level", "parent_key", "valid_from", "division_code",
        "school_code", "credit_code", "leading_body", "ledger_root",
    ),
    "people": ("key", "name", "phone", "user_name"),
    "posts": (
        "key", "person_key", "organization_key", "title", "appointment_type", "leadership",
        "rank_class", "managing_organization_key", "administrator", "valid_from", "valid_to",
    ),
}

# Those that a table cannot do without.
REQUIRED = {
    "organizations": ("key", "name", "kind", "level", "valid_from"),
    "people": ("key", "name"),
    "posts": (
        "key", "person_key", "organization_key", "title", "appointment_type", "valid_from",
    ),
}
