"""Imports a Shaanxi, splits one of its counties, and asks on both sides of the day."""

import collections
import csv
import datetime
import json
import subprocess
import unittest
import uuid

import support

import client as calls
import clock

ORGANIZATIONS = "registry.v1.OrganizationService"
REORGANIZATIONS = "registry.v1.ReorganizationService"
ORGANIZATION_COUNT = 1500
EXTERNAL = 4  # CODE_SCHEME_EXTERNAL
PROVINCE = "610000"
XIAN = "610100"
LANTIAN = "610122"
ZHOUZHI = "610124"
TODAY = datetime.date(2017, 3, 31)
SPLIT_DAY = datetime.date(2017, 7, 1)
DAY_BEFORE = SPLIT_DAY - datetime.timedelta(days=1)
LATER = datetime.date(2017, 9, 1)
_suite = None
# Those of organizations, by their external keys.
_names = {}


def setUpModule():
    global _suite
    _suite = support.RunningSuite(unittest.addModuleCleanup)


class ShaanxiTest(unittest.TestCase):
    """One suite and one province; the tests stand in the order of what happens to it."""

    @classmethod
    def setUpClass(cls):
        folder = support.scratch(cls.addClassCleanup)
        cls.folder = folder
        cls.data = folder / "shaanxi"
        tool("gen", "--out", cls.data, "--province", "61", "--organizations", ORGANIZATION_COUNT)
        cls.tables = {}
        for name in ("organizations", "people", "posts"):
            with open(cls.data / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
                cls.tables[name] = list(csv.DictReader(file))
        cls.rows = {row["key"]: row for row in cls.tables["organizations"]}
        cls.children = collections.defaultdict(list)
        for row in cls.tables["organizations"]:
            cls.children[row["parent_key"]].append(row["key"])
        cls.preview = xq("import", cls.data, "--preview")
        cls.imported = xq("import", cls.data)
        cls.position = head()
        _names[PROVINCE] = look_up("EXTERNAL", PROVINCE, min_position=cls.position).name
        cls.listed = {key(each): each for each in [get(PROVINCE), *below(PROVINCE)]}
        _names.update((each, found.name) for each, found in cls.listed.items())

    def test_1_the_province_is_there_as_it_was_imported(self):
        counts = [
            f"{name}: {len(rows)} rows, {len(rows)} new, 0 unchanged, 0 problems"
            for name, rows in self.tables.items()
        ]
        self.assertEqual(self.preview.splitlines()[:3], counts)
        self.assertEqual(self.imported.splitlines()[:3], counts)
        self.assertEqual(set(self.listed), set(self.rows))
        for each, organization in self.listed.items():
            row = self.rows[each]
            self.assertEqual(organization.display_name, row["name"])
            self.assertEqual(organization.parent, _names.get(row["parent_key"], ""))
            self.assertEqual(organization.valid_from, row["valid_from"])
            self.assertEqual(organization.log, _names[PROVINCE].partition("/")[2])
        for each in (PROVINCE, XIAN, LANTIAN):
            posts = list(_suite.client.pages(
                "registry.v1.PostService.ListPosts", {"parent": _names[each]}, "posts"
            ))
            wanted = [row for row in self.tables["posts"] if row["organization_key"] == each]
            self.assertEqual(sorted(post.title for post in posts),
                             sorted(row["title"] for row in wanted))

    def test_2_the_notice_s_children_stand_beside_the_cities(self):
        kinds = _suite.contract.message("registry.v1.Organization").DESCRIPTOR.fields_by_name[
            "kind"].enum_type.values_by_number
        children = list(_suite.client.pages(
            f"{ORGANIZATIONS}.ListOrganizations", {"parent": _names[PROVINCE]},
            "organizations",
        ))
        counted = collections.Counter(kinds[each.kind].name for each in children)
        self.assertEqual(counted["ORGANIZATION_KIND_PREFECTURE_COMMITTEE"], 10)
        self.assertGreaterEqual(counted["ORGANIZATION_KIND_WORK_COMMITTEE"], 10)
        for kind in ("UNIVERSITY_COMMITTEE", "BASE_COMMITTEE", "DEPARTMENT"):
            self.assertGreater(counted[f"ORGANIZATION_KIND_{kind}"], 0)
        together = " ".join(each.display_name for each in children)
        for part in ("杨凌", "西咸新区", "韩城市", "省直机关", "驻北京", "宣传部"):
            self.assertIn(part, together)
        counties = below(PROVINCE, kinds=["ORGANIZATION_KIND_COUNTY_COMMITTEE"])
        self.assertEqual(len(counties), 107)
        self.assertEqual(look_up("DIVISION", "610581").parent, _names[PROVINCE])

    def test_3_the_same_file_again_changes_nothing(self):
        again = xq("import", self.data)
        self.assertEqual(again.splitlines()[:3], [
            f"{name}: {len(rows)} rows, 0 new, {len(rows)} unchanged, 0 problems"
            for name, rows in self.tables.items()
        ])
        self.assertEqual(head(), self.position)

    def test_4_an_export_gives_it_back(self):
        out = self.folder / "out"
        told = xq("export", "--scope", LANTIAN, "--out", out)
        with open(out / "organizations.csv", encoding="utf-8-sig", newline="") as file:
            exported = {row["key"]: row for row in csv.DictReader(file)}
        subtree = [LANTIAN]
        for each in subtree:
            subtree += self.children[each]
        self.assertEqual(set(exported), set(subtree))
        for each, row in exported.items():
            for column in ("name", "kind", "level", "valid_from", "division_code", "credit_code"):
                self.assertEqual(row[column], self.rows[each][column], (each, column))
            # The scope is the root of what is given out.
            parent = self.rows[each]["parent_key"] if each != LANTIAN else ""
            self.assertEqual(row["parent_key"], parent)
        workbook = self.folder / "out.xlsx"
        self.assertEqual(
            xq("export", "--scope", LANTIAN, "--out", workbook).partition(": ")[2],
            told.partition(": ")[2],
        )

    def test_4_the_plan_that_came_with_it_has_no_conflicts(self):
        told = xq("reorganize", self.data / "reorganizations.json", "--preview")
        self.assertEqual(told.count(" organizations change"), 5)

    def test_5_wrong_rows_are_all_told_and_none_is_taken(self):
        bad = self.folder / "bad"
        bad.mkdir()
        write = (bad / "organizations.csv").write_text
        write(
            "key,name,kind,level,parent_key,valid_from,credit_code\n"
            f"x1,甲,county_committee,county,{XIAN},2016-01-01,91110000600037341X\n"
            "x2,乙,county_committee,county,nowhere,2016-01-01,\n"
            f"x3,丙,prefecture_committee,city,{LANTIAN},2016-01-01,\n"
            f"x4,丁,county_committee,county,{XIAN},1999-01-01,\n"
            f"x5,戊,county_committee,county,{XIAN},2016-01-01,\n",
            encoding="utf-8",
        )
        told = xq("import", bad, check=False)
        for line, column in ((2, "credit_code"), (3, "parent_key"), (4, ""), (5, "")):
            self.assertRegex(told, rf"organizations\.csv:{line}: ?{column}", told)
        self.assertNotIn("organizations.csv:6", told)
        self.assertEqual(head(), self.position)

    def test_6_a_county_is_split_and_both_sides_of_the_day_are_right(self):
        children = self.children[LANTIAN]
        self.assertGreater(len(children), 3)
        parts = (children[::2], children[1::2])
        plan = self.folder / "split.json"
        plan.write_text(json.dumps({"reorganizations": [{
            "title": "蓝田县分设两区",
            "effective_day": str(SPLIT_DAY),
            "changes": [
                *({"create": {"key": f"part{i}", "organization": {
                    "display_name": f"共青团蓝田{side}区委员会", "kind": "county_committee",
                    "level": "county", "parent": XIAN}}}
                  for i, side in enumerate("东西")),
                {"split": {"organization": LANTIAN, "parts": [
                    {"organization": f"new/part{i}", "children": part}
                    for i, part in enumerate(parts)]}},
            ],
        }]}, ensure_ascii=False), encoding="utf-8")
        self.assertIn("蓝田县分设两区", xq("reorganize", plan, "--preview"))
        self.assertEqual(head(), self.position)

        subtree = below(LANTIAN)
        total = len(below(PROVINCE))
        # What is on record now is asked for later, when it is no longer.
        known_before = datetime.datetime(2017, 3, 31, 9, 30, tzinfo=clock.BUSINESS_ZONE)
        _suite.clock.set(TODAY, 10, 0)
        xq("reorganize", plan)
        position = head()

        # The day before, and what was known before.
        for fields in ({"as_of": str(DAY_BEFORE), "min_position": position},
                       {"as_of": str(SPLIT_DAY), "known_at": known_before}):
            with self.subTest(fields):
                lantian = get(LANTIAN, **fields)
                self.assertFalse(lantian.closed)
                self.assertEqual(lantian.parent, _names[XIAN])
                self.assertEqual(above(children[0], **fields), [LANTIAN, XIAN, PROVINCE])
                self.assertEqual(named(below(LANTIAN, **fields)), named(subtree))

        # From the day on.
        on = {"as_of": str(SPLIT_DAY), "min_position": position}
        lantian = get(LANTIAN, **on)
        self.assertTrue(lantian.closed)
        self.assertEqual(lantian.parent, _names[XIAN])
        self.assertEqual(lantian.valid_from, str(SPLIT_DAY))
        self.assertEqual(below(LANTIAN, include_closed=True, **on), [])
        made = {}
        for i, part in enumerate(parts):
            for child in part:
                new, *upper = above(child, **on)
                self.assertEqual(upper, [XIAN, PROVINCE])
                self.assertEqual(made.setdefault(i, new), new)
        self.assertNotEqual(made[0], made[1])
        found = sum(len(below(f"organizations/{each}", **on)) for each in made.values())
        self.assertEqual(found, len(subtree))
        # No organization is lost: the closed one stays, two came.
        everything = below(PROVINCE, include_closed=True, **on)
        self.assertEqual(len(everything), total + 2)
        self.assertEqual(len(below(PROVINCE, **on)), total + 1)
        self.assertEqual(
            len(below(PROVINCE, as_of=str(DAY_BEFORE), min_position=position)), total
        )
        known_now = {"as_of": str(SPLIT_DAY), "known_at": known_before.replace(hour=20)}
        self.assertEqual(
            named(below(PROVINCE, include_closed=True, **known_now)), named(everything)
        )
        # Its posts end with it.
        for post in _suite.client.pages(
            "registry.v1.PostService.ListPosts", {"parent": _names[LANTIAN]}, "posts"
        ):
            self.assertTrue(post.valid_to and post.valid_to <= str(SPLIT_DAY), post)

    def test_7_a_future_reorganization_can_be_taken_back_until_its_day(self):
        name = _names[ZHOUZHI]
        change = {"rename": {"organization": name, "display_name": "共青团周至区委员会"}}
        made = self.reorganize("周至撤县设区", LATER, [change])
        fields = {"as_of": str(LATER), "min_position": head()}
        self.assertEqual(get(ZHOUZHI, **fields).display_name, "共青团周至区委员会")
        cancelled = self.cancel(made.name)
        self.assertEqual(cancelled.State.Name(cancelled.state), "STATE_CANCELLED")
        fields["min_position"] = head()
        self.assertEqual(get(ZHOUZHI, **fields).display_name, self.rows[ZHOUZHI]["name"])
        with self.assertRaises(calls.CallError) as caught:
            self.cancel(made.name)
        self.assertEqual(caught.exception.reason, "REORGANIZATION_CANCELLED")

        made = self.reorganize("周至撤县设区", LATER, [change])
        _suite.clock.set(LATER, 8, 0)
        with self.assertRaises(calls.CallError) as caught:
            self.cancel(made.name)
        self.assertEqual(caught.exception.reason, "REORGANIZATION_IN_EFFECT")
        today = get(ZHOUZHI, min_position=head())
        self.assertEqual(today.display_name, "共青团周至区委员会")

    def test_8_what_cannot_be_is_told_and_not_done(self):
        up = {"move": {"organization": _names[XIAN], "parent": _names[ZHOUZHI]}}
        preview = _suite.client.call(f"{REORGANIZATIONS}.CreateReorganization", {
            "reorganization": {"title": "x", "effective_day": str(LATER), "changes": [up]},
            "validate_only": True,
        }).preview
        self.assertEqual([each.reason for each in preview.conflicts], ["LEVEL_CONFLICT"])
        with self.assertRaises(calls.CallError) as caught:
            self.reorganize("x", LATER, [up])
        self.assertEqual(caught.exception.reason, "REORGANIZATION_CONFLICT")

    def reorganize(self, title, day, changes):
        return _suite.client.call(f"{REORGANIZATIONS}.CreateReorganization", {
            "reorganization": {"title": title, "effective_day": str(day), "changes": changes},
            "request_id": str(uuid.uuid4()),
        })

    def cancel(self, name):
        return _suite.client.call(f"{REORGANIZATIONS}.CancelReorganization", {
            "name": name, "reason": "条件不成熟", "request_id": str(uuid.uuid4()),
        })


def tool(name, *arguments, check=True):
    """Runs tools/NAME; returns what it printed."""
    done = subprocess.run(
        ["/usr/bin/python3", "-B", support.TOP / "tools" / name, *map(str, arguments)],
        stdout=subprocess.PIPE, text=True, check=False,
    )
    if (done.returncode == 0) != check:
        raise AssertionError(f"{name} ended with {done.returncode}\n{done.stdout}")
    return done.stdout


def xq(*arguments, check=True):
    target = _suite.suite.address("gateway")
    return tool("xq", "--lang", "en", "--target", target, "registry", *arguments, check=check)


def head():
    """The position of all that was written so far."""
    return _suite.feeds.head("registry")["position"]


def key(organization):
    """The external key; the id of what a reorganization created."""
    for code in organization.codes:
        if code.scheme == EXTERNAL:
            return code.code
    return organization.name.partition("/")[2]


def named(organizations):
    """In an order of their own: siblings that were imported together have none."""
    return sorted((each.name, each.parent, each.display_name) for each in organizations)


def look_up(scheme, code, **fields):
    wanted = {"scheme": f"CODE_SCHEME_{scheme}", "code": code}
    return _suite.client.call(f"{ORGANIZATIONS}.LookupOrganization", {"code": wanted, **fields})


def get(each, **fields):
    return _suite.client.call(f"{ORGANIZATIONS}.GetOrganization", _query(each, fields))


def above(each, **fields):
    """The keys of those above, the parent first."""
    answer = _suite.client.call(f"{ORGANIZATIONS}.ListAncestors", _query(each, fields))
    return [key(organization) for organization in answer.organizations]


def below(each, **fields):
    return list(_suite.client.pages(
        f"{ORGANIZATIONS}.ListDescendants", _query(each, fields), "organizations"
    ))


def _query(each, fields):
    query = {"name": _names.get(each, each), **fields}
    if "known_at" in query:
        query["known_at"] = {"seconds": int(query["known_at"].timestamp())}
    return query


if __name__ == "__main__":
    unittest.main()
