// What people wrote, kept beside the log: the log holds commitments only.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_OPENING_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_OPENING_H_

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "services/ledger/domain/activity.h"

namespace xinqiao::ledger {

// A value and the 32 random bytes that keep its commitment from being guessed.
// Without it a commitment tells nothing: deleting it erases the value.
struct Opening {
  std::string salt;
  std::string value;

  friend bool operator==(const Opening&, const Opening&) = default;
};

// SHA-256(salt || value).
std::string Commitment(const Opening& opening);

// What an activity keeps beside the log, in the forms that event.proto gives.
struct Openings {
  Opening text;
  Opening circumstances;
  Opening participants;
  Opening evidence_uris;

  friend bool operator==(const Openings&, const Openings&) = default;
};

Openings OpeningsOf(const ActivityFacts& facts, absl::FunctionRef<std::string()> new_salt);

// The values of openings, as read back; nothing where one was erased.
struct OpenedValues {
  std::optional<std::string> text;
  std::optional<std::string> circumstances;
  std::optional<std::string> participants;
  std::optional<std::string> evidence_uris;
};

// Puts the values back where OpeningsOf() took them from; what was erased
// stays as it is. `facts` has its evidence, without URIs.
void FillIn(const OpenedValues& values, ActivityFacts& facts);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_OPENING_H_
