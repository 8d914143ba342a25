#include "services/registry/rpc/import_service.h"

#include <gmock/gmock.h>
#include <grpcpp/support/sync_stream.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/error.h"
#include "services/registry/rpc/import_codec.h"
#include "tests/support/day.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_export_store.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_import_store.h"
#include "tests/support/rpc_server.h"
#include "tests/support/status_matchers.h"
#include "xinqiao/registry/v1/import_service.grpc.pb.h"

namespace xinqiao::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::xinqiao::testing::Day;
using ::xinqiao::testing::FailsWith;
using ::xinqiao::testing::IsOk;

constexpr char kRequest[] = "10000000-0000-4000-8000-000000000001";
constexpr char kCity[] = "00000000-0000-7000-8000-000000000901";

// Real handlers on a store in memory.
class ImportServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::ImportService::Stub;

  static v1::CreateImportRequest Columns(v1::ImportTable table,
                                         const std::vector<std::string>& columns) {
    v1::CreateImportRequest request;
    request.set_request_id(kRequest);
    v1::ImportColumns& added = *request.add_columns();
    added.set_table(table);
    added.mutable_columns()->Assign(columns.begin(), columns.end());
    return request;
  }
  static v1::CreateImportRequest PeopleColumns() {
    return Columns(v1::IMPORT_TABLE_PEOPLE, {"name", "key"});
  }

  static void AddRow(v1::CreateImportRequest& request, v1::ImportTable table,
                     const std::vector<std::string>& cells) {
    v1::ImportRow& row = *request.add_rows();
    row.set_table(table);
    row.set_line(request.rows_size() + 1);
    row.mutable_cells()->Assign(cells.begin(), cells.end());
  }
  static v1::CreateImportRequest People(const std::vector<std::vector<std::string>>& rows) {
    v1::CreateImportRequest request;
    for (const std::vector<std::string>& cells : rows) {
      AddRow(request, v1::IMPORT_TABLE_PEOPLE, cells);
    }
    return request;
  }

  absl::StatusOr<v1::Import> Upload(std::vector<v1::CreateImportRequest> messages,
                                    std::optional<int64_t> row_count) {
    if (row_count.has_value()) messages.emplace_back().set_row_count(*row_count);
    grpc::ClientContext context;
    v1::Import import;
    const auto writer = stub_->CreateImport(&context, &import);
    for (const v1::CreateImportRequest& message : messages) {
      if (!writer->Write(message)) break;
    }
    writer->WritesDone();
    const absl::Status status = rpc::FromGrpcStatus(writer->Finish());
    if (!status.ok()) return status;
    return import;
  }

  // "columns[0].columns[1] is no column of the table".
  static std::vector<std::string> ViolationsOf(const absl::StatusOr<v1::Import>& import) {
    std::vector<std::string> texts;
    for (const FieldViolation& each : Violations(import.status())) {
      texts.push_back(absl::StrCat(each.field, " ", each.description));
    }
    return texts;
  }

  xinqiao::testing::FakeClock clock_{"2017-04-01"};
  xinqiao::testing::FakeIds ids_;
  xinqiao::testing::FakeImportStore store_{StoreImportEncoders().answer};
  xinqiao::testing::FakeExportStore exported_;
  OrganizationTree tree_;
  Imports imports_{
      {.store = store_, .clock = clock_, .real_clock = clock_, .ids = ids_, .wake = [] {}}};
  Exports exports_{{.tree = tree_, .store = exported_, .clock = clock_}};
  rpc::Executor executor_{2, 64};
  ImportService service_{imports_, exports_, executor_};
  xinqiao::testing::RpcServer server_{{&service_}};
  std::unique_ptr<Stub> stub_ = v1::ImportService::NewStub(server_.channel());
};

TEST_F(ImportServiceTest, RowsAreReadByTheirColumns) {
  const auto import =
      Upload({PeopleColumns(), People({{"张知斌", "z1"}}), People({{"李心桥", "z2"}})}, 2);
  ASSERT_THAT(import, IsOk());
  EXPECT_EQ(import->state(), v1::Import::STATE_CHECKING);
  ASSERT_EQ(import->counts_size(), 3);
  EXPECT_EQ(import->counts(1).table(), v1::IMPORT_TABLE_PEOPLE);
  EXPECT_EQ(import->counts(1).rows(), 2);
  const ImportRows& rows = store_.rows(import->name().substr(8));
  ASSERT_THAT(rows.people, SizeIs(2));
  EXPECT_EQ(rows.people[0].place, (RowPlace{.ordinal = 1, .line = 2, .key = "z1"}));
  EXPECT_EQ(rows.people[1].display_name, "李心桥");
  EXPECT_THAT(rows.problems, IsEmpty());
}

TEST_F(ImportServiceTest, AllCellsOfAPostAndAnOrganizationAreRead) {
  v1::CreateImportRequest first =
      Columns(v1::IMPORT_TABLE_ORGANIZATIONS,
              {"key", "name", "kind", "level", "parent_key", "valid_from", "division_code",
               "school_code", "credit_code", "leading_body", "ledger_root"});
  *first.add_columns() =
      Columns(
          v1::IMPORT_TABLE_POSTS,
          {"key", "person_key", "organization_key", "title", "appointment_type", "leadership",
           "rank_class", "managing_organization_key", "administrator", "valid_from", "valid_to"})
          .columns(0);
  v1::CreateImportRequest rows;
  AddRow(rows, v1::IMPORT_TABLE_ORGANIZATIONS,
         {"c", "泉州市委", "prefecture_committee", "city", "p", "1950-01-01", "350500", "",
          "91110000600037341l", "", "true"});
  AddRow(rows, v1::IMPORT_TABLE_POSTS,
         {"t", "z", "c", "书记", "seconded", "true", "below_section", "p", "true", "2016-01-01",
          "2017-01-01"});
  const auto import = Upload({first, rows}, 2);
  ASSERT_THAT(import, IsOk());
  const ImportRows& got = store_.rows(import->name().substr(8));
  EXPECT_THAT(got.problems, IsEmpty());
  ASSERT_THAT(got.organizations, SizeIs(1));
  EXPECT_EQ(got.organizations[0],
            (OrganizationRow{.place = {.ordinal = 1, .line = 2, .key = "c"},
                             .organization_id = got.organizations[0].organization_id,
                             .display_name = "泉州市委",
                             .kind = OrganizationKind::kPrefectureCommittee,
                             .level = OrganizationLevel::kCity,
                             .parent_key = "p",
                             .valid_from = Day("1950-01-01"),
                             .division_code = "350500",
                             .credit_code = "91110000600037341L",
                             .leading_body = true,
                             .ledger_root = true}));
  ASSERT_THAT(got.posts, SizeIs(1));
  EXPECT_EQ(got.posts[0], (PostRow{.place = {.ordinal = 1, .line = 3, .key = "t"},
                                   .post_id = got.posts[0].post_id,
                                   .person_key = "z",
                                   .organization_key = "c",
                                   .title = "书记",
                                   .appointment_type = AppointmentType::kSeconded,
                                   .leadership = true,
                                   .rank_class = RankClass::kBelowSection,
                                   .managing_organization_key = "p",
                                   .administrator = true,
                                   .validity = {Day("2016-01-01"), Day("2017-01-01")}}));
}

TEST_F(ImportServiceTest, BadCellsBecomeProblemsOfTheirRow) {
  const auto import = Upload({Columns(v1::IMPORT_TABLE_PEOPLE, {"key", "name", "phone"}),
                              People({{"z 1", "", "139"}, {"z2", "李心桥", ""}})},
                             2);
  ASSERT_THAT(import, IsOk());
  const ImportRows& rows = store_.rows(import->name().substr(8));
  EXPECT_TRUE(rows.people[0].place.bad);
  EXPECT_FALSE(rows.people[1].place.bad);
  std::vector<std::string> problems;
  for (const ImportProblem& each : rows.problems) {
    problems.push_back(absl::StrCat(each.line, " ", each.column, " ", each.reason));
    EXPECT_EQ(each.message.find("139"), std::string::npos);
  }
  EXPECT_THAT(problems,
              ElementsAre("2 key INVALID_CELL", "2 name INVALID_CELL", "2 phone INVALID_CELL"));
}

TEST_F(ImportServiceTest, WrongColumnsAreRefused) {
  v1::CreateImportRequest first =
      Columns(v1::IMPORT_TABLE_PEOPLE, {"key", "nmae", "phone", "phone"});
  *first.add_columns() = first.columns(0);
  first.mutable_columns(1)->set_table(v1::IMPORT_TABLE_UNSPECIFIED);
  first.set_request_id("");
  EXPECT_THAT(
      ViolationsOf(Upload({first}, 0)),
      ElementsAre("request_id is required, a lower-case UUID",
                  "columns[0].columns[1] is no column of the table",
                  "columns[0].columns[3] stands twice", "columns[0].columns has no column 'name'",
                  "columns[1].table is required, one of the listed values"));
  EXPECT_THAT(ViolationsOf(Upload({}, std::nullopt)), ElementsAre("columns is required"));
  EXPECT_EQ(store_.size(), 0U);
}

TEST_F(ImportServiceTest, RowsOfAnotherFormAreRefusedAndNothingStays) {
  v1::CreateImportRequest rows = People({{"张知斌"}, {"张知斌", std::string(1001, 'x')}});
  AddRow(rows, v1::IMPORT_TABLE_POSTS, {"t"});
  EXPECT_THAT(ViolationsOf(Upload({PeopleColumns(), rows}, 3)),
              ElementsAre("rows[0] has 1 cells, and its table 2 columns",
                          "rows[1] has a cell of more than 1000 bytes",
                          "rows[2].table is none that the first message named"));
  EXPECT_EQ(store_.size(), 0U);
}

TEST_F(ImportServiceTest, AnUploadThatDoesNotSayItsEndLeavesNothing) {
  EXPECT_THAT(Upload({PeopleColumns(), People({{"张知斌", "z1"}})}, std::nullopt),
              FailsWith("IMPORT_INCOMPLETE"));
  EXPECT_THAT(Upload({PeopleColumns(), People({{"张知斌", "z1"}})}, 2),
              FailsWith("IMPORT_INCOMPLETE"));
  EXPECT_EQ(store_.size(), 0U);
}

TEST_F(ImportServiceTest, AnImportIsFoundAndApplied) {
  const auto uploaded = Upload({PeopleColumns(), People({{"张知斌", "z1"}})}, 1);
  ASSERT_THAT(uploaded, IsOk());
  v1::GetImportRequest get;
  get.set_name(uploaded->name());
  EXPECT_EQ(server_.Call(*stub_, &Stub::GetImport, get)->SerializeAsString(),
            uploaded->SerializeAsString());
  v1::ApplyImportRequest apply;
  apply.set_name(uploaded->name());
  apply.set_request_id(kRequest);
  apply.mutable_request_id()->back() = '2';
  EXPECT_THAT(server_.Call(*stub_, &Stub::ApplyImport, apply), FailsWith("IMPORT_NOT_CHECKED"));
  store_.Check(uploaded->name().substr(8));
  const auto applied = server_.Call(*stub_, &Stub::ApplyImport, apply);
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->state(), v1::Import::STATE_APPLYING);
  get.set_name("imports/1");
  EXPECT_THAT(server_.Call(*stub_, &Stub::GetImport, get), FailsWith("INVALID_FIELDS"));
}

TEST_F(ImportServiceTest, ProblemsComeInPages) {
  const auto uploaded = Upload({PeopleColumns(), People({{"", "z1"}, {"", "z2"}, {"", "z3"}})}, 3);
  ASSERT_THAT(uploaded, IsOk());
  store_.Check(uploaded->name().substr(8));
  v1::ListImportProblemsRequest request;
  request.set_parent(uploaded->name());
  request.set_page_size(2);
  const auto first = server_.Call(*stub_, &Stub::ListImportProblems, request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->problems_size(), 2);
  request.set_page_token(first->next_page_token());
  const auto last = server_.Call(*stub_, &Stub::ListImportProblems, request);
  ASSERT_THAT(last, IsOk());
  ASSERT_EQ(last->problems_size(), 1);
  EXPECT_EQ(last->problems(0).line(), 4);
  EXPECT_EQ(last->problems(0).column(), "name");
  EXPECT_EQ(last->next_page_token(), "");
}

TEST_F(ImportServiceTest, AnExportIsWhatAnImportTakes) {
  ASSERT_THAT(tree_.Apply({.created = {{.identity = {.organization_id = kCity,
                                                     .kind = OrganizationKind::kPrefectureCommittee,
                                                     .level = OrganizationLevel::kCity,
                                                     .leading_body = true,
                                                     .codes = {{CodeScheme::kExternal, "c"}}},
                                        .version = {.validity = {Day("1950-01-01"), kOpenEnd},
                                                    .display_name = "泉州市委"}}}}),
              IsOk());
  exported_.Add({.key = "t1",
                 .post = {.organization_id = kCity,
                          .title = "书记",
                          .rank_class = RankClass::kSectionOrAbove,
                          .validity = {Day("2016-01-01"), kOpenEnd}},
                 .person_key = "z1",
                 .person = {.person_id = "1", .display_name = "张知斌", .user_name = "zhang"}});
  grpc::ClientContext context;
  v1::ExportRegistryRequest request;
  request.set_scope(absl::StrCat("organizations/", kCity));
  const auto reader = stub_->ExportRegistry(&context, request);
  v1::CreateImportRequest first;
  first.set_request_id(kRequest);
  v1::CreateImportRequest rows;
  v1::ExportRegistryResponse response;
  std::vector<std::string> lines;
  while (reader->Read(&response)) {
    first.mutable_columns()->MergeFrom(response.columns());
    rows.mutable_rows()->MergeFrom(response.rows());
    for (const v1::ImportRow& row : response.rows()) {
      lines.push_back(absl::StrCat(row.line(), ": ", absl::StrJoin(row.cells(), ",")));
    }
  }
  EXPECT_THAT(rpc::FromGrpcStatus(reader->Finish()), IsOk());
  EXPECT_THAT(lines,
              ElementsAre("2: c,泉州市委,prefecture_committee,city,,1950-01-01,,,,true,false",
                          "2: z1,张知斌,,zhang",
                          "2: t1,z1,c,书记,full_time,false,section_or_above,,false,2016-01-01,"));
  const auto import = Upload({first, rows}, 3);
  ASSERT_THAT(import, IsOk());
  EXPECT_THAT(store_.rows(import->name().substr(8)).problems, IsEmpty());
}

TEST_F(ImportServiceTest, AnExportOfNothingIsNotFound) {
  const auto read = [this](const std::string& scope, const std::string& day) {
    grpc::ClientContext context;
    v1::ExportRegistryRequest request;
    request.set_scope(scope);
    request.set_as_of(day);
    return rpc::FromGrpcStatus(stub_->ExportRegistry(&context, request)->Finish());
  };
  EXPECT_THAT(read(absl::StrCat("organizations/", kCity), ""), FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(read("organizations/x", "2017"), FailsWith("INVALID_FIELDS"));
}

}  // namespace
}  // namespace xinqiao::registry
