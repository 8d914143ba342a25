#include "services/ledger/domain/opening.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/ledger/domain/merkle.h"

namespace xinqiao::ledger {
namespace {

constexpr size_t kSaltBytes = 32;

// What a packed leaf begins with: its hash follows, or its salt and its youth.
constexpr char kClosed = '\x00';
constexpr char kOpen = '\x01';
constexpr size_t kUuidBytes = 16;
constexpr absl::string_view kUuidForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

std::string BytesOf(absl::string_view uuid) {
  return absl::HexStringToBytes(absl::StrReplaceAll(uuid, {{"-", ""}}));
}

std::string UuidOf(absl::string_view bytes) {
  const std::string digits = absl::BytesToHexString(bytes);
  std::string uuid(kUuidForm);
  auto digit = digits.begin();
  for (char& c : uuid) {
    if (c == 'x') c = *digit++;
  }
  return uuid;
}

// Every line ends with a line feed, the last one too, so that no two lists
// have the same text.
std::string Join(const std::vector<absl::string_view>& lines) {
  std::string text;
  for (const absl::string_view line : lines) absl::StrAppend(&text, line, "\n");
  return text;
}

std::vector<std::string> Split(absl::string_view text) {
  if (!absl::ConsumeSuffix(&text, "\n")) return {};
  return absl::StrSplit(text, '\n');
}

bool AllEmpty(const std::vector<absl::string_view>& lines) {
  return std::all_of(lines.begin(), lines.end(),
                     [](absl::string_view line) { return line.empty(); });
}

std::optional<Opening> OpeningOf(const std::vector<absl::string_view>& lines,
                                 absl::FunctionRef<std::string()> new_salt) {
  if (AllEmpty(lines)) return std::nullopt;
  return Opening{.salt = new_salt(), .value = Join(lines)};
}

std::vector<absl::string_view> CircumstancesOf(const ActivityFacts& facts) {
  return {facts.topic, facts.platform, facts.place,
          facts.visit.has_value() ? absl::string_view(facts.visit->community) : ""};
}

bool HasResearchReport(const ActivityFacts& facts) {
  return facts.visit.has_value() && facts.visit->research_report.has_value();
}

std::vector<absl::string_view> UrisOf(const ActivityFacts& facts) {
  std::vector<absl::string_view> uris;
  for (const Evidence& evidence : facts.evidence) uris.push_back(evidence.uri);
  if (HasResearchReport(facts)) uris.push_back(facts.visit->research_report->uri);
  return uris;
}

void FillInCircumstances(absl::string_view value, ActivityFacts& facts) {
  std::vector<std::string> lines = Split(value);
  lines.resize(4);
  facts.topic = std::move(lines[0]);
  facts.platform = std::move(lines[1]);
  facts.place = std::move(lines[2]);
  if (facts.visit.has_value()) facts.visit->community = std::move(lines[3]);
}

void FillInUris(absl::string_view value, ActivityFacts& facts) {
  std::vector<std::string> lines = Split(value);
  lines.resize(facts.evidence.size() + (HasResearchReport(facts) ? 1 : 0));
  for (size_t i = 0; i < facts.evidence.size(); ++i) facts.evidence[i].uri = std::move(lines[i]);
  if (HasResearchReport(facts)) facts.visit->research_report->uri = std::move(lines.back());
}

}  // namespace

std::string Commitment(HashAlgorithm algorithm, const Opening& opening) {
  return Hash(algorithm, absl::StrCat(opening.salt, opening.value));
}

std::string CommitmentOrNone(HashAlgorithm algorithm, const std::optional<Opening>& opening) {
  return opening.has_value() ? Commitment(algorithm, *opening) : "";
}

std::string LeafHashOf(HashAlgorithm algorithm, const ParticipantLeaf& leaf) {
  if (!leaf.leaf_hash.empty()) return leaf.leaf_hash;
  return LeafHash(algorithm, absl::StrCat(leaf.salt, "youths/", leaf.youth_id));
}

std::string Commitment(HashAlgorithm algorithm, const ParticipantTree& tree) {
  std::vector<std::string> leaf_hashes;
  leaf_hashes.reserve(tree.leaves.size());
  for (const ParticipantLeaf& leaf : tree.leaves) {
    leaf_hashes.push_back(LeafHashOf(algorithm, leaf));
  }
  return Hash(algorithm, absl::StrCat(tree.salt, RootOf(algorithm, leaf_hashes)));
}

std::string PackLeaves(const std::vector<ParticipantLeaf>& leaves) {
  std::string bytes;
  bytes.reserve(leaves.size() * (1 + kSaltBytes + kUuidBytes));
  for (const ParticipantLeaf& leaf : leaves) {
    if (leaf.leaf_hash.empty()) {
      bytes.push_back(kOpen);
      absl::StrAppend(&bytes, leaf.salt, BytesOf(leaf.youth_id));
    } else {
      bytes.push_back(kClosed);
      absl::StrAppend(&bytes, leaf.leaf_hash);
    }
  }
  return bytes;
}

std::optional<std::vector<ParticipantLeaf>> UnpackLeaves(absl::string_view bytes) {
  std::vector<ParticipantLeaf> leaves;
  while (!bytes.empty()) {
    const char kind = bytes.front();
    const size_t size = kind == kOpen ? kSaltBytes + kUuidBytes : kHashBytes;
    bytes.remove_prefix(1);
    if ((kind != kOpen && kind != kClosed) || bytes.size() < size) return std::nullopt;
    const absl::string_view content = bytes.substr(0, size);
    if (kind == kOpen) {
      leaves.push_back({.salt = std::string(content.substr(0, kSaltBytes)),
                        .youth_id = UuidOf(content.substr(kSaltBytes))});
    } else {
      leaves.push_back({.leaf_hash = std::string(content)});
    }
    bytes.remove_prefix(size);
  }
  return leaves;
}

Openings OpeningsOf(const ActivityFacts& facts, absl::FunctionRef<std::string()> new_salt) {
  Openings openings;
  if (!facts.text.empty()) openings.text = {.salt = new_salt(), .value = facts.text};
  openings.circumstances = OpeningOf(CircumstancesOf(facts), new_salt);
  openings.evidence_uris = OpeningOf(UrisOf(facts), new_salt);
  if (facts.participant_ids.empty()) return openings;
  ParticipantTree& tree = openings.participants.emplace(ParticipantTree{.salt = new_salt()});
  tree.leaves.reserve(facts.participant_ids.size());
  for (const std::string& id : facts.participant_ids) {
    tree.leaves.push_back({.salt = new_salt(), .youth_id = id});
  }
  return openings;
}

void FillIn(const Openings& openings, ActivityFacts& facts) {
  if (openings.text.has_value()) facts.text = openings.text->value;
  if (openings.circumstances.has_value()) FillInCircumstances(openings.circumstances->value, facts);
  if (openings.evidence_uris.has_value()) FillInUris(openings.evidence_uris->value, facts);
  if (!openings.participants.has_value()) return;
  for (const ParticipantLeaf& leaf : openings.participants->leaves) {
    if (leaf.leaf_hash.empty()) facts.participant_ids.push_back(leaf.youth_id);
  }
}

}  // namespace xinqiao::ledger
