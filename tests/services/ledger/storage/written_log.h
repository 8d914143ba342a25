// The scene's logs in PostgreSQL, written by the store, for tests of what reads them.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_STORAGE_WRITTEN_LOG_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_STORAGE_WRITTEN_LOG_H_

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/pg/database.h"
#include "services/ledger/app/batch_decisions.h"
#include "services/ledger/app/batch_growth.h"
#include "services/ledger/storage/postgres_log_store.h"
#include "tests/services/ledger/drafts.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/postgres.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::ledger {

// Visits as lines, without a proto: the report's evidence last.
inline VisitCodec LineCodec() {
  return {.encode =
              [](const CommunityVisit& visit) {
                std::vector<std::string> lines = {
                    absl::StrCat(visit.interviewed_count), visit.talked_with_leaders ? "1" : "0",
                    absl::StrJoin(visit.new_organization_ids, ","),
                    absl::StrJoin(visit.guided_organization_ids, ",")};
                if (visit.research_report.has_value()) {
                  lines.push_back(visit.research_report->media_type);
                  lines.push_back(absl::StrCat(visit.research_report->size_bytes));
                  lines.push_back(visit.research_report->digest);
                }
                return absl::StrJoin(lines, "\n");
              },
          .decode =
              [](absl::string_view bytes) {
                const std::vector<std::string> lines =
                    absl::StrSplit(bytes, absl::MaxSplits('\n', 6));
                CommunityVisit visit;
                EXPECT_TRUE(absl::SimpleAtoi(lines[0], &visit.interviewed_count));
                visit.talked_with_leaders = lines[1] == "1";
                visit.new_organization_ids = absl::StrSplit(lines[2], ',', absl::SkipEmpty());
                visit.guided_organization_ids = absl::StrSplit(lines[3], ',', absl::SkipEmpty());
                if (lines.size() > 4) {
                  Evidence report = {
                      .kind = EvidenceKind::kDocument, .digest = lines[6], .media_type = lines[4]};
                  EXPECT_TRUE(absl::SimpleAtoi(lines[5], &report.size_bytes));
                  visit.research_report = std::move(report);
                }
                return visit;
              }};
}

// Owns its database, which knows the directory of the scene.
class WrittenLog {
 public:
  WrittenLog() {
    const AdmissionFacts known = scene::AllKnown();
    const absl::Status saved = database_.Transact({}, [&](pqxx::transaction_base& tx) {
      for (const auto& [id, organization] : known.organizations) {
        directory::KnownOrganization saving = {.organization_id = id, .log = organization.log};
        for (const DatedParent& parent : organization.parents) {
          saving.parents.push_back(
              {.organization_id = parent.organization_id, .valid = parent.valid});
        }
        directory::SaveOrganization(tx, saving);
      }
      for (const auto& [id, post] : known.posts) {
        directory::SavePost(tx, {.name = {.organization_id = post.organization_id, .post_id = id},
                                 .log = "",
                                 .valid = post.valid});
      }
      for (const std::string& kind : known.kind_ids) directory::SaveActivityKind(tx, kind);
      return absl::OkStatus();
    });
    EXPECT_THAT(saved, xinqiao::testing::IsOk());
  }

  // One batch; every draft of it is taken. An entry is the id of its change.
  void Append(const std::vector<Draft>& drafts, const std::string& log = scene::kLog) {
    const std::vector<DraftGroup> groups = {{.drafts = drafts}};
    const LogQuery query = {.request_ids = RequestIdsOf(groups)};
    const absl::Status status =
        store_.Write({}, log, query, [&](LogTransaction& transaction) -> absl::Status {
          const LogState state = {.log = log,
                                  .head = transaction.Head(0),
                                  .signed_last = signed_last_,
                                  .halted = signed_last_.has_value()};
          ASSIGN_OR_RETURN(Found found, transaction.Find(WantedBy(groups)));
          const int64_t registry_position = found.registry_position;
          const Decisions decisions =
              Decide(state, std::move(found), groups, HashAlgorithm::kSha256);
          for (const Decision& decision : decisions.groups.front()) {
            RETURN_IF_ERROR(decision.status);
          }
          ASSIGN_OR_RETURN(const Grown grown, Grow(
                                                  state, decisions, registry_position,
                                                  [](const Draft& draft, const EntryContext&) {
                                                    return draft.change_id;
                                                  },
                                                  scene::TestKey(),
                                                  [&](const std::vector<NodePlace>& places) {
                                                    return transaction.Hashes(places);
                                                  }));
          transaction.Append(grown.batch);
          return absl::OkStatus();
        });
    EXPECT_THAT(status, xinqiao::testing::IsOk());
  }

  // From now on every log is halted, for this is not in it: it takes nothing but
  // an EpochStart.
  void Halt(const std::string& signed_last) { signed_last_ = signed_last; }

  pg::Database& database() { return database_; }
  std::string Execute(const std::string& sql) { return test_database_.Execute(sql); }
  const std::string& url() const { return test_database_.url(); }

 private:
  xinqiao::testing::TestDatabase test_database_{"ledger"};
  pg::Database database_{test_database_.url(), 4};
  PostgresLogStore store_{database_, LineCodec()};
  std::optional<std::string> signed_last_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_STORAGE_WRITTEN_LOG_H_
