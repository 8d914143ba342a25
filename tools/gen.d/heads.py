"""The committees that a province has whatever its size: what the base stands under."""

import random

import codes
import words

FOUNDED = "2010-01-01"

# Areas that answer to the province, not to the city their code belongs to: their committee's
# place among its children, and the counties that they take along (ORG-01).
_PROVINCIAL_ZONES = {
    "61": [("yangling", "杨凌农业高新技术产业示范区", ("610403",)), ("xixian", "西咸新区", ())],
}
_PROVINCIAL_COUNTIES = {"61": ("610581",)}
# Zones beside the counties that the notices name (ORG-02, ORG-03).
_CITY_ZONES = {
    "610800": ["榆神工业区", "高新技术产业开发区"],
    "350500": ["泉州经济技术开发区", "泉州台商投资区"],
}
_ORGANIZATIONS_OF_A_UNIVERSITY = 5000


class Head:
    """A committee, and how much of the base stands under it."""

    def __init__(self, key, name, kind, level, parent, *, place, code, role="", weight=0, **more):
        self.key = key
        self.name = name
        self.kind = kind
        self.level = level
        self.parent = parent  # A key; "" for the root.
        self.place = place  # What the names of those below begin with.
        self.code = code  # Of the division it lies in, six digits.
        self.role = role  # How Base fills it; "" if nothing stands under it.
        self.weight = weight  # Its share of the base.
        self.towns = more.pop("towns", ())
        self.columns = more  # Of the table of organizations.


class Heads:
    """All heads of some provinces, the most important first: any beginning of the list is a tree.

    `organizations` is how many there will be in all, the base included.
    """

    def __init__(self, provinces, organizations, seed):
        self._seed = seed
        self._groups = [[] for _ in range(5)]
        self._numbers = {}
        towns = max(1, sum(province.town_count() for province in provinces))
        root = ""
        if len(provinces) > 1:
            root = "cn"
            self._groups[0].append(Head(
                root, "中国共产主义青年团中央委员会", "central_committee", "nation", "",
                place="全国", code="110000", leading_body="true",
            ))
        for province in provinces:
            part = organizations * province.town_count() // towns
            self._province(province, root, max(3, part // _ORGANIZATIONS_OF_A_UNIVERSITY))
        self.all = [head for group in self._groups for head in group]

    def _add(self, importance, *arguments, **columns):
        head = Head(*arguments, **columns)
        self._groups[importance].append(head)
        return head

    def credit_code(self, kind, division):
        """The next one of a division."""
        number = self._numbers[division] = self._numbers.get(division, 0) + 1
        return codes.credit_code(kind, division, number)

    def _committee(self, importance, division, parent, kind, level, **columns):
        """A territorial committee."""
        return self._add(
            importance, division.code, f"共青团{division.name}委员会", kind, level, parent,
            place=division.name, code=division.code, division=division.code,
            credit=self.credit_code(codes.LEAGUE_COMMITTEE, division.code),
            leading_body="true", **columns,
        )

    def _province(self, province, root, universities):
        key = province.code
        self._committee(
            0, province, root, "provincial_committee", "province", ledger_root="true"
        )
        digits = key[:2]
        moved = set(_PROVINCIAL_COUNTIES.get(digits, ()))
        counties = {county.code: county for city in province.children for county in city.children}
        for suffix, name, taken in _PROVINCIAL_ZONES.get(digits, ()):
            zone = self._zone(1, f"{key}.{suffix}", name, key, key, "city", province.name)
            moved.update(taken)
            for code in taken:
                self._county(counties[code], zone.key, province.name)
        for code in sorted(moved & set(_PROVINCIAL_COUNTIES.get(digits, ()))):
            self._county(counties[code], key, province.name)
        self._beside_the_territory(province)
        self._universities(province, key, "city", universities)
        for child in province.children:
            if child.children or child.code.endswith("00"):
                self._city(child, key, moved)
            else:
                self._county(child, key, province.name)

    def _beside_the_territory(self, province):
        key = province.code

        def add(suffix, name, kind, role, weight, place):
            self._add(
                1, f"{key}.{suffix}", name, kind, "city", key, role=role, weight=weight,
                place=place, code=key,
            )

        for i, organ in enumerate(words.PROVINCIAL_ORGANS, 1):
            add(f"o{i}", f"{province.name}{organ}团工委", "work_committee", "organs", 90, organ)
        for i, name in enumerate(words.PROVINCIAL_ENTERPRISES, 1):
            place = f"{province.name}{name}"
            add(f"e{i}", f"{place}团委", "base_committee", "enterprise", 60, place)
        for i, place in enumerate(words.OUTSIDE_PLACES, 1):
            name = f"共青团{province.name}驻{place}工作委员会"
            add(f"w{i}", name, "work_committee", "outside_place", 20, f"驻{place}")
        for i, name in enumerate(words.DEPARTMENTS + words.AFFILIATES, 1):
            add(f"d{i}", f"共青团{province.name}委员会{name}", "department", "", 0, name)

    def _universities(self, division, parent, level, count):
        rng = random.Random(f"{self._seed}/{division.code}/universities")
        short = division.name.removesuffix("省").removesuffix("市")
        for i in range(count):
            ordinal = i // len(words.UNIVERSITIES) + 1
            kind = words.UNIVERSITIES[i % len(words.UNIVERSITIES)]
            name = f"{short}第{_ordinal(ordinal)}{kind}"
            number = self._numbers["universities"] = self._numbers.get("universities", 0) + 1
            self._add(
                2, f"{division.code}.u{i + 1:03d}", f"共青团{name}委员会", "university_committee",
                level, parent, role="university", weight=rng.randrange(20, 160), place=name,
                code=division.code, school=codes.university_code(number % 10000),
                credit=self.credit_code(codes.PUBLIC_INSTITUTION, division.code),
            )

    def _city(self, city, parent, moved):
        towns = {"role": "county", "weight": 40 + 10 * len(city.towns)} if city.towns else {}
        self._committee(
            0, city, parent, "prefecture_committee", "city", towns=city.towns, **towns
        )
        for county in city.children:
            if county.code not in moved:
                self._county(county, city.code, city.name)
        named = _CITY_ZONES.get(city.code, [])
        if not named and not any(county.is_zone for county in city.children):
            named = ["高新技术产业开发区"]
        for i, name in enumerate(named, 1):
            self._zone(3, f"{city.code}.z{i}", name, city.code, city.code, "county", city.name)
        organs = f"{city.name.removesuffix('市')}市直机关团工委"
        self._add(
            3, f"{city.code}.o1", organs, "work_committee", "county", city.code,
            role="organs", weight=60, place=city.name, code=city.code,
        )
        for i, name in enumerate(words.DEPARTMENTS[:4], 1):
            self._add(
                3, f"{city.code}.d{i}", f"共青团{city.name}委员会{name}", "department", "county",
                city.code, place=city.name, code=city.code,
            )
        self._universities(city, city.code, "school", 1)

    def _county(self, county, parent, region):
        if county.is_zone:
            self._zone(
                1, county.code, county.name, parent, county.code, "county", region, county.towns
            )
            return
        self._committee(
            1, county, parent, "county_committee", "county", role="county",
            weight=40 + 10 * len(county.towns), towns=county.towns,
        )
        self._add(
            4, f"{county.code}.o1", f"{county.name}直属机关团工委", "work_committee", "school",
            county.code, role="county_organs", weight=12, place=county.name, code=county.code,
        )

    def _zone(self, importance, key, name, parent, code, level, region, towns=()):
        full = name if name.startswith(region[:2]) or level == "city" else f"{region}{name}"
        return self._add(
            importance, key, f"共青团{full}工作委员会", "work_committee", level, parent,
            role="county", weight=50 + 10 * len(towns), place=name, code=code, towns=towns,
        )


def _ordinal(number):
    digits = "一二三四五六七八九"
    tens, ones = divmod(number, 10)
    text = ("" if tens == 1 else digits[tens - 1]) + "十" if tens else ""
    return text + (digits[ones - 1] if ones else "")
