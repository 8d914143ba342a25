#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "tests/services/registry/storage/postgres_registry_stores.h"

namespace xinqiao::registry {
namespace {

using ::testing::HasSubstr;

// A school (1) with a college (2) in it and another school (3), all from 2015
// on. Rows are written past every rule; what a transaction leaves is checked at
// its end.
class TreeConstraintsTest : public ::testing::Test {
 protected:
  TreeConstraintsTest() {
    Insert(1, 5);
    Insert(2, 6);
    Insert(3, 5);
    EXPECT_EQ(Try({Version(1, "2015-01-01", "", 0), Version(2, "2015-01-01", "", 1),
                   Version(3, "2015-01-01", "", 0)}),
              "");
  }

  void Insert(int number, int level) {
    stores_.Execute(absl::Substitute(
        "INSERT INTO organizations (organization_id, kind, level, ledger_root, log, leading_body, "
        "create_time) VALUES ('$0', 8, $1, false, '', false, '2017-04-01Z')",
        TestId(1, number), level));
  }

  // A row on record since `known_from`; the levels are those of the ids.
  static std::string Version(int number, const std::string& valid_from, const std::string& valid_to,
                             int parent, bool closed = false,
                             const std::string& known_from = "2017-04-01Z") {
    return absl::Substitute(
        "INSERT INTO organization_versions (organization_id, level, valid_from, valid_to, "
        "display_name, parent_id, parent_level, closed, known_from) "
        "SELECT o.organization_id, o.level, '$1', nullif('$2', '')::date, 'name', "
        "p.organization_id, p.level, $4, '$5' FROM organizations o "
        "LEFT JOIN organizations p ON p.organization_id = '$3' WHERE o.organization_id = '$0'",
        TestId(1, number), valid_from, valid_to, TestId(1, parent), closed ? "true" : "false",
        known_from);
  }

  // What on record was is off it since then.
  static std::string TakeOff(int number) {
    return absl::Substitute(
        "UPDATE organization_versions SET known_to = '2017-05-01Z' "
        "WHERE organization_id = '$0' AND known_to IS NULL",
        TestId(1, number));
  }

  static std::string Later(int number, const std::string& valid_from, const std::string& valid_to,
                           int parent, bool closed = false) {
    return Version(number, valid_from, valid_to, parent, closed, "2017-05-01Z");
  }

  // Runs the statements in one transaction as the service; what the database
  // refused, or "".
  std::string Try(const std::vector<std::string>& statements) {
    return std::string(database_
                           .Transact(Call{},
                                     [&](pqxx::transaction_base& tx) {
                                       for (const auto& each : statements) tx.exec0(each);
                                       return absl::OkStatus();
                                     })
                           .message());
  }

  PostgresStores stores_;
  pg::Database database_{stores_.url(), 1};
};

TEST_F(TreeConstraintsTest, AVersionMakesRoomForTwo) {
  EXPECT_EQ(
      Try({TakeOff(2), Later(2, "2015-01-01", "2018-01-01", 1), Later(2, "2018-01-01", "", 3)}),
      "");
}

TEST_F(TreeConstraintsTest, VersionsDoNotOverlap) {
  EXPECT_THAT(Try({Later(3, "2018-01-01", "", 0)}),
              HasSubstr("organization_versions_do_not_overlap"));
  EXPECT_THAT(Try({TakeOff(3), Later(3, "2015-01-01", "2018-01-01", 0),
                   Later(3, "2016-01-01", "2018-01-01", 0), Later(3, "2018-01-01", "", 0)}),
              HasSubstr("organization_versions_do_not_overlap"));
}

TEST_F(TreeConstraintsTest, VersionsHaveNoGap) {
  const std::string gap = "an organization has days without a version";
  EXPECT_THAT(Try({TakeOff(3)}), HasSubstr(gap));
  EXPECT_THAT(Try({TakeOff(3), Later(3, "2015-01-01", "2018-01-01", 0)}), HasSubstr(gap));
  EXPECT_THAT(Try({TakeOff(3), Later(3, "2015-01-02", "", 0)}), HasSubstr(gap));
  EXPECT_THAT(
      Try({TakeOff(3), Later(3, "2015-01-01", "2018-01-01", 0), Later(3, "2018-01-02", "", 0)}),
      HasSubstr(gap));
  EXPECT_THAT(Try({Later(3, "2014-01-01", "2014-12-31", 0)}), HasSubstr(gap));
}

TEST_F(TreeConstraintsTest, AParentStandsOnEveryDay) {
  const std::string orphan = "the parent of an organization does not stand";
  Insert(4, 6);
  EXPECT_THAT(Try({Version(4, "2014-12-31", "", 1)}), HasSubstr(orphan));
  Insert(5, 5);
  EXPECT_THAT(Try({Version(4, "2015-01-01", "", 5)}), HasSubstr(orphan));
  // Nor is a closed one a parent, not even of a closed one.
  EXPECT_EQ(Try({TakeOff(3), Later(3, "2015-01-01", "2018-01-01", 0),
                 Later(3, "2018-01-01", "", 1, true)}),
            "");
  EXPECT_THAT(Try({Version(4, "2017-01-01", "", 3)}), HasSubstr(orphan));
  EXPECT_THAT(Try({Version(4, "2018-01-01", "", 3, true)}), HasSubstr(orphan));
  EXPECT_EQ(Try({Version(4, "2017-01-01", "2018-01-01", 3), Version(4, "2018-01-01", "", 1)}), "");
}

// Two versions of the parent share the days.
TEST_F(TreeConstraintsTest, AParentMayHaveBeenRenamed) {
  EXPECT_EQ(
      Try({TakeOff(3), Later(3, "2015-01-01", "2018-01-01", 0), Later(3, "2018-01-01", "", 0)}),
      "");
  Insert(4, 6);
  EXPECT_EQ(Try({Version(4, "2017-01-01", "", 3)}), "");
}

TEST_F(TreeConstraintsTest, NobodyClosesOverChildren) {
  EXPECT_THAT(Try({TakeOff(1), Later(1, "2015-01-01", "2018-01-01", 0),
                   Later(1, "2018-01-01", "", 3, true)}),
              HasSubstr("an organization has children on days when it is closed"));
  // With the children gone on that day it may.
  EXPECT_EQ(
      Try({TakeOff(1), Later(1, "2015-01-01", "2018-01-01", 0), Later(1, "2018-01-01", "", 3, true),
           TakeOff(2), Later(2, "2015-01-01", "2018-01-01", 1), Later(2, "2018-01-01", "", 3)}),
      "");
}

TEST_F(TreeConstraintsTest, LevelsGoDownExceptUnderASuccessor) {
  Insert(4, 6);
  EXPECT_THAT(Try({Version(4, "2015-01-01", "", 2)}), HasSubstr("organization_versions_check"));
  EXPECT_EQ(Try({Version(4, "2015-01-01", "", 2, true)}), "");
}

TEST_F(TreeConstraintsTest, LevelsAreThoseOfTheOrganizations) {
  Insert(4, 6);
  const auto version = [](int level, int parent_level) {
    return absl::Substitute(
        "INSERT INTO organization_versions (organization_id, level, valid_from, display_name, "
        "parent_id, parent_level, closed, known_from) VALUES "
        "('$0', $2, '2015-01-01', 'name', '$1', $3, false, '2017-04-01Z')",
        TestId(1, 4), TestId(1, 1), level, parent_level);
  };
  EXPECT_THAT(Try({version(7, 5)}), HasSubstr("organization_id_level_fkey"));
  EXPECT_THAT(Try({version(6, 4)}), HasSubstr("parent_id_parent_level_fkey"));
  EXPECT_EQ(Try({version(6, 5)}), "");
}

TEST_F(TreeConstraintsTest, WhatWasOnRecordStaysAsItWas) {
  const std::string stays = "only known_to of a version may be set, and only once";
  EXPECT_THAT(Try({"UPDATE organization_versions SET display_name = 'another'"}), HasSubstr(stays));
  EXPECT_THAT(Try({"DELETE FROM organization_versions"}), HasSubstr(stays));
  EXPECT_EQ(Try({TakeOff(3), Later(3, "2015-01-01", "", 0)}), "");
  EXPECT_THAT(Try({"UPDATE organization_versions SET known_to = NULL"}), HasSubstr(stays));
  EXPECT_THAT(Try({"UPDATE organization_versions SET known_to = known_from"}),
              HasSubstr("organization_versions_check"));
}

TEST_F(TreeConstraintsTest, CodesAreOfOneOrganizationEach) {
  constexpr char kTaken[] = "another call came between";  // Who tries again is told why.
  const auto code = [](int number, int scheme, const std::string& text) {
    return absl::Substitute("INSERT INTO organization_codes VALUES ('$0', $1, '$2')",
                            TestId(1, number), scheme, text);
  };
  EXPECT_EQ(Try({code(1, 1, "350500"), code(1, 2, "12345"), code(2, 4, "350500")}), "");
  EXPECT_THAT(Try({code(2, 1, "350500")}), HasSubstr(kTaken));
  EXPECT_THAT(Try({code(1, 1, "350600")}), HasSubstr(kTaken));
  EXPECT_THAT(Try({code(3, 5, "a")}), HasSubstr("organization_codes_scheme_check"));
}

TEST_F(TreeConstraintsTest, NoTwoLinksAreTheSameOnOneDay) {
  const auto link = [](int number, int from, int to, int type, const std::string& first,
                       const std::string& end) {
    return absl::Substitute(
        "INSERT INTO secondary_links VALUES ('$0', '$1', '$2', $3, '$4', nullif('$5', '')::date)",
        TestId(5, number), TestId(1, from), TestId(1, to), type, first, end);
  };
  EXPECT_EQ(Try({link(1, 1, 3, 1, "2016-01-01", "2017-01-01"), link(2, 1, 3, 1, "2017-01-01", ""),
                 link(3, 1, 3, 2, "2016-01-01", ""), link(4, 3, 1, 1, "2016-01-01", "")}),
            "");
  EXPECT_THAT(Try({link(5, 1, 3, 1, "2016-12-31", "2017-01-01")}),
              HasSubstr("secondary_links_do_not_overlap"));
  EXPECT_THAT(Try({link(5, 1, 3, 1, "2020-01-01", "")}),
              HasSubstr("secondary_links_do_not_overlap"));
  EXPECT_THAT(Try({link(5, 1, 1, 1, "2020-01-01", "")}), HasSubstr("secondary_links_check"));
}

}  // namespace
}  // namespace xinqiao::registry
