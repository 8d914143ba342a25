"""The base: towns, schools, enterprises, colleges, and the branches in them."""

import random

import codes
import words

FOUNDED = "2014-09-01"
_CLASS_YEARS = (2014, 2013, 2012, 2011)
# A committee with as many branches as this has general branches between, of this size.
_GROUPED_FROM = 24
_GROUP = 12
# One object of the work, such as a club, for so many organizations.
_EACH_OBJECT = 13


def shares(total, weights):
    """Splits a number by weights, without a rest."""
    whole = max(1, sum(weights))
    cuts = []
    passed = 0
    for weight in weights:
        passed += weight
        cuts.append(total * passed // whole)
    return [cut - before for cut, before in zip(cuts, [0, *cuts])]


class Base:
    """Writes what stands under a head. Each method writes exactly `share` organizations."""

    def __init__(self, exchange, posts, heads, seed):
        self._exchange = exchange
        self._posts = posts
        self._heads = heads
        self._seed = seed
        self._rng = None
        self._schools = 0

    def fill(self, head, share):
        """The posts of a head, and `share` organizations below it."""
        self._rng = random.Random(f"{self._seed}/{head.key}")
        self._posts.begin_county()
        self._posts.fill(head.key, head.kind, head.parent, self._rng)
        if share > 0:
            getattr(self, f"_{head.role}")(head, share)

    def _add(self, key, name, kind, level, parent, **columns):
        self._exchange.organization(key, name, kind, level, parent, FOUNDED, **columns)
        self._posts.fill(key, kind, parent, self._rng)
        return key, kind

    def _spread(self, units, left, name_branch, outside):
        """Divides what is left among units: (key, kind, weight) each."""
        for (key, kind, _), share in zip(units, shares(left, [unit[2] for unit in units])):
            self._below(key, kind, share, name_branch, outside)

    def _below(self, key, kind, share, name_branch, outside=()):
        """Branches, in general branches where there are many, and what the work is for."""
        objects = (share + _EACH_OBJECT // 2) // _EACH_OBJECT if outside else 0
        first = self._rng.randrange(len(outside)) if outside else 0
        for i in range(objects):
            object_kind, name = outside[(first + i) % len(outside)]
            number = i // len(outside)
            name = f"{name}{number + 1}" if number else name
            self._exchange.organization(
                f"{key}.x{i + 1}", name, object_kind, "outside", key, FOUNDED
            )
        share -= objects
        if share < _GROUPED_FROM or kind in ("general_branch", "college_committee"):
            self._branches(key, share, name_branch)
            return
        groups = share // (_GROUP + 1)
        each = shares(share - groups, [1] * groups)
        for i in range(groups):
            name = f"第{i + 1}团总支"
            group, _ = self._add(f"{key}.g{i + 1}", name, "general_branch", "college", key)
            self._branches(group, each[i], name_branch)

    def _branches(self, parent, count, name_branch):
        for i in range(count):
            key = f"{parent}.b{i + 1}"
            self._add(key, f"{name_branch(i)}团支部", "branch", "branch", parent)
            if name_branch is _village:
                self._posts.settle(key, self._rng)

    def _county(self, head, share):
        """Towns and streets first; then schools and enterprises in turn."""
        towns = min(len(head.towns), max(1, share * 2 // 5))
        others = max(0 if towns else 1, (share - towns) // 40)
        rng = self._rng
        units = []
        for code, name in head.towns[:towns]:
            name = f"{head.place}{name}团委"
            unit = self._add(code, name, "base_committee", "school", head.key)
            units.append((*unit, rng.randrange(60, 180), _village, _TOWN_OBJECTS))
        for i in range(others):
            weight = rng.randrange(40, 140)
            if i % 2 == 0 and head.kind != "work_committee":
                units.append((*self._school(head, i), weight, _school_class, _SCHOOL_OBJECTS))
            else:
                # A zone is for enterprises.
                units.append((*self._company(head, i), weight, _workshop, ()))
        parts = shares(share - len(units), [unit[2] for unit in units])
        for (key, kind, _, name_branch, outside), part in zip(units, parts):
            self._below(key, kind, part, name_branch, outside)

    def _school(self, head, number):
        self._schools += 1
        kind = words.SCHOOLS[number // 2 % len(words.SCHOOLS)]
        name = f"{head.place}第{number // 2 + 1}{kind}"
        return self._add(
            f"{head.key}.s{number // 2 + 1}", f"{name}团委", "university_committee", "school",
            head.key, school=codes.school_code(self._schools),
            credit=self._heads.credit_code(codes.PUBLIC_INSTITUTION, head.code),
        )

    def _company(self, head, number):
        kind = words.ENTERPRISES[number % len(words.ENTERPRISES)]
        name = f"{head.place}{kind}有限公司（{number + 1}）"
        return self._add(
            f"{head.key}.c{number + 1}", f"{name}团委", "base_committee", "school", head.key,
            credit=self._heads.credit_code(codes.ENTERPRISE, head.code),
        )

    def _university(self, head, share):
        departments = min(len(words.UNIVERSITY_DEPARTMENTS), share // 50)
        clubs = share // 30
        colleges = min(len(words.COLLEGES), (share + 24) // 25)
        for i in range(departments):
            name = f"{head.place}团委{words.UNIVERSITY_DEPARTMENTS[i]}"
            self._add(f"{head.key}.d{i + 1}", name, "department", "college", head.key)
        for i in range(clubs):
            name = f"{head.place}{words.CLUBS[i % len(words.CLUBS)]}"
            name += str(i // len(words.CLUBS) + 1) if i >= len(words.CLUBS) else ""
            self._exchange.organization(
                f"{head.key}.x{i + 1}", name, "club", "outside", head.key, FOUNDED
            )
        units = []
        for i in range(colleges):
            name = f"{head.place}{words.COLLEGES[i]}团委"
            unit = self._add(f"{head.key}.f{i + 1}", name, "college_committee", "college", head.key)
            units.append((*unit, self._rng.randrange(40, 120)))
        self._spread(units, share - departments - clubs - colleges, _university_class, ())

    def _units(self, head, share, size, names, kind, level, suffix):
        """Committees or general branches of one kind, about `size` organizations each."""
        count = max(1, min(len(names), share // size))
        units = []
        for i in range(count):
            unit = self._add(
                f"{head.key}.{suffix}{i + 1}", names[i], kind, level, head.key
            )
            units.append((*unit, self._rng.randrange(40, 120)))
        self._spread(units, share - count, _workshop, ())

    def _organs(self, head, share):
        bureaus = words.BUREAUS if head.level == "county" else words.DEPARTMENTS_OF_GOVERNMENT
        names = [f"{head.place}{bureau}团委" for bureau in bureaus]
        self._units(head, share, 12, names, "base_committee", "school", "n")

    def _county_organs(self, head, share):
        names = [f"{head.place}{bureau}团总支" for bureau in words.BUREAUS]
        self._units(head, share, 6, names, "general_branch", "college", "n")

    def _enterprise(self, head, share):
        names = [f"{head.place}第{i}分公司团委" for i in range(1, 31)]
        self._units(head, share, 20, names, "base_committee", "school", "c")

    def _outside_place(self, head, share):
        names = [f"{head.place}第{i}团总支" for i in range(1, 13)]
        self._units(head, share, 10, names, "general_branch", "school", "g")


def _village(i):
    first, second = words.VILLAGES, words.PLACES
    # Steps through all pairs before one comes again.
    i, more = i % (len(first) * len(second)), i // (len(first) * len(second))
    name = first[i % len(first)] + second[(i // len(first) + i) % len(second)]
    return f"{name}{'村' if i % 3 else '社区'}{more + 1 if more else ''}"


def _school_class(i):
    return f"{_CLASS_YEARS[i % 3]}级{i // 3 + 1}班"


def _university_class(i):
    majors = words.MAJORS
    year = _CLASS_YEARS[i % len(_CLASS_YEARS)]
    i //= len(_CLASS_YEARS)
    return f"{year}级{majors[i % len(majors)]}{i // len(majors) + 1}班"


def _workshop(i):
    names = words.WORKSHOPS
    return names[i % len(names)] + (str(i // len(names) + 1) if i >= len(names) else "")


_TOWN_OBJECTS = (
    ("venue", "青年之家"),
    ("volunteer_organization", "青年志愿者服务队"),
    ("youth_social_organization", "青年社会组织联合会"),
    ("online_platform", "青年之声平台"),
)
_SCHOOL_OBJECTS = tuple(("club", name) for name in words.CLUBS)
