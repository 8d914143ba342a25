// Reads of the ledger that answer as told.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_READS_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_READS_H_

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/ledger/app/ledger_reads.h"

namespace xinqiao::testing {

// Answers what was put in, and remembers the last query.
class FakeLedgerReads final : public ledger::LedgerReads {
 public:
  std::map<std::string, ledger::Activity> activities;  // By id.
  ledger::ActivityPage page;
  ledger::Participation participation;
  ledger::BooksPage books;
  ledger::ActivityQuery last_query;
  ledger::BooksQuery last_books_query;
  std::vector<size_t> together;  // How many each Get() was asked for.
  absl::Time last_deadline;      // Of a Get().
  absl::Status get_status;
  std::function<void()> during_get;

  absl::StatusOr<std::vector<std::optional<ledger::Activity>>> Get(
      const Call& call, const std::vector<ledger::ActivityName>& names) override {
    together.push_back(names.size());
    last_deadline = call.deadline;
    if (during_get) during_get();
    if (!get_status.ok()) return get_status;
    std::vector<std::optional<ledger::Activity>> found(names.size());
    for (size_t i = 0; i < names.size(); ++i) {
      const auto each = activities.find(names[i].activity_id);
      if (each == activities.end()) continue;
      if (each->second.facts.organization_id == names[i].organization_id) found[i] = each->second;
    }
    return found;
  }
  absl::StatusOr<ledger::ActivityPage> List(const Call& /*call*/,
                                            const ledger::ActivityQuery& query) override {
    last_query = query;
    return page;
  }
  absl::StatusOr<ledger::Participation> GetParticipation(const Call& /*call*/,
                                                         const std::string& /*organization_id*/,
                                                         const std::string& /*activity_id*/,
                                                         const std::string& /*youth_id*/) override {
    return participation;
  }
  absl::StatusOr<ledger::BooksPage> ListBooks(const Call& /*call*/,
                                              const ledger::BooksQuery& query) override {
    last_books_query = query;
    return books;
  }
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_READS_H_
