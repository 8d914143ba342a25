// Imports from the upload to the record, in PostgreSQL.

#include <atomic>
#include <thread>

#include "tests/services/registry/storage/import_scene.h"
#include "xinqiao/registry/v1/event.pb.h"

// libpqxx loses a result when a connection breaks.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx-6.4"; }

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kOrganizationColumns[] =
    "key,name,kind,level,parent_key,valid_from,division_code,school_code,credit_code,"
    "leading_body,ledger_root\n";
constexpr char kPeopleColumns[] = "key,name,phone,user_name\n";
constexpr char kPostColumns[] =
    "key,person_key,organization_key,title,appointment_type,leadership,rank_class,"
    "managing_organization_key,administrator,valid_from,valid_to\n";

// A child stands before its parent in the file.
ImportFiles Quanzhou() {
  return {
      .organizations = absl::StrCat(
          kOrganizationColumns,  //
          "b1,数计学院2015级团支部,branch,branch,u,2015-09-01,,,,,\n"
          "p,共青团福建省委,provincial_committee,province,,1950-01-01,350000,,,,\n"
          "c,共青团泉州市委,prefecture_committee,city,p,1950-01-01,350500,,,,\n"
          "u,泉州师范学院团委,university_committee,school,c,2000-03-01,,10399,,false,false\n"),
      .people = absl::StrCat(kPeopleColumns, "z1,张知斌,13900000001,zhang.zb\nz2,李心桥,,\n"),
      .posts = absl::StrCat(kPostColumns,  //
                            "t1,z1,u,团委书记,full_time,true,section_or_above,c,true,2016-01-01,\n"
                            "t2,z2,b1,团支部书记,part_time,,,,,2016-09-01,2017-09-01\n"),
  };
}

class PostgresImportTest : public ImportScene {
 protected:
  // Everything in the outbox, in order: "organization 共青团福建省委".
  std::vector<std::string> Events() {
    pqxx::connection connection(schema_.url());
    pqxx::nontransaction tx(connection);
    std::vector<std::string> texts;
    for (const pqxx::row& row : tx.exec("SELECT payload FROM outbox ORDER BY outbox_id")) {
      v1::Event event;
      EXPECT_TRUE(event.ParseFromString(pqxx::binarystring(row[0]).str()));
      texts.push_back(
          event.has_organization_created()
              ? absl::StrCat("organization ", event.organization_created().display_name())
              : absl::StrCat("post ", event.post_created().title()));
    }
    return texts;
  }
};

TEST_F(PostgresImportTest, AFileIsCheckedAndThenApplied) {
  const std::string id = Check(Quanzhou());
  const Import checked = Get(id);
  EXPECT_EQ(checked.state, ImportState::kChecked);
  EXPECT_THAT(ProblemsOf(id), IsEmpty());
  EXPECT_EQ(checked.counts[0], (ImportCounts{.rows = 4, .created = 4}));
  EXPECT_EQ(checked.counts[1], (ImportCounts{.rows = 2, .created = 2}));
  EXPECT_EQ(checked.counts[2], (ImportCounts{.rows = 2, .created = 2}));
  EXPECT_EQ(Sql("SELECT count(*) FROM organizations"), "0");

  ASSERT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), IsOk());
  EXPECT_EQ(Get(id).state, ImportState::kApplying);
  Work();
  const Import applied = Get(id);
  EXPECT_EQ(applied.state, ImportState::kApplied);
  EXPECT_EQ(applied.rows_done, 8);
  EXPECT_EQ(applied.rows_total, 8);
  EXPECT_THAT(Events(),
              ElementsAre("organization 共青团福建省委", "organization 共青团泉州市委",
                          "organization 泉州师范学院团委", "organization 数计学院2015级团支部",
                          "post 团委书记", "post 团支部书记"));
  EXPECT_EQ(Sql("SELECT string_agg(scheme || ' ' || code, ', ' ORDER BY scheme, code) "
                "FROM organization_codes"),
            "1 350000, 1 350500, 2 10399, 4 b1, 4 c, 4 p, 4 u");
  // All records of the subtree go to the province's log.
  EXPECT_EQ(Sql("SELECT count(*) FROM organizations o JOIN organization_codes c "
                "ON o.log = c.organization_id::text WHERE c.code = 'p'"),
            "4");
  EXPECT_EQ(Sql("SELECT count(*) FROM organizations WHERE leading_body"), "2");
  EXPECT_EQ(Sql("SELECT string_agg(v.display_name || ' < ' || p.display_name, ', ' "
                "ORDER BY v.level) FROM organization_versions v "
                "JOIN organization_versions p ON p.organization_id = v.parent_id"),
            "共青团泉州市委 < 共青团福建省委, 泉州师范学院团委 < 共青团泉州市委, "
            "数计学院2015级团支部 < 泉州师范学院团委");
  EXPECT_EQ(Sql("SELECT string_agg(concat_ws(' ', p.external_key, h.display_name, p.title, "
                "p.appointment_type, p.leadership, p.rank_class, p.administrator, p.valid_from, "
                "p.valid_to, h.user_name), ', ' ORDER BY p.external_key) "
                "FROM posts p JOIN people h USING (person_id)"),
            "t1 张知斌 团委书记 1 t 2 t 2016-01-01 zhang.zb, "
            "t2 李心桥 团支部书记 3 f 0 f 2016-09-01 2017-09-01");
}

TEST_F(PostgresImportTest, PhonesAreSealedAndRowsGoAfterwards) {
  const std::string id = Check(Quanzhou());
  EXPECT_EQ(Sql("SELECT count(*) FROM import_people WHERE phone_index IS NOT NULL"), "1");
  EXPECT_EQ(
      Sql("SELECT count(*) FROM import_people WHERE import_people::text LIKE '%13900000001%'"),
      "0");
  ASSERT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), IsOk());
  Work();
  EXPECT_EQ(Sql("SELECT count(*) FROM people WHERE phone_index IS NOT NULL"), "1");
  EXPECT_EQ(
      Sql("SELECT (SELECT count(*) FROM import_people) + "
          "(SELECT count(*) FROM import_posts) + (SELECT count(*) FROM import_organizations)"),
      "0");
}

TEST_F(PostgresImportTest, TheSameFileTwiceChangesNothing) {
  Take(Quanzhou());
  const std::vector<std::string> events = Events();
  const Import again = Take(Quanzhou());
  EXPECT_EQ(again.state, ImportState::kApplied);
  EXPECT_EQ(again.counts[0], (ImportCounts{.rows = 4, .unchanged = 4}));
  EXPECT_EQ(again.counts[1], (ImportCounts{.rows = 2, .unchanged = 2}));
  EXPECT_EQ(again.counts[2], (ImportCounts{.rows = 2, .unchanged = 2}));
  EXPECT_EQ(Events(), events);
}

TEST_F(PostgresImportTest, RowsMayStandUnderWhatIsOnRecord) {
  Take(Quanzhou());
  const std::string id =
      Check({.organizations = "key,name,kind,level,parent_key,valid_from\n"
                              "b2,2016级团支部,branch,branch,u,2016-09-01\n",
             .posts = absl::StrCat(kPostColumns,
                                   "t3,z2,b2,组织委员,part_time,,,u,,2016-09-01,\n"
                                   "t4,z1,b1,组织委员,part_time,,,,,2016-09-01,\n")});
  EXPECT_THAT(ProblemsOf(id), IsEmpty());
  ASSERT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), IsOk());
  Work();
  EXPECT_EQ(Get(id).state, ImportState::kApplied);
  EXPECT_EQ(Sql("SELECT count(*) FROM posts"), "4");
}

TEST_F(PostgresImportTest, OtherContentIsAProblem) {
  Take(Quanzhou());
  ImportFiles files = Quanzhou();
  files.organizations =
      absl::StrCat(kOrganizationColumns,  //
                   "p,共青团福建省委,provincial_committee,province,,1950-01-01,350000,,,,\n"
                   "c,共青团泉州市委员会,prefecture_committee,city,p,1950-01-01,350500,,,,\n"
                   "u,泉州师范学院团委,university_committee,school,p,2000-03-01,,10399,,,\n"
                   "b1,数计学院2015级团支部,branch,branch,u,2015-09-02,,,,,\n");
  files.people = absl::StrCat(kPeopleColumns, "z1,张知斌,13900000002,zhang.zb\nz2,李心桥,,li.xq\n");
  files.posts = absl::StrCat(kPostColumns,
                             "t1,z1,c,团委书记,full_time,true,section_or_above,c,true,2016-01-01,\n"
                             "t2,z2,b1,团支部书记,part_time,,,,,2016-09-01,2017-09-02\n");
  const std::string id = Check(files);
  EXPECT_THAT(ProblemsOf(id),
              ElementsAre("organizations 3 row OTHER_CONTENT", "organizations 4 row OTHER_CONTENT",
                          "organizations 5 row OTHER_CONTENT", "people 2 row OTHER_CONTENT",
                          "people 3 row OTHER_CONTENT", "posts 2 row OTHER_CONTENT",
                          "posts 3 row OTHER_CONTENT"));
  EXPECT_EQ(Get(id).counts[0], (ImportCounts{.rows = 4, .unchanged = 1, .problems = 3}));
}

TEST_F(PostgresImportTest, AllThatIsWrongIsToldAtOnceAndNothingIsApplied) {
  const std::string id = Check({
      .organizations = absl::StrCat(
          kOrganizationColumns,                                                            //
          "p,省委,provincial_committee,province,,1950-01-01,990000,,,,\n"                  // 2
          "c,市委,prefecture_committee,county,p,1950-01-01,350500,,,,\n"                   // 3
          "d,市委,prefecture_committee,city,nobody,1950-01-01,350500,,,,\n"                // 4
          "e,高校,university_committee,school,d,1949-01-01,,10399,91110000600037341X,,\n"  // 5
          "f,,branch,Branch,e,2015-9-1,,1039,,maybe,\n"                                    // 6
          "g,高校,university_committee,school,,2000-01-01,,10399,,,\n"                     // 7
          "g,高校,university_committee,school,,2000-01-01,,,,,\n"                          // 8
          "h,学院,college_committee,college,g,1999-01-01,,,,,\n"                           // 9
          "i,县委,county_committee,county,g,2001-01-01,,,,,\n"                             // 10
          "j j,市委,prefecture_committee,city,,2000-01-01,,,,,\n"),                        // 11
      .people = absl::StrCat(kPeopleColumns,
                             "z1,张知斌,13900000001,zhang.zb\n"  // 2
                             "z2,李心桥,13900000001,zhang.zb\n"  // 3
                             "z3,,1390,X\n"                      // 4
                             "z1,王,,\n"),                       // 5
      .posts = absl::StrCat(kPostColumns,
                            "t1,z1,g,书记,full_time,true,,,,1999-12-31,\n"          // 2
                            "t2,nobody,nowhere,书记,full_time,,,no,,2016-01-01,\n"  // 3
                            "t3,z2,g,书记,full_time,,,,,2016-01-01,2016-01-01\n"    // 4
                            "t4,z2,g,书记,full_time,,,,,2016-01-01,2017-01-01\n"    // 5
                            "t5,z2,g,书记,full_time,,,,,2016-12-31,\n"              // 6
                            "t6,z2,g,书记,full_time,,high,i,,2017-01-01,\n"),       // 7
  });
  EXPECT_THAT(
      ProblemsOf(id),
      ElementsAre(
          "organizations 2 division_code INVALID_CELL", "organizations 3 level LEVEL_CONFLICT",
          "organizations 4 division_code DUPLICATE_CODE", "organizations 4 parent_key UNKNOWN_KEY",
          "organizations 5 credit_code INVALID_CELL", "organizations 6 leading_body INVALID_CELL",
          "organizations 6 level INVALID_CELL", "organizations 6 name INVALID_CELL",
          "organizations 6 school_code INVALID_CELL", "organizations 6 valid_from INVALID_CELL",
          "organizations 7 school_code DUPLICATE_CODE", "organizations 8 key DUPLICATE_KEY",
          "organizations 9 row PARENT_NOT_VALID", "organizations 10 row LEVEL_CONFLICT",
          "organizations 11 key INVALID_CELL", "people 3 phone DUPLICATE_PHONE",
          "people 3 user_name DUPLICATE_USER_NAME", "people 4 name INVALID_CELL",
          "people 4 phone INVALID_CELL", "people 4 user_name INVALID_CELL",
          "people 5 key DUPLICATE_KEY", "posts 2 row ORGANIZATION_NOT_VALID",
          "posts 3 managing_organization_key UNKNOWN_KEY", "posts 3 organization_key UNKNOWN_KEY",
          "posts 3 person_key UNKNOWN_KEY", "posts 4 valid_to INVALID_CELL",
          "posts 6 row POST_EXISTS", "posts 7 rank_class INVALID_CELL"));
  const Import import = Get(id);
  EXPECT_EQ(import.state, ImportState::kChecked);
  EXPECT_EQ(import.problem_count, 28);
  EXPECT_EQ(import.first_problems.size(), 20U);
  EXPECT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), FailsWith("IMPORT_HAS_PROBLEMS"));
  Work();
  EXPECT_EQ(Sql("SELECT count(*) FROM organizations"), "0");
}

TEST_F(PostgresImportTest, CodesAndPhonesOfOthersOnRecordAreProblems) {
  Take(Quanzhou());
  const std::string id = Check(
      {.organizations = absl::StrCat(
           kOrganizationColumns, "x,泉州市委,prefecture_committee,city,p,1950-01-01,350500,,,,\n"),
       .people = absl::StrCat(kPeopleColumns, "z9,王心桥,13900000001,zhang.zb\n")});
  EXPECT_THAT(ProblemsOf(id),
              ElementsAre("organizations 2 division_code CODE_IN_USE",
                          "people 2 phone PHONE_IN_USE", "people 2 user_name USER_NAME_IN_USE"));
}

TEST_F(PostgresImportTest, ProblemsComeInPages) {
  std::string people = kPeopleColumns;
  for (int i = 0; i < 5; ++i) absl::StrAppend(&people, "z", i, ",张,1,\n");
  const std::string id = Check({.people = people});
  const auto first = imports_.ListImportProblems(call_, id, {.limit = 3});
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->problems.size(), 3U);
  EXPECT_EQ(first->problems[0].line, 2);
  const auto second =
      imports_.ListImportProblems(call_, id, {.after = first->next_after, .limit = 3});
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->problems.size(), 2U);
  EXPECT_EQ(second->problems[0].line, 5);
  EXPECT_EQ(second->next_after, 0);
}

// The registry changes between check and application.
TEST_F(PostgresImportTest, WhatIsTakenMeanwhileIsFoundAndNothingIsApplied) {
  const std::string id = Check(Quanzhou());
  Take({.organizations =
            absl::StrCat(kOrganizationColumns,
                         "other,福建省委,provincial_committee,province,,1950-01-01,350000,,,,\n")});
  ASSERT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), IsOk());
  Work();
  EXPECT_EQ(Get(id).state, ImportState::kChecked);
  EXPECT_THAT(ProblemsOf(id), ElementsAre("organizations 3 division_code CODE_IN_USE"));
  EXPECT_EQ(Sql("SELECT count(*) FROM organizations"), "1");
}

// The connection ends when all organizations are written and no person is.
TEST_F(PostgresImportTest, AReplicaThatDiesInTheMiddleLeavesNothingAndAnotherGoesOn) {
  const std::string id = Check(Quanzhou());
  ASSERT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), IsOk());
  Sql("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'");
  Sql("CREATE TRIGGER die BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION die()");
  EXPECT_THAT(jobs_.WorkOnOne(clock_.Now()), FailsWith("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(Sql("SELECT count(*) FROM organizations"), "0");
  EXPECT_THAT(Events(), IsEmpty());
  const Import left = Get(id);
  EXPECT_EQ(left.state, ImportState::kApplying);
  EXPECT_EQ(left.rows_done, 4);
  Sql("DROP TRIGGER die ON people");
  Work();
  EXPECT_EQ(Get(id).state, ImportState::kApplied);
  EXPECT_EQ(Events().size(), 6U);
}

TEST_F(PostgresImportTest, ManyReplicasApplyItOnce) {
  const std::string id = Check(Quanzhou());
  ASSERT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), IsOk());
  std::atomic<int> placed = 0;
  ImportEncoders encoders = StoreImportEncoders();
  encoders.organization_created =
      [&placed, encode = encoders.organization_created](const Organization& organization) {
        ++placed;
        return encode(organization);
      };
  PostgresImportJobs jobs({.database = database_, .ids = ids_, .encoders = encoders});
  std::vector<std::thread> replicas;
  for (int i = 0; i < 4; ++i) {
    replicas.emplace_back([&] {
      for (int calls = 0; calls < 5; ++calls) jobs.WorkOnOne(clock_.Now()).IgnoreError();
    });
  }
  for (std::thread& replica : replicas) replica.join();
  EXPECT_EQ(Get(id).state, ImportState::kApplied);
  EXPECT_EQ(placed, 4);
  EXPECT_EQ(Events().size(), 6U);
}

TEST_F(PostgresImportTest, ARetryOfTheUploadReturnsTheFirstAnswer) {
  const std::string request_id = ids_.NewId();
  const absl::StatusOr<v1::Import> first = Upload(Quanzhou(), request_id);
  ASSERT_THAT(first, IsOk());
  const absl::StatusOr<v1::Import> second = Upload(Quanzhou(), request_id);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->name(), first->name());
  Work();
  EXPECT_EQ(Sql("SELECT string_agg(state::text, ' ' ORDER BY import_id) FROM imports"), "3 6");
  EXPECT_EQ(Sql("SELECT count(*) FROM import_organizations"), "4");
}

TEST_F(PostgresImportTest, ARetryOfTheApplicationReturnsTheFirstAnswer) {
  const std::string id = Check(Quanzhou());
  const std::string request_id = ids_.NewId();
  const absl::StatusOr<Answer> first = imports_.ApplyImport(call_, request_id, id);
  ASSERT_THAT(first, IsOk());
  Work();
  EXPECT_EQ(imports_.ApplyImport(call_, request_id, id), first);
  EXPECT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), FailsWith("IMPORT_NOT_CHECKED"));
  EXPECT_THAT(imports_.ApplyImport(call_, ids_.NewId(), ids_.NewId()),
              FailsWith("IMPORT_NOT_FOUND"));
}

TEST_F(PostgresImportTest, ACallerHasOneUploadAtATime) {
  const auto upload = imports_.StartUpload(call_, ids_.NewId());
  ASSERT_THAT(upload, IsOk());
  EXPECT_THAT(imports_.StartUpload(call_, ids_.NewId()), FailsWith("UPLOAD_RUNNING"));
  EXPECT_THAT(imports_.StartUpload({.principal = "people/2"}, ids_.NewId()), IsOk());
  // Nothing came for too long: another takes its place.
  real_clock_.Advance(kUploadSilenceMax + absl::Seconds(1));
  EXPECT_THAT(imports_.StartUpload(call_, ids_.NewId()), IsOk());
  EXPECT_THAT((*upload)->Append(call_, {}), FailsWith("UPLOAD_GIVEN_UP"));
}

TEST_F(PostgresImportTest, AnUploadThatIsAbandonedOrIncompleteLeavesNoRows) {
  const auto upload = imports_.StartUpload(call_, ids_.NewId());
  ASSERT_THAT(upload, IsOk());
  ImportRows rows;
  rows.people.push_back({.place = {.line = 2, .key = "z1"}, .display_name = "张知斌"});
  ASSERT_THAT((*upload)->Append(call_, rows), IsOk());
  EXPECT_THAT((*upload)->Finish(call_, 2), FailsWith("IMPORT_INCOMPLETE"));
  (*upload)->Abandon(call_);
  Work();
  EXPECT_EQ(Sql("SELECT count(*) FROM import_people"), "0");
  EXPECT_THAT(imports_.StartUpload(call_, ids_.NewId()), IsOk());
}

TEST_F(PostgresImportTest, WhatNobodyAppliesGoesAfterADay) {
  const std::string id = Check(Quanzhou());
  const absl::Time now = clock_.Now();
  ASSERT_THAT(jobs_.Expire({.receiving = now, .rows = now, .imports = now}), IsOk());
  Work();
  EXPECT_EQ(Get(id).state, ImportState::kChecked);  // Not older than that.
  const absl::Time later = now + absl::Seconds(1);
  ASSERT_THAT(jobs_.Expire({.receiving = now, .rows = later, .imports = now}), IsOk());
  Work();
  EXPECT_EQ(Get(id).state, ImportState::kFailed);
  EXPECT_EQ(Sql("SELECT count(*) FROM import_people"), "0");
  ASSERT_THAT(jobs_.Expire({.receiving = now, .rows = later, .imports = later}), IsOk());
  EXPECT_THAT(imports_.GetImport(call_, id), FailsWith("IMPORT_NOT_FOUND"));
  EXPECT_EQ(Sql("SELECT count(*) FROM import_problems"), "0");
}

}  // namespace
}  // namespace xinqiao::registry
