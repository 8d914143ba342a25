// Closed books: which periods take no further activity, and for whom.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_BOOKS_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_BOOKS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/ledger/domain/activity.h"

namespace xinqiao::ledger {

// A parent over dates.
struct DatedParent {
  std::string organization_id;  // The parent.
  Period valid;

  friend bool operator==(const DatedParent&, const DatedParent&) = default;
};

// What the ledger knows of an organization.
struct OrganizationFacts {
  std::string log;  // "" above every ledger root.
  std::vector<DatedParent> parents;

  friend bool operator==(const OrganizationFacts&, const OrganizationFacts&) = default;
};

// By id. A reader that asks for one gets all that ever stood above it as well.
using KnownOrganizations = std::map<std::string, OrganizationFacts>;

// The organization itself and those above it on `day`, the nearest first.
std::vector<std::string> PathOn(const KnownOrganizations& organizations,
                                const std::string& organization_id, absl::CivilDay day);

// A closing or a reopening.
struct BooksEntry {
  std::string log;
  int64_t position = 0;
  std::string organization_id;
  Period period;
  bool closed = true;
  PostRef author;
  absl::Time record_time;
  std::string reason;  // Of a reopening; "" once erased.

  friend bool operator==(const BooksEntry&, const BooksEntry&) = default;
};

// The last word on each organization and period of one log.
class Books {
 public:
  Books() = default;
  // `entries` in any order.
  explicit Books(const std::vector<BooksEntry>& entries);

  // As if an entry with the next position was appended.
  void Add(const BooksEntry& entry);

  // Whether that very period of that organization is closed by itself.
  bool IsClosed(const std::string& organization_id, const Period& period) const;

  // A closing that keeps an activity of `organization_id` on `day` out: by one
  // that was above it on that day, or is today. The highest.
  std::optional<BooksEntry> ClosedFor(const KnownOrganizations& organizations,
                                      const std::string& organization_id, absl::CivilDay day,
                                      absl::CivilDay today) const;

 private:
  // By organization: the last entry of each period.
  std::map<std::string, std::vector<BooksEntry>> last_;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_BOOKS_H_
