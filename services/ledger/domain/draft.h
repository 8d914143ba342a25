// What callers want to append to a log: well-formed, not yet admitted.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_DRAFT_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_DRAFT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "libs/calendar/period.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/opening.h"

namespace xinqiao::ledger {

// An activity, with its id and its openings.
struct Recording {
  Activity activity;
  Openings openings;
};

// The voiding of an activity.
struct Voiding {
  std::string organization_id;
  std::string activity_id;
  Opening reason;
};

// The numbers are stored, and are those of the contract.
enum class Statement { kNone = 0, kConfirmed = 1, kNotThere = 2, kPressed = 3, kWithdrawn = 4 };

// What a youth says of taking part.
struct Stating {
  std::string organization_id;
  std::string activity_id;
  std::string youth_id;
  Statement statement = Statement::kConfirmed;
  std::string salt;  // Of the commitment to the youth.
};

// Closing books, or reopening them.
struct BooksChange {
  std::string organization_id;
  Period period;
  PostRef author;
  bool closed = true;
  std::optional<Opening> reason;  // Of a reopening.
};

// Erasing openings of an activity.
struct Redaction {
  std::string organization_id;
  std::string activity_id;
  std::vector<RedactedField> fields;  // Sorted, no two the same.
  std::string participant_id;         // With kParticipant only.
};

// Beginning a new epoch.
struct EpochStart {
  std::string epoch_id;         // A new UUID.
  std::string last_checkpoint;  // The last that was signed: a signed note.
  Opening reason;
};

// One entry that a caller wants.
struct Draft {
  std::string request_id;
  std::string request_digest;  // SHA-256 over caller, method and this entry's request.
  std::string change_id;       // A new UUID.
  absl::Time record_time;
  std::variant<Recording, Voiding, Stating, BooksChange, Redaction, EpochStart> what;
};

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_DRAFT_H_
