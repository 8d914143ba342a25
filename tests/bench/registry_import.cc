#include "tests/bench/registry_import.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/sync_stream.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"
#include "tests/bench/process.h"
#include "tests/support/postgres.h"
#include "xinqiao/registry/v1/import_service.grpc.pb.h"

namespace xinqiao::bench {
namespace {

constexpr int kCounties = 4;
constexpr int kBranches = 99;  // Of a school.
constexpr int kRowsOfMessage = 5000;

// The tables that an import writes, in an order that their keys allow.
constexpr const char* kTables[] = {"organizations", "organization_codes", "organization_versions",
                                   "people", "posts"};

using Cells = std::vector<std::string>;

// Sends rows as they come.
class Upload {
 public:
  explicit Upload(registry::v1::ImportService::Stub& stub) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(10));
    writer_ = stub.CreateImport(&context_, &import_);
    registry::v1::CreateImportRequest first;
    first.set_request_id(ids_.NewId());
    const auto add = [&first](registry::v1::ImportTable table, const Cells& columns) {
      registry::v1::ImportColumns& added = *first.add_columns();
      added.set_table(table);
      added.mutable_columns()->Assign(columns.begin(), columns.end());
    };
    add(registry::v1::IMPORT_TABLE_ORGANIZATIONS,
        {"key", "name", "kind", "level", "parent_key", "valid_from"});
    add(registry::v1::IMPORT_TABLE_PEOPLE, {"key", "name", "phone", "user_name"});
    add(registry::v1::IMPORT_TABLE_POSTS,
        {"key", "person_key", "organization_key", "title", "appointment_type", "leadership",
         "rank_class", "administrator", "valid_from"});
    writer_->Write(first);
  }

  void Add(registry::v1::ImportTable table, Cells cells) {
    registry::v1::ImportRow& row = *message_.add_rows();
    row.set_table(table);
    row.set_line(++rows_ + 1);
    for (std::string& cell : cells) row.add_cells(std::move(cell));
    if (message_.rows_size() == kRowsOfMessage) Send();
  }

  absl::StatusOr<registry::v1::Import> Finish() {
    message_.set_row_count(rows_);
    Send();
    writer_->WritesDone();
    RETURN_IF_ERROR(rpc::FromGrpcStatus(writer_->Finish()));
    return import_;
  }

  int64_t rows() const { return rows_; }

 private:
  // A stream that broke says why at its end.
  void Send() {
    writer_->Write(message_);
    message_.Clear();
  }

  Uuid7Generator ids_;
  grpc::ClientContext context_;
  registry::v1::Import import_;
  std::unique_ptr<grpc::ClientWriter<registry::v1::CreateImportRequest>> writer_;
  registry::v1::CreateImportRequest message_;
  int64_t rows_ = 0;
};

void AddOrganizations(Upload& upload, int schools) {
  const auto add = [&upload](Cells cells) {
    upload.Add(registry::v1::IMPORT_TABLE_ORGANIZATIONS, std::move(cells));
  };
  add({"p", "共青团某省委员会", "provincial_committee", "province", "", "1950-01-01"});
  for (int county = 0; county < kCounties; ++county) {
    const std::string city = absl::StrCat("c", county);
    const std::string under = absl::StrCat("k", county);
    add({city, absl::StrCat("共青团第", county, "市委员会"), "prefecture_committee", "city", "p",
         "1950-01-01"});
    add({under, absl::StrCat("共青团第", county, "县委员会"), "county_committee", "county", city,
         "1950-01-01"});
    for (int school = 0; school < schools; ++school) {
      const std::string key = absl::StrCat(under, "-", school);
      add({key, absl::StrCat("第", school, "中学团委"), "university_committee", "school", under,
           "2000-01-01"});
      for (int branch = 0; branch < kBranches; ++branch) {
        add({absl::StrCat(key, "-", branch), absl::StrCat("高一（", branch, "）班团支部"), "branch",
             "branch", key, "2016-09-01"});
      }
    }
  }
}

// One person with one post for nearly every branch.
void AddPosts(Upload& upload, int schools) {
  const int posts = kCounties * schools * kBranches * 96 / 100;
  for (int i = 0; i < posts; ++i) {
    upload.Add(registry::v1::IMPORT_TABLE_PEOPLE,
               {absl::StrCat("z", i), "张知斌", absl::StrFormat("100%08d", i),
                i % 10 == 0 ? absl::StrCat("user", i) : ""});
  }
  for (int i = 0; i < posts; ++i) {
    const int school = i / kBranches;
    upload.Add(registry::v1::IMPORT_TABLE_POSTS,
               {absl::StrCat("t", i), absl::StrCat("z", i),
                absl::StrCat("k", school % kCounties, "-", school / kCounties, "-", i % kBranches),
                "团支部书记", "part_time", "true", "below_section", "true", "2016-09-01"});
  }
}

// Waits until the import leaves `states`.
absl::StatusOr<registry::v1::Import> AwaitEnd(registry::v1::ImportService::Stub& stub,
                                              const std::string& name,
                                              registry::v1::Import::State state) {
  while (true) {
    grpc::ClientContext context;
    registry::v1::GetImportRequest request;
    request.set_name(name);
    registry::v1::Import import;
    RETURN_IF_ERROR(rpc::FromGrpcStatus(stub.GetImport(&context, request, &import)));
    if (import.state() != state) return import;
    absl::SleepFor(absl::Milliseconds(50));
  }
}

absl::Status Import(registry::v1::ImportService::Stub& stub, Upload& upload) {
  ASSIGN_OR_RETURN(registry::v1::Import import, upload.Finish());
  ASSIGN_OR_RETURN(import, AwaitEnd(stub, import.name(), registry::v1::Import::STATE_CHECKING));
  if (import.problem_count() > 0) return absl::InternalError(import.ShortDebugString());
  grpc::ClientContext context;
  registry::v1::ApplyImportRequest apply;
  apply.set_name(import.name());
  apply.set_request_id(Uuid7Generator().NewId());
  RETURN_IF_ERROR(rpc::FromGrpcStatus(stub.ApplyImport(&context, apply, &import)));
  ASSIGN_OR_RETURN(import, AwaitEnd(stub, import.name(), registry::v1::Import::STATE_APPLYING));
  if (import.state() == registry::v1::Import::STATE_APPLIED) return absl::OkStatus();
  return absl::InternalError(import.ShortDebugString());
}

// Runs COPY between a table, or a query, and a file of the server.
void Copy(xinqiao::testing::TestDatabase& database, const std::string& what,
          const std::string& direction, const std::string& table) {
  database.Execute(absl::StrCat("DO $do$ BEGIN EXECUTE format('COPY ", what, " ", direction,
                                " %L', current_setting('data_directory') || '/bench_", table,
                                ".copy'); END $do$"));
}

// How long COPY takes for the rows of `source`.
absl::Duration MeasureCopy(xinqiao::testing::TestDatabase& source) {
  xinqiao::testing::TestDatabase target("registry");
  for (const char* table : kTables) Copy(source, table, "TO", table);
  const absl::Time start = absl::Now();
  for (const char* table : kTables) Copy(target, table, "FROM", table);
  const absl::Duration taken = absl::Now() - start;
  // Nothing can delete the files from here; so they are emptied.
  for (const char* table : kTables) Copy(target, "(SELECT 1 WHERE false)", "TO", table);
  return taken;
}

}  // namespace

absl::Status MeasureImport(const Options& options) {
  xinqiao::testing::TestDatabase database("registry");
  const ScratchFolder folder;
  const std::string address = FreeAddress();
  const char* build = std::getenv("XINQIAO_BUILD_DIR");
  ASSIGN_OR_RETURN(
      const auto server,
      Process::Start(
          absl::StrCat(build == nullptr ? "build/release" : build, "/bin/registry_server"),
          {"XINQIAO_IDENTITY=development", absl::StrCat("REGISTRY_LISTEN_ADDRESS=", address),
           absl::StrCat("REGISTRY_METRICS_ADDRESS=", FreeAddress()),
           absl::StrCat("REGISTRY_DATABASE_URL_FILE=",
                        folder.Write("database_url", database.url())),
           absl::StrCat("REGISTRY_SECRET_KEY_FILE=",
                        folder.Write("secret.key", std::string(64, 'a')))}));
  RETURN_IF_ERROR(server->WaitUntilServing(address));
  const auto stub = registry::v1::ImportService::NewStub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));

  const int schools = options.quick ? 50 : 1000;
  const absl::Time start = absl::Now();
  Upload upload(*stub);
  AddOrganizations(upload, schools);
  AddPosts(upload, schools);
  RETURN_IF_ERROR(Import(*stub, upload));
  const absl::Duration taken = absl::Now() - start;

  const auto rows = static_cast<double>(upload.rows());
  Print({.bench = "registry",
         .name = "import",
         .value = rows / absl::ToDoubleSeconds(taken),
         .unit = "rows/s",
         .baseline = rows / absl::ToDoubleSeconds(MeasureCopy(database)),
         .n = upload.rows()});
  Print({.bench = "registry",
         .name = "import_seconds",
         .value = absl::ToDoubleSeconds(taken),
         .unit = "s",
         .n = 1});
  return absl::OkStatus();
}

}  // namespace xinqiao::bench
