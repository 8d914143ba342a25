// What an export gives out, imported again: where it came from and elsewhere.

#include <map>
#include <utility>

#include "absl/strings/str_join.h"
#include "services/registry/app/exports.h"
#include "services/registry/feed/tree_codec.h"
#include "services/registry/rpc/import_cells.h"
#include "services/registry/rpc/reorganization_codec.h"
#include "services/registry/storage/postgres_export_store.h"
#include "services/registry/storage/postgres_reorganization_store.h"
#include "tests/services/registry/storage/import_scene.h"
#include "tests/support/day.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::IsOk;

constexpr char kNewCity[] = "00000000-0000-7000-8000-000000000001";
constexpr char kPerson[] = "00000000-0000-7000-8000-000000000002";
constexpr char kPost[] = "00000000-0000-7000-8000-000000000003";

// A province with a city, a university and a branch, imported. Since March 2017
// the university stands under a new city, which has no external key; nor has a
// person with a post there. It is 1 April 2017.
class PostgresExchangeTest : public ImportScene {
 protected:
  PostgresExchangeTest() {
    Take({.organizations = "key,name,kind,level,parent_key,valid_from,division_code,school_code\n"
                           "p,共青团福建省委,provincial_committee,province,,1950-01-01,350000,\n"
                           "c,共青团泉州市委,prefecture_committee,city,p,1950-01-01,350500,\n"
                           "u,泉州师范学院团委,university_committee,school,c,2000-03-01,,10399\n"
                           "b1,2015级团支部,branch,branch,u,2015-09-01,,\n",
          .people = "key,name,phone,user_name\n"
                    "z1,张知斌,13900000001,zhang.zb\n"
                    "z2,李心桥,,\n",
          .posts = "key,person_key,organization_key,title,appointment_type,"
                   "managing_organization_key,valid_from,valid_to\n"
                   "t1,z1,u,团委书记,full_time,c,2001-01-01,\n"
                   "t2,z2,b1,团支部书记,part_time,u,2016-09-01,2018-09-01\n"});
    Reorganize(Day("2017-03-01"),
               {CreateChange{.key = "city",
                             .organization_id = kNewCity,
                             .organization = {.display_name = "共青团晋江市委",
                                              .kind = OrganizationKind::kPrefectureCommittee,
                                              .level = OrganizationLevel::kCity,
                                              .parent_id = IdOf("p")}},
                MoveChange{.organization = IdOf("u"), .parent = "new/city"}});
    Sql(absl::StrCat("INSERT INTO people (person_id, display_name, create_time) VALUES ('", kPerson,
                     "', '王团', '2017-03-01')"));
    Sql(
        absl::StrCat("INSERT INTO posts (post_id, organization_id, person_id, title, "
                     "appointment_type, leadership, managing_organization_id, valid_from, "
                     "create_time) VALUES ('",
                     kPost, "', '", kNewCity, "', '", kPerson, "', '书记', 1, true, '", IdOf("p"),
                     "', '2017-03-01', '2017-03-01')"));
  }

  std::string IdOf(const std::string& key) {
    return Sql(absl::StrCat("SELECT organization_id FROM organizations WHERE key = '", key, "'"));
  }

  void Reorganize(absl::CivilDay day, const std::vector<OrganizationChange>& changes) {
    const ReorganizationDraft draft{.reorganization_id = ids_.NewId(),
                                    .effective_day = day,
                                    .create_time = clock_.Now(),
                                    .changes = changes};
    const auto plan = [&](const ReorganizationFacts& facts) -> absl::StatusOr<ReorganizationWrite> {
      ReorganizationPlan planned = PlanReorganization(facts.known, draft);
      EXPECT_THAT(planned.conflicts, IsEmpty());
      return ReorganizationWrite{.plan = std::move(planned),
                                 .record = {.reorganization_id = draft.reorganization_id,
                                            .effective_day = day,
                                            .create_time = draft.create_time}};
    };
    PostgresReorganizationStore store(database_, StoreReorganizationEncoders());
    const Write write{
        .request_id = ids_.NewId(), .change_id = ids_.NewId(), .time = draft.create_time};
    ASSERT_THAT(store.Apply(call_, write, changes, day, plan), IsOk());
  }

  std::string CountEvents() { return Sql("SELECT count(*) FROM outbox"); }

  // What the feed would have made of the tree by now.
  void Follow(OrganizationTree& tree) {
    pqxx::connection connection(schema_.url());
    pqxx::nontransaction tx(connection);
    std::vector<std::pair<std::string, FeedChange>> changes;
    for (const pqxx::row& row :
         tx.exec("SELECT change_id, payload FROM outbox ORDER BY outbox_id")) {
      const auto change_id = row[0].as<std::string>();
      if (changes.empty() || changes.back().first != change_id) changes.push_back({change_id, {}});
      EXPECT_THAT(AddEvent(pqxx::binarystring(row[1]).str(), changes.back().second), IsOk());
    }
    for (const auto& [change_id, change] : changes) EXPECT_THAT(tree.Apply(change.tree), IsOk());
  }

  ImportFiles ExportOf(const std::string& scope_key) {
    OrganizationTree tree;
    Follow(tree);
    PostgresExportStore store(database_);
    const Exports exports({.tree = tree, .store = store, .clock = clock_});
    const auto source = exports.Start(IdOf(scope_key), std::nullopt);
    EXPECT_THAT(source, IsOk());
    if (!source.ok()) return {};
    std::map<ImportTable, std::string> files;
    for (const ImportTable table : kImportTables) {
      files[table] = absl::StrCat(absl::StrJoin(ColumnsOf(table), ","), "\n");
    }
    const auto add = [&files](ImportTable table, const auto& rows) {
      for (const auto& row : rows) {
        absl::StrAppend(&files[table], absl::StrJoin(registry::CellsOf(row), ","), "\n");
      }
    };
    for (;;) {
      const auto rows = (*source)->Next(call_);
      EXPECT_THAT(rows, IsOk());
      if (!rows.ok() || rows->size() == 0) break;
      add(ImportTable::kOrganizations, rows->organizations);
      add(ImportTable::kPeople, rows->people);
      add(ImportTable::kPosts, rows->posts);
    }
    return {.organizations = files[ImportTable::kOrganizations],
            .people = files[ImportTable::kPeople],
            .posts = files[ImportTable::kPosts]};
  }

  // Another registry, with nothing in it.
  void Empty() { Sql("TRUNCATE organizations, people, outbox CASCADE"); }
};

TEST_F(PostgresExchangeTest, WhereItCameFromAnExportChangesNothing) {
  const std::string events = CountEvents();
  for (const auto& [scope, organizations, people] :
       {std::tuple("p", 5, 3), std::tuple(kNewCity, 3, 3), std::tuple("u", 2, 2),
        std::tuple("b1", 1, 1), std::tuple("c", 1, 0)}) {
    SCOPED_TRACE(scope);
    const Import again = Take(ExportOf(scope));
    EXPECT_THAT(ProblemsOf(again.import_id), IsEmpty());
    EXPECT_EQ(again.state, ImportState::kApplied);
    EXPECT_EQ(again.counts[0], (ImportCounts{.rows = organizations, .unchanged = organizations}));
    EXPECT_EQ(again.counts[1], (ImportCounts{.rows = people, .unchanged = people}));
    EXPECT_EQ(again.counts[2], (ImportCounts{.rows = people, .unchanged = people}));
  }
  EXPECT_EQ(CountEvents(), events);
}

TEST_F(PostgresExchangeTest, ElsewhereAnExportLoadsAndIsGivenOutAgain) {
  for (const char* scope : {"p", kNewCity, "u"}) {
    SCOPED_TRACE(scope);
    const ImportFiles files = ExportOf(scope);
    Empty();
    const Import taken = Take(files);
    EXPECT_THAT(ProblemsOf(taken.import_id), IsEmpty());
    EXPECT_EQ(taken.state, ImportState::kApplied);
    EXPECT_EQ(taken.counts[0].created, taken.counts[0].rows);
    const ImportFiles again = ExportOf(scope);
    EXPECT_EQ(again.organizations, files.organizations);
    EXPECT_EQ(again.people, files.people);
    EXPECT_EQ(again.posts, files.posts);
    EXPECT_EQ(Sql("SELECT count(*) FROM organization_versions WHERE parent_id IS NULL"), "1");
  }
}

TEST_F(PostgresExchangeTest, WhoManagesFromOutsideIsLeftOutAndDaysFollowTheParent) {
  EXPECT_EQ(ExportOf("u").posts,
            "key,person_key,organization_key,title,appointment_type,leadership,rank_class,"
            "managing_organization_key,administrator,valid_from,valid_to\n"
            "t1,z1,u,团委书记,full_time,false,,,false,2001-01-01,\n"
            "t2,z2,b1,团支部书记,part_time,false,,u,false,2016-09-01,2018-09-01\n");
  EXPECT_EQ(ExportOf("p").posts,
            absl::StrCat(
                "key,person_key,organization_key,title,appointment_type,leadership,rank_class,"
                "managing_organization_key,administrator,valid_from,valid_to\n",
                kPost, ",", kPerson, ",", kNewCity, ",书记,full_time,true,,p,false,2017-03-01,\n",
                "t1,z1,u,团委书记,full_time,false,,c,false,2017-03-01,\n"
                "t2,z2,b1,团支部书记,part_time,false,,u,false,2017-03-01,2018-09-01\n"));
}

TEST_F(PostgresExchangeTest, WithoutAParentWhatIsOnRecordStaysAndWhatIsNewIsARoot) {
  const std::string id =
      Check({.organizations = "key,name,kind,level,parent_key,valid_from,division_code\n"
                              "c,共青团泉州市委,prefecture_committee,city,,1950-01-01,350500\n"
                              "x,共青团厦门市委,prefecture_committee,city,,1950-01-01,350200\n"});
  EXPECT_THAT(ProblemsOf(id), IsEmpty());
  EXPECT_EQ(Get(id).counts[0], (ImportCounts{.rows = 2, .created = 1, .unchanged = 1}));
  ASSERT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), IsOk());
  Work();
  EXPECT_EQ(Sql("SELECT string_agg(o.key || ' < ' || coalesce(p.key, '-'), ', ' ORDER BY o.key) "
                "FROM organizations o JOIN organization_versions v USING (organization_id) "
                "LEFT JOIN organizations p ON p.organization_id = v.parent_id "
                "WHERE o.key IN ('c', 'x')"),
            "c < p, x < -");
}

TEST_F(PostgresExchangeTest, WhatIsSaidOtherwiseIsStillOtherContent) {
  const std::string id = Check(
      {.organizations = absl::StrCat(
           "key,name,kind,level,parent_key,valid_from,division_code,school_code\n"
           "p,共青团福建省委,provincial_committee,province,,1950-01-01,350000,\n"
           "c,泉州市委,prefecture_committee,city,,1950-01-01,350500,\n",  // Another name.
           kNewCity,
           ",共青团晋江市委,prefecture_committee,city,c,2017-03-01,,\n",  // Another parent.
           "u,泉州师范学院团委,university_committee,school,c,2001-03-01,,10399\n"  // Another day.
           "b1,2015级团支部,branch,branch,u,2017-03-01,,\n"),  // Not that of its parent's row.
       .people = "key,name,phone,user_name\n"
                 "z1,张知斌,13900000002,zhang.zb\n"
                 "z2,李心桥,13900000003,\n",
       .posts = absl::StrCat("key,person_key,organization_key,title,appointment_type,leadership,"
                             "managing_organization_key,valid_from,valid_to\n"
                             "t1,z1,u,团委书记,full_time,,u,2001-01-01,\n"
                             "t2,z2,b1,团支部书记,part_time,,,2017-01-01,\n",
                             kPost, ",", kPerson, ",", kNewCity,
                             ",书记,full_time,true,p,2017-03-01,2018-03-01\n")});
  EXPECT_THAT(ProblemsOf(id),
              ElementsAre("organizations 3 row OTHER_CONTENT", "organizations 4 row OTHER_CONTENT",
                          "organizations 5 row OTHER_CONTENT", "organizations 6 row OTHER_CONTENT",
                          "people 2 row OTHER_CONTENT", "people 3 row OTHER_CONTENT",
                          "posts 2 row OTHER_CONTENT", "posts 3 row OTHER_CONTENT",
                          "posts 4 row OTHER_CONTENT"));
}

TEST_F(PostgresExchangeTest, RowsNameWhatHasNoExternalKeyByItsId) {
  const Import taken =
      Take({.organizations = absl::StrCat("key,name,kind,level,parent_key,valid_from\n"
                                          "s,晋江一中团委,university_committee,school,",
                                          kNewCity, ",2017-03-15\n"),
            .posts = absl::StrCat("key,person_key,organization_key,title,appointment_type,"
                                  "managing_organization_key,valid_from\n"
                                  "t3,",
                                  kPerson, ",s,团委书记,full_time,", kNewCity, ",2017-03-15\n")});
  EXPECT_THAT(ProblemsOf(taken.import_id), IsEmpty());
  EXPECT_EQ(Sql("SELECT concat_ws(' ', p.person_id, p.managing_organization_id, v.parent_id) "
                "FROM posts p JOIN organization_versions v USING (organization_id) "
                "WHERE p.key = 't3'"),
            absl::StrCat(kPerson, " ", kNewCity, " ", kNewCity));
}

}  // namespace
}  // namespace xinqiao::registry
