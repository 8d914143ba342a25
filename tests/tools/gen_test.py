"""Tests tools/gen: that its trees keep the registry's rules, and are the same in every run."""

import collections
import csv
import filecmp
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools/gen.d"))

import base  # noqa: E402
import codes  # noqa: E402
import divisions  # noqa: E402

TABLES = ("organizations", "people", "posts")
LEVELS = ["nation", "province", "city", "county", "school", "college", "branch", "outside"]
# The highest and the lowest level of a kind, as in organization_service.proto.
LEVELS_OF = {
    "central_committee": ("nation", "nation"),
    "provincial_committee": ("province", "province"),
    "prefecture_committee": ("city", "city"),
    "county_committee": ("county", "county"),
    "work_committee": ("city", "college"),
    "university_committee": ("city", "school"),
    "college_committee": ("college", "college"),
    "base_committee": ("city", "college"),
    "general_branch": ("school", "college"),
    "branch": ("branch", "branch"),
    "department": ("city", "branch"),
    "club": ("outside", "outside"),
    "youth_social_organization": ("outside", "outside"),
    "volunteer_organization": ("outside", "outside"),
    "venue": ("outside", "outside"),
    "online_platform": ("outside", "outside"),
}


class Tree:
    """What one run wrote."""

    def __init__(self, folder):
        self.folder = folder
        for name in TABLES:
            with open(folder / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
                setattr(self, name, list(csv.DictReader(file)))
        plan = json.loads((folder / "reorganizations.json").read_text(encoding="utf-8"))
        self.reorganizations = plan["reorganizations"]
        self.by_key = {row["key"]: row for row in self.organizations}


def run(*options, check=True):
    return subprocess.run(
        ["/usr/bin/python3", "-B", TOP / "tools/gen", *options],
        capture_output=True, text=True, check=check,
    )


class GenTest(unittest.TestCase):
    """A Shaanxi of 12,000 organizations, and all provinces with as many."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.shaanxi = cls.make("shaanxi", "--province", "61")
        cls.nation = cls.make("nation")

    @classmethod
    def make(cls, name, *options):
        run("--out", cls.folder / name, "--organizations", "12000", *options)
        return Tree(cls.folder / name)

    def test_the_same_options_make_the_same_bytes(self):
        self.make("again", "--province", "61")
        names = [f"{name}.csv" for name in TABLES] + ["reorganizations.json"]
        same, *others = filecmp.cmpfiles(
            self.shaanxi.folder, self.folder / "again", names, shallow=False
        )
        self.assertEqual((same, others), (names, [[], []]))
        other = self.make("other", "--province", "61", "--seed", "2")
        self.assertNotEqual(other.people, self.shaanxi.people)
        self.assertEqual(len(other.organizations), 12000)

    def test_there_are_as_many_as_were_asked_for_and_parents_come_first(self):
        for size in (1, 2, 13, 200, 345, 346, 700, 3001):
            self.make(f"s{size}", "--province", "61", "--organizations", str(size))
            tree = Tree(self.folder / f"s{size}")
            self.assertEqual(len(tree.organizations), size)
        for tree in (self.shaanxi, self.nation, tree):
            seen = set()
            roots = 0
            for row in tree.organizations:
                roots += not row["parent_key"]
                self.assertTrue(not row["parent_key"] or row["parent_key"] in seen, row)
                self.assertNotIn(row["key"], seen)
                self.assertRegex(row["key"], r"^[A-Za-z0-9._-]{1,64}$")
                seen.add(row["key"])
            self.assertEqual(roots, 1)

    def test_kinds_and_levels_keep_the_table_of_the_contract(self):
        for tree in (self.shaanxi, self.nation):
            for row in tree.organizations:
                highest, lowest = LEVELS_OF[row["kind"]]
                level = LEVELS.index(row["level"])
                self.assertTrue(LEVELS.index(highest) <= level <= LEVELS.index(lowest), row)
                if row["parent_key"]:
                    parent = tree.by_key[row["parent_key"]]
                    self.assertLess(LEVELS.index(parent["level"]), level, row)
                    self.assertLessEqual(parent["valid_from"], row["valid_from"], row)
        kinds = {row["kind"] for row in self.shaanxi.organizations}
        self.assertEqual(set(LEVELS_OF) - kinds, {"central_committee"})

    def test_division_codes_are_the_real_ones_and_others_are_right_and_unique(self):
        real = {
            division.code
            for province in divisions.provinces()
            for division in (province, *province.children)
        } | {
            county.code
            for province in divisions.provinces()
            for city in province.children
            for county in city.children
        }
        codes_seen = collections.Counter()
        for row in self.nation.organizations:
            for column in ("division_code", "school_code", "credit_code"):
                if row[column]:
                    codes_seen[column, row[column]] += 1
            if row["division_code"]:
                self.assertIn(row["division_code"], real)
                self.assertFalse(71 <= int(row["division_code"][4:]) <= 79, row)
            if row["school_code"]:
                self.assertRegex(row["school_code"], r"^9(\d{4}|\d{9})$")
            if row["credit_code"]:
                self.assert_credit_code(row["credit_code"])
        self.assertEqual(set(codes_seen.values()), {1})
        committees = ("provincial_committee", "prefecture_committee", "county_committee")
        kinds = collections.Counter(row["kind"] for row in self.nation.organizations)
        coded = sum(1 for row in self.nation.organizations if row["division_code"])
        self.assertEqual(coded, sum(kinds[kind] for kind in committees))
        self.assertEqual(kinds["provincial_committee"], 31)
        self.assertEqual(kinds["prefecture_committee"], 333)

    def assert_credit_code(self, code):
        characters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        total = sum(characters.index(c) * pow(3, i) for i, c in enumerate(code[:17]))
        self.assertEqual(code[17], characters[(31 - total % 31) % 31], code)

    def test_check_characters_are_those_of_codes_in_use(self):
        for code in ("91110000600037341L", "91440300708461136T", "12100000400010275N"):
            self.assertEqual(codes.credit_check_character(code[:17]), code[17])
            self.assertEqual(codes.organization_check_character(code[8:16]), code[16])

    def test_posts_are_of_all_types_and_lie_in_the_days_of_their_organizations(self):
        for tree in (self.shaanxi, self.nation):
            people = {row["key"] for row in tree.people}
            self.assertEqual(len(people), len(tree.people))
            keys = set()
            for row in tree.posts:
                self.assertNotIn(row["key"], keys)
                keys.add(row["key"])
                self.assertIn(row["person_key"], people)
                organization = tree.by_key[row["organization_key"]]
                self.assertGreaterEqual(row["valid_from"], organization["valid_from"])
                self.assertTrue(not row["valid_to"] or row["valid_to"] > row["valid_from"], row)
                managing = row["managing_organization_key"]
                self.assertTrue(not managing or managing in tree.by_key, row)
                self.assertNotEqual(organization["level"], "outside")
            # One person, posts in several places (CAD-05).
            held = collections.Counter(row["person_key"] for row in tree.posts)
            self.assertGreater(max(held.values()), 1)
            self.assertEqual(set(held), people)
        types = collections.Counter(row["appointment_type"] for row in self.shaanxi.posts)
        self.assertGreater(types["part_time"], types["full_time"])
        self.assertGreater(types["full_time"], types["seconded"])
        self.assertGreater(types["seconded"], 0)

    def test_nobody_has_a_phone_that_a_network_gives(self):
        phones = [row["phone"] for row in self.shaanxi.people]
        self.assertEqual(len(set(phones)), len(phones))
        self.assertTrue(all(re.fullmatch(r"10\d{9}", phone) for phone in phones))
        names = [row["user_name"] for row in self.shaanxi.people if row["user_name"]]
        self.assertEqual(len(set(names)), len(names))
        self.assertTrue(all(re.fullmatch(r"[a-z][a-z0-9._-]{2,63}", name) for name in names))
        self.assertGreater(len(phones), len(names))

    def test_shaanxi_has_the_children_that_its_notice_names(self):
        children = [row for row in self.shaanxi.organizations if row["parent_key"] == "610000"]
        kinds = collections.Counter(row["kind"] for row in children)
        self.assertEqual(kinds["prefecture_committee"], 10)
        self.assertEqual(kinds["county_committee"], 1)
        for kind in ("department", "university_committee", "base_committee"):
            self.assertGreater(kinds[kind], 0)
        names = " ".join(row["name"] for row in children)
        for part in ("杨凌", "西咸新区", "韩城市", "省直机关", "驻北京", "宣传部"):
            self.assertIn(part, names)
        counties = [row for row in self.shaanxi.organizations if row["kind"] == "county_committee"]
        self.assertEqual(len(counties), 107)
        self.assertEqual(self.shaanxi.by_key["610403"]["parent_key"], "610000.yangling")
        zones = [row["name"] for row in self.shaanxi.organizations if row["parent_key"] == "610800"]
        self.assertIn("共青团榆林市榆神工业区工作委员会", zones)

    def test_the_plan_names_what_is_there_each_once(self):
        self.make("planned", "--province", "61", "--reorganizations", "10")
        tree = Tree(self.folder / "planned")
        self.assertEqual(len(tree.reorganizations), 10)
        days = [each["effective_day"] for each in tree.reorganizations]
        self.assertEqual(days, sorted(set(days)))
        kinds = {next(iter(change)) for each in tree.reorganizations for change in each["changes"]}
        self.assertEqual(kinds, {"create", "split", "merge", "rename", "move"})
        text = json.dumps(tree.reorganizations)
        for key in re.findall(r'"(6\d{5}[0-9a-z.]*)"', text):
            self.assertIn(key, tree.by_key)
        for each in tree.reorganizations:
            for change in each["changes"]:
                if "split" in change:
                    self.assert_every_child_is_in_one_part(tree, change["split"])
        none = self.make("none", "--province", "61", "--reorganizations", "0")
        self.assertEqual(none.reorganizations, [])

    def assert_every_child_is_in_one_part(self, tree, split):
        parts = [child for part in split["parts"] for child in part["children"]]
        children = [
            row["key"] for row in tree.organizations if row["parent_key"] == split["organization"]
        ]
        self.assertEqual(sorted(parts), sorted(children))
        self.assertGreaterEqual(len(split["parts"]), 2)

    def test_wrong_options_are_told(self):
        for options, told in (
            (("--out", self.folder / "x", "--province", "61,99"), "there is no province 99"),
            (("--out", self.folder / "x", "--organizations", "0"), "is below 1"),
            ((), "--out"),
        ):
            done = run(*options, check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(told, done.stderr)

    def test_shares_leave_nothing_over(self):
        for total, weights in ((10, [1, 1, 1]), (0, [3, 4]), (7, [0, 5, 0]), (1000, [7, 11, 13])):
            parts = base.shares(total, weights)
            self.assertEqual(sum(parts), total)
            self.assertTrue(all(part == 0 or weight for part, weight in zip(parts, weights)))


if __name__ == "__main__":
    unittest.main()
