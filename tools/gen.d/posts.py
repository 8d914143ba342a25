"""Fills the posts of an organization with invented people."""

import words

# Kind -> (fewest and most posts, of 100 how many are full-time and seconded, titles).
_STAFF = {
    "central_committee": (40, 60, 85, 10, words.LEADERS + words.OFFICERS),
    "provincial_committee": (24, 40, 75, 15, words.LEADERS + words.OFFICERS),
    "prefecture_committee": (9, 15, 75, 12, words.LEADERS + words.OFFICERS),
    "county_committee": (4, 8, 65, 15, words.LEADERS + words.OFFICERS),
    "work_committee": (2, 4, 40, 10, ["书记", "副书记", "干事"]),
    "university_committee": (2, 4, 50, 5, ["书记", "副书记", "组织部部长", "宣传部部长"]),
    "college_committee": (1, 3, 45, 0, ["书记", "副书记", "组织委员"]),
    "base_committee": (1, 3, 20, 3, ["书记", "副书记", "组织委员"]),
    "general_branch": (1, 1, 10, 0, ["总支书记"]),
    "department": (1, 3, 70, 15, ["部长", "副部长", "干事"]),
    "branch": (0, 2, 2, 0, words.BRANCH_POSTS),
}
_LEADERSHIP = 3
_OFFICES = ("central_committee", "provincial_committee", "prefecture_committee", "county_committee")
# Of 100: branches whose secretary's post is empty, posts with an end, people without an account.
_VACANT = 6
_ENDED = 4
_WITHOUT_ACCOUNT = 9
_WITHOUT_ADMINISTRATOR = 5
# Of 100 branches of a community, how many have a cadre who lives there (CAD-05).
_CADRE_LIVES_THERE = 6

_DAYS = [f"20{year}-{month:02d}-{day:02d}" for year in (15, 16) for month in range(1, 13)
         for day in (1, 9, 15, 23)]
_ENDS = [f"2017-{month:02d}-01" for month in range(1, 4)]


class Posts:
    """Writes the posts of one organization after the other."""

    def __init__(self, exchange):
        self._exchange = exchange
        self._full_time = []  # People of the county at hand.

    def begin_county(self):
        """Those who come to live in a community work in its county."""
        self._full_time = []

    def fill(self, key, kind, parent, rng):
        staff = _STAFF.get(kind)
        if staff is None:
            return  # Outside the chain of command.
        fewest, most, full_time, seconded, titles = staff
        chance = rng.random
        count = fewest + int(chance() * (most - fewest + 1))
        if kind == "branch":
            count = 0 if chance() * 100 < _VACANT else 1
        for i in range(count):
            title = titles[i] if i < len(titles) else titles[-1]
            draw = chance() * 100
            appointment = "part_time"
            managing = ""
            if draw < full_time or (i == 0 and kind in _OFFICES):
                appointment = "full_time"
            elif draw < full_time + seconded:
                # Whoever sends a cadre manages them (CAD-06).
                appointment, managing = "seconded", parent
            kept_complete = chance() * 100 >= _WITHOUT_ADMINISTRATOR
            person = self._person(rng)
            if appointment == "full_time" and kind in ("county_committee", "base_committee"):
                self._full_time.append(person)
            self._post(
                f"{key}.p{i + 1}", person, key, title, appointment, rng,
                leadership=i < min(_LEADERSHIP, len(titles)) and kind != "branch",
                rank=_rank(kind, i),
                managing=managing,
                administrator=i == 0 and kept_complete,
            )

    def settle(self, key, rng):
        """Now and then a cadre of the county becomes deputy where they live."""
        if self._full_time and rng.random() * 100 < _CADRE_LIVES_THERE:
            self._post(
                f"{key}.p9", rng.choice(self._full_time), key, words.COMMUNITY_DEPUTY, "part_time",
                rng,
            )

    def _person(self, rng):
        chance = rng.random
        given = words.GIVEN
        name = words.SURNAMES[int(chance() * len(words.SURNAMES))]
        name += given[int(chance() * len(given))]
        if chance() < 0.85:
            name += given[int(chance() * len(given))]
        return self._exchange.person(name, has_account=chance() * 100 >= _WITHOUT_ACCOUNT)

    def _post(
        self, key, person, organization, title, appointment, rng, *, leadership=False, rank="",
        managing="", administrator=False,
    ):
        chance = rng.random
        valid_to = ""
        if chance() * 100 < _ENDED and not administrator:
            valid_to = _ENDS[int(chance() * len(_ENDS))]
        self._exchange.post((
            key, person, organization, title, appointment, "true" if leadership else "", rank,
            managing, "true" if administrator else "", _DAYS[int(chance() * len(_DAYS))], valid_to,
        ))


def _rank(kind, place):
    if kind not in _OFFICES:
        return ""
    section = kind != "county_committee" or place < _LEADERSHIP
    return "section_or_above" if section else "below_section"
