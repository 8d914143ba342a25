// Where wishes keeps what it knows of contacts.

#ifndef XINQIAO_SERVICES_WISHES_APP_LINK_STORE_H_
#define XINQIAO_SERVICES_WISHES_APP_LINK_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/feed/cursor.h"

namespace xinqiao::wishes {

// That a link became active, or inactive, as contacts' feed tells it.
struct LinkChange {
  enum class Kind { kActive, kInactive };

  Kind kind = Kind::kActive;
  std::string contact_link_id;
  std::string youth_id;
  std::string post_id;  // "" for kInactive.
  absl::CivilDay day;   // The first day of contact, or the first without.

  friend bool operator==(const LinkChange&, const LinkChange&) = default;
};

// Persists links and the cursors of contacts' logs. Each method is one
// transaction. Thread-safe.
class LinkStore {
 public:
  virtual ~LinkStore() = default;

  // Applies `changes` and moves the cursor, both or neither. CURSOR_MOVED when
  // another replica was faster.
  virtual absl::Status Apply(const feed::Cursor& from, const feed::Cursor& to,
                             absl::Span<const LinkChange> changes) = 0;

  // The cursor of a log; position 0 while nothing was applied.
  virtual absl::StatusOr<feed::Cursor> LoadCursor(const std::string& source,
                                                  const std::string& log) = 0;

  // The logs of every ledger root known.
  virtual absl::StatusOr<std::vector<std::string>> ListLogs() = 0;
};

}  // namespace xinqiao::wishes

#endif  // XINQIAO_SERVICES_WISHES_APP_LINK_STORE_H_
