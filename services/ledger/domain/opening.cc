#include "services/ledger/domain/opening.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/crypto/hash.h"

namespace xinqiao::ledger {
namespace {

constexpr char kYouths[] = "youths/";

// Every line ends with a line feed, the last one too, so that no two lists
// have the same text.
std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) absl::StrAppend(&text, line, "\n");
  return text;
}

std::vector<std::string> Split(absl::string_view text) {
  if (!absl::ConsumeSuffix(&text, "\n")) return {};
  return absl::StrSplit(text, '\n');
}

}  // namespace

std::string Commitment(const Opening& opening) {
  return crypto::Sha256(absl::StrCat(opening.salt, opening.value));
}

Openings OpeningsOf(const ActivityFacts& facts, absl::FunctionRef<std::string()> new_salt) {
  std::vector<std::string> participants;
  for (const std::string& id : facts.participant_ids) {
    participants.push_back(absl::StrCat(kYouths, id));
  }
  std::vector<std::string> uris;
  for (const Evidence& evidence : facts.evidence) uris.push_back(evidence.uri);
  return {
      .text = {.salt = new_salt(), .value = facts.text},
      .circumstances = {.salt = new_salt(),
                        .value = Join({facts.topic, facts.platform, facts.place})},
      .participants = {.salt = new_salt(), .value = Join(participants)},
      .evidence_uris = {.salt = new_salt(), .value = Join(uris)},
  };
}

void FillIn(const OpenedValues& values, ActivityFacts& facts) {
  if (values.text.has_value()) facts.text = *values.text;
  if (values.circumstances.has_value()) {
    std::vector<std::string> lines = Split(*values.circumstances);
    lines.resize(3);
    facts.topic = std::move(lines[0]);
    facts.platform = std::move(lines[1]);
    facts.place = std::move(lines[2]);
  }
  if (values.participants.has_value()) {
    for (absl::string_view name : Split(*values.participants)) {
      facts.participant_ids.emplace_back(absl::StripPrefix(name, kYouths));
    }
  }
  if (values.evidence_uris.has_value()) {
    std::vector<std::string> uris = Split(*values.evidence_uris);
    uris.resize(facts.evidence.size());
    for (size_t i = 0; i < uris.size(); ++i) facts.evidence[i].uri = std::move(uris[i]);
  }
}

}  // namespace xinqiao::ledger
