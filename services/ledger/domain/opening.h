// What people wrote, kept beside the log: the log holds commitments only.

#ifndef XINQIAO_SERVICES_LEDGER_DOMAIN_OPENING_H_
#define XINQIAO_SERVICES_LEDGER_DOMAIN_OPENING_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "services/ledger/domain/activity.h"
#include "services/ledger/domain/hash.h"

namespace xinqiao::ledger {

// A value and the 32 random bytes that keep its commitment from being guessed.
// Without it a commitment tells nothing: deleting it erases the value.
struct Opening {
  std::string salt;
  std::string value;

  friend bool operator==(const Opening&, const Opening&) = default;
};

// H(salt || value).
std::string Commitment(HashAlgorithm algorithm, const Opening& opening);
std::string CommitmentOrNone(HashAlgorithm algorithm, const std::optional<Opening>& opening);

// A leaf of the participants' tree: a youth with the salt of the leaf, or its
// hash once it was erased.
struct ParticipantLeaf {
  std::string salt;
  std::string youth_id;
  std::string leaf_hash;  // "" unless erased; the others are "" then.

  friend bool operator==(const ParticipantLeaf&, const ParticipantLeaf&) = default;
};

// H(0x00 || salt || "youths/" youth_id), or the hash that was kept.
std::string LeafHashOf(HashAlgorithm algorithm, const ParticipantLeaf& leaf);

// The participants' tree: commitment = H(salt || root over the leaves).
struct ParticipantTree {
  std::string salt;
  std::vector<ParticipantLeaf> leaves;

  friend bool operator==(const ParticipantTree&, const ParticipantTree&) = default;
};

std::string Commitment(HashAlgorithm algorithm, const ParticipantTree& tree);

// The leaves as the column openings.participants holds them; see 0101_log.sql.
std::string PackLeaves(const std::vector<ParticipantLeaf>& leaves);
// Nothing if `bytes` is not what PackLeaves() writes.
std::optional<std::vector<ParticipantLeaf>> UnpackLeaves(absl::string_view bytes);

// What an entry keeps beside the log, in the forms that event.proto gives;
// nothing where it commits to nothing, or it was erased.
struct Openings {
  std::optional<Opening> text;
  std::optional<Opening> circumstances;
  std::optional<ParticipantTree> participants;
  std::optional<Opening> evidence_uris;
  std::optional<Opening> reason;  // Of a voiding, a reopening, an epoch.
  std::optional<Opening> youth;   // Of a statement.

  friend bool operator==(const Openings&, const Openings&) = default;
};

// Of an activity. Calls `new_salt` once per opening and participant.
Openings OpeningsOf(const ActivityFacts& facts, absl::FunctionRef<std::string()> new_salt);

// Puts the values back where OpeningsOf() took them from; what was erased
// stays as it is. `facts` has its evidence and its visit, without URIs.
void FillIn(const Openings& openings, ActivityFacts& facts);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_DOMAIN_OPENING_H_
