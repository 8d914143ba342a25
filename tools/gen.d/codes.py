"""Official codes that nobody has: well-formed, with right check digits, plainly invented."""

# GB 32100: digits and letters, without I, O, S, V and Z, worth their place.
CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = [pow(3, i, 31) for i in range(17)]
_CREDIT_WORTH = {character: worth for worth, character in enumerate(CREDIT_CHARACTERS)}
# GB 11714: the nine characters of an organization within that code.
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# Who registers, and what kind of body: the first two characters of a credit code.
LEAGUE_COMMITTEE = "13"
PUBLIC_INSTITUTION = "12"
ENTERPRISE = "91"
# No organization has these.
_INVENTED = "XQ"


def credit_check_character(body):
    """The last of the 18 characters whose first 17 are `body`."""
    total = sum(_CREDIT_WORTH[c] * weight for c, weight in zip(body, _CREDIT_WEIGHTS))
    return CREDIT_CHARACTERS[-total % 31]


def organization_check_character(body):
    """The last of the nine characters whose first eight are `body`."""
    total = sum(int(c, 36) * weight for c, weight in zip(body, _BODY_WEIGHTS))
    digit = -total % 11
    return "X" if digit == 10 else str(digit)


def credit_code(kind, division, number):
    """The code of body `number` (below a million) of a kind, registered in a division."""
    own = f"{_INVENTED}{number:06d}"
    body = f"{kind}{division}{own}{organization_check_character(own)}"
    return body + credit_check_character(body)


def university_code(number):
    """Five digits; those of universities begin with 1 or 5."""
    return f"9{number:04d}"


def school_code(number):
    """Ten digits; those of schools begin with 1 to 5."""
    return f"9{number:09d}"
