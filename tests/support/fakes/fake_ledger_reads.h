// Reads of the ledger that answer as told.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_READS_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LEDGER_READS_H_

#include <map>
#include <string>

#include "services/ledger/app/ledger_reads.h"
#include "services/ledger/domain/errors.h"

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

  absl::StatusOr<ledger::Activity> Get(const Call& /*call*/, const std::string& organization_id,
                                       const std::string& activity_id) override {
    const auto found = activities.find(activity_id);
    if (found == activities.end() || found->second.facts.organization_id != organization_id) {
      return ledger::errors::ActivityUnknown(activity_id);
    }
    return found->second;
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
