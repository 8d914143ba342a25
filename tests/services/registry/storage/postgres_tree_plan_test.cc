#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/storage/queries.h"
#include "tests/services/registry/storage/postgres_registry_stores.h"

namespace xinqiao::registry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A city (0) with 20 schools, 400 colleges and 4,000 branches, each with a
// code, as the planner knows them.
class TreePlanTest : public ::testing::Test {
 protected:
  TreePlanTest() {
    stores_.Execute(
        "CREATE TEMP TABLE tree AS "
        "SELECT i, ('00000000-0000-7000-0001-' || lpad(i::text, 12, '0'))::uuid AS id, "
        "CASE WHEN i = 0 THEN 3 WHEN i <= 20 THEN 5 WHEN i <= 420 THEN 6 ELSE 7 END AS level, "
        "CASE WHEN i = 0 THEN NULL WHEN i <= 20 THEN 0 WHEN i <= 420 THEN 1 + i % 20 "
        "ELSE 21 + i % 400 END AS parent FROM generate_series(0, 4420) i;"
        "INSERT INTO organizations (organization_id, kind, level, ledger_root, log, leading_body, "
        "create_time) SELECT id, 8, level, false, '', false, '2017-04-01Z' FROM tree;"
        "INSERT INTO organization_codes SELECT id, 4, 'key.' || i FROM tree;"
        "INSERT INTO organization_versions (organization_id, level, valid_from, display_name, "
        "parent_id, parent_level, closed, known_from) "
        "SELECT t.id, t.level, '2015-09-01', '团委 ' || t.i, p.id, p.level, false, '2017-04-01Z' "
        "FROM tree t LEFT JOIN tree p ON p.i = t.parent;"
        "DROP TABLE tree");
    stores_.Execute("ANALYZE organizations, organization_codes, organization_versions");
  }

  // How the service's role would run it: with what it is given, as the planner
  // sees that too.
  template <typename... Parameters>
  std::string PlanOf(const char* query, const Parameters&... parameters) {
    pqxx::connection connection(stores_.url());
    pqxx::work tx(connection);
    std::string plan;
    for (const pqxx::row& row : tx.exec_params(absl::StrCat("EXPLAIN ", query), parameters...)) {
      absl::StrAppend(&plan, row[0].as<std::string>(), "\n");
    }
    return plan;
  }

  const std::string kCity = TestId(1, 0);
  const std::string kSchool = TestId(1, 7);
  const std::string kBranch = TestId(1, 2000);
  PostgresStores stores_;
};

// The tables of the tree are walked by their indices alone.
MATCHER(ScansNoTable, "") {
  *result_listener << arg;
  for (const char* table : {"organizations", "organization_versions", "organization_codes"}) {
    if (arg.find(absl::StrCat("Seq Scan on ", table)) != std::string::npos) return false;
  }
  return arg.find("Index") != std::string::npos;
}

TEST_F(TreePlanTest, TheTestSeesAScan) {
  EXPECT_THAT(PlanOf("SELECT count(*) FROM organization_versions WHERE closed"),
              Not(ScansNoTable()));
}

TEST_F(TreePlanTest, OneOrganization) {
  for (const char* known_at : {static_cast<const char*>(nullptr), "2017-05-01Z"}) {
    EXPECT_THAT(PlanOf(sql::kFindOrganization, kBranch, "2017-04-01", known_at), ScansNoTable());
  }
}

TEST_F(TreePlanTest, Ancestors) {
  EXPECT_THAT(PlanOf(sql::kListAncestorsKnownAt, kBranch, "2017-04-01", "2017-05-01Z"),
              ScansNoTable());
}

TEST_F(TreePlanTest, Descendants) {
  for (const std::string& scope : {kCity, kSchool, kBranch}) {
    for (const int depth_max : {0, 1}) {
      for (const std::string& some : {pg::ToArray({}), pg::ToArray({"4", "8"})}) {
        EXPECT_THAT(PlanOf(sql::kListDescendantsKnownAt, scope, "2017-04-01", "2017-05-01Z",
                           depth_max, 6, some, some, false, kSchool.c_str(), 101),
                    ScansNoTable());
        EXPECT_THAT(PlanOf(sql::kListDescendantsKnownAt, scope, "2017-04-01", "2017-05-01Z",
                           depth_max, 8, some, some, true, static_cast<const char*>(nullptr), 1001),
                    ScansNoTable());
      }
    }
  }
}

TEST_F(TreePlanTest, APublisher) {
  EXPECT_THAT(PlanOf(sql::kListPublicationPaths, pg::ToArray({kBranch, kSchool}), "2017-04-01"),
              ScansNoTable());
}

TEST_F(TreePlanTest, WhatAReorganizationReads) {
  std::vector<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.push_back(TestId(1, i));
  for (const std::string& some :
       {pg::ToArray({kSchool}), pg::ToArray({kCity, kBranch}), pg::ToArray(ids)}) {
    EXPECT_THAT(PlanOf(sql::kListAround, some, "2017-04-01"), ScansNoTable());
    EXPECT_THAT(PlanOf(sql::kListVersions, some, static_cast<const char*>(nullptr)),
                ScansNoTable());
    EXPECT_THAT(PlanOf(sql::kListVersions, some, "2017-05-01Z"), ScansNoTable());
  }
}

TEST_F(TreePlanTest, WhatAReorganizationAndACreationWrite) {
  EXPECT_THAT(PlanOf(sql::kFindRecordTime, "2017-05-01Z", pg::ToArray({kCity, kBranch})),
              ScansNoTable());
  EXPECT_THAT(PlanOf(sql::kFindPlacementTime, "2017-05-01Z", kSchool.c_str()), ScansNoTable());
  EXPECT_THAT(PlanOf(sql::kFindCodesInUse, pg::ToArray({"4", "4"}), pg::ToArray({"key.1", "x"})),
              ScansNoTable());
  EXPECT_THAT(PlanOf(sql::kInsertVersions, pg::ToArray({kBranch}), pg::ToArray({"2018-01-01"}),
                     pg::ToArray({""}), pg::ToArray({"name"}), pg::ToArray({kCity}),
                     pg::ToArray({"false"}), pg::ToArray({""}), "2017-05-01Z"),
              ScansNoTable());
  EXPECT_THAT(PlanOf(sql::kCloseVersions, pg::ToArray({kBranch}), pg::ToArray({"2015-09-01"}),
                     "2017-05-01Z"),
              ScansNoTable());
}

TEST_F(TreePlanTest, WhatPostsAndGuidanceAsk) {
  EXPECT_THAT(PlanOf(sql::kFindBelow, kBranch, kCity, "2017-04-01"), ScansNoTable());
  for (const char* end : {static_cast<const char*>(nullptr), "2018-01-01"}) {
    EXPECT_THAT(PlanOf(sql::kFindStanding, kCity, "2017-04-01", end), ScansNoTable());
  }
}

}  // namespace
}  // namespace xinqiao::registry
