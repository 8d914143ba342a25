// A registry in PostgreSQL that files are imported into.

#ifndef XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_IMPORT_SCENE_H_
#define XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_IMPORT_SCENE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/id_generator.h"
#include "libs/crypto/seal.h"
#include "libs/pg/database.h"
#include "services/registry/app/imports.h"
#include "services/registry/rpc/import_codec.h"
#include "services/registry/storage/postgres_import_jobs.h"
#include "services/registry/storage/postgres_import_store.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::registry {

// Three tables as CSV without quotes; the first line names the columns.
struct ImportFiles {
  std::string organizations;
  std::string people;
  std::string posts;
};

// It is 1 April 2017.
class ImportScene : public ::testing::Test {
 protected:
  static std::vector<std::string> CellsOf(const std::string& line) {
    return absl::StrSplit(line, ',');
  }

  // Uploads the files under `request_id`, and returns the answer.
  absl::StatusOr<v1::Import> Upload(const ImportFiles& files, const std::string& request_id) {
    v1::CreateImportRequest first;
    v1::CreateImportRequest rest;
    first.set_request_id(request_id);
    int table = 0;
    for (const std::string* file : {&files.organizations, &files.people, &files.posts}) {
      ++table;
      int64_t line = 0;
      for (const absl::string_view text : absl::StrSplit(*file, '\n', absl::SkipEmpty())) {
        const std::vector<std::string> cells = CellsOf(std::string(text));
        if (++line == 1) {
          v1::ImportColumns& columns = *first.add_columns();
          columns.set_table(static_cast<v1::ImportTable>(table));
          columns.mutable_columns()->Assign(cells.begin(), cells.end());
          continue;
        }
        v1::ImportRow& row = *rest.add_rows();
        row.set_table(static_cast<v1::ImportTable>(table));
        row.set_line(line);
        row.mutable_cells()->Assign(cells.begin(), cells.end());
      }
    }
    const absl::StatusOr<ImportDecoder> decoder = ImportDecoder::Create(first);
    if (!decoder.ok()) return decoder.status();
    absl::StatusOr<ImportRows> rows = decoder->Decode(rest);
    if (!rows.ok()) return rows.status();
    const int64_t count = rows->size();
    const auto upload = imports_.StartUpload(call_, request_id);
    if (!upload.ok()) return upload.status();
    const absl::Status appended = (*upload)->Append(call_, *std::move(rows));
    if (!appended.ok()) return appended;
    const absl::StatusOr<Answer> answer = (*upload)->Finish(call_, count);
    if (!answer.ok()) return answer.status();
    v1::Import import;
    EXPECT_TRUE(import.ParseFromString(answer->bytes));
    return import;
  }

  // Uploads and checks; returns the import's id.
  std::string Check(const ImportFiles& files) {
    const absl::StatusOr<v1::Import> import = Upload(files, ids_.NewId());
    EXPECT_THAT(import, xinqiao::testing::IsOk());
    if (!import.ok()) return "";
    Work();
    return import->name().substr(std::string("imports/").size());
  }

  // Uploads, checks and applies.
  Import Take(const ImportFiles& files) {
    const std::string id = Check(files);
    EXPECT_THAT(imports_.ApplyImport(call_, ids_.NewId(), id), xinqiao::testing::IsOk());
    Work();
    return Get(id);
  }

  Import Get(const std::string& id) {
    const absl::StatusOr<Import> import = imports_.GetImport(call_, id);
    EXPECT_THAT(import, xinqiao::testing::IsOk());
    return import.value_or(Import());
  }

  // "organizations 3 level LEVEL_CONFLICT".
  std::vector<std::string> ProblemsOf(const std::string& id) {
    const auto page = imports_.ListImportProblems(call_, id, {.limit = 1000});
    EXPECT_THAT(page, xinqiao::testing::IsOk());
    std::vector<std::string> texts;
    for (const ImportProblem& each : page->problems) {
      static const char* const kNames[] = {"", "organizations", "people", "posts"};
      texts.push_back(absl::StrCat(kNames[static_cast<int>(each.table)], " ", each.line, " ",
                                   each.column.empty() ? "row" : each.column, " ", each.reason));
    }
    return texts;
  }

  // Does whatever work there is.
  void Work() {
    while (jobs_.WorkOnOne(clock_.Now()).value_or(false)) {
    }
  }

  std::string Sql(const std::string& query) { return schema_.Execute(query); }

  const Call call_{.principal = "people/1", .request_digest = std::string(32, 'a')};
  xinqiao::testing::FakeClock clock_{"2017-04-01"};
  xinqiao::testing::FakeClock real_clock_{"2017-04-01"};
  Uuid7Generator ids_;
  xinqiao::testing::TestDatabase schema_{"registry"};
  pg::Database database_{schema_.url(), 8};
  const crypto::Vault vault_ = *crypto::Vault::Create(std::string(32, 'k'));
  PostgresImportStore store_{database_,
                             [this](const std::string& phone) {
                               const crypto::Sealed sealed = vault_.Seal(phone);
                               return SealedPhone{.wrapped_key = sealed.wrapped_key,
                                                  .ciphertext = sealed.ciphertext,
                                                  .blind_index = vault_.BlindIndex(phone)};
                             },
                             StoreImportEncoders().answer};
  PostgresImportJobs jobs_{
      {.database = database_, .ids = ids_, .encoders = StoreImportEncoders(), .rows_at_once = 2}};
  Imports imports_{
      {.store = store_, .clock = clock_, .real_clock = real_clock_, .ids = ids_, .wake = [] {}}};
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_TESTS_SERVICES_REGISTRY_STORAGE_IMPORT_SCENE_H_
