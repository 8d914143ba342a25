// Reads bytes as a rule pack in text format and follows it as far as it gets: parsed, decoded,
// validated, and held against the packs above it. None of this may crash, hang or leak, whatever
// the bytes; and what gets through keeps two promises, see Check().
//
// The packs above and the catalogue are the ones that ship, so it runs from the top folder.

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/policy/guard.h"
#include "libs/policy/pack_codec.h"
#include "libs/policy/placed_pack.h"
#include "libs/policy/validate.h"
#include "tests/fuzz/message_mutator.h"

namespace xinqiao::policy {
namespace {

constexpr char kFolder[] = "services/registry/packs/";
constexpr char kCatalogue[] = "activity_kinds.textproto";
constexpr absl::CivilDay kPublicationDay(2017, 6, 1);
constexpr Period kAlways{.first = absl::CivilDay(2015, 1, 1), .end = kOpenEnd};
// As deep as gRPC lets a message be.
constexpr int kDepthMax = 100;

[[noreturn]] void Fail(absl::string_view what) {
  std::cerr << "fuzz_pack_text: " << what << std::endl;
  std::abort();
}

// Keeps the parser from writing each error to standard error.
class Silence final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int /*line*/, int /*column*/, const std::string& /*message*/) override {}
};

bool Parse(const std::string& text, google::protobuf::Message& message) {
  Silence silence;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&silence);
  parser.SetRecursionLimit(kDepthMax);
  return parser.ParseFromString(text, &message);
}

std::string TextOf(const std::string& file) {
  std::ifstream in(kFolder + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Files of the packs that ship: S0, S1, ...
std::set<std::string> PackFiles() {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string file = entry.path().filename().string();
    if (file[0] == 's' && absl::ascii_isdigit(static_cast<unsigned char>(file[1]))) {
      files.insert(file);
    }
  }
  return files;
}

// The fixed path: the packs that ship, each of an organization one step below
// the one before.
struct Path {
  absl::flat_hash_set<std::string> kind_ids;
  std::vector<RulePack> packs;
  std::vector<PlacedPack> above;
};

Path ReadPath() {
  Path path;
  v1::ActivityKindCatalogue catalogue;
  if (!Parse(TextOf(kCatalogue), catalogue)) Fail("the catalogue does not parse");
  for (const ActivityKind& kind : DecodeActivityKinds(catalogue).value) {
    path.kind_ids.insert(kind.kind_id);
  }
  for (const std::string& file : PackFiles()) {
    v1::RulePack pack;
    if (!Parse(TextOf(file), pack)) Fail(file);
    path.packs.push_back(DecodeRulePack(pack).value);
  }
  for (size_t step = 0; step < path.packs.size(); ++step) {
    path.above.push_back({.rule_pack_id = std::to_string(step),
                          .organization_id = std::to_string(step),
                          .step = static_cast<int>(step),
                          .rules = &path.packs[step],
                          .in_force = kAlways});
  }
  return path;
}

// What was decoded without a problem is written and read again as it is; what
// raises nothing any more once it is voluntary is all that was raised.
void Check(const v1::RulePack& message) {
  static const Path& path = *new Path(ReadPath());
  const Decoded<RulePack> decoded = DecodeRulePack(message);
  const RulePack& rules = decoded.value;
  const Findings findings = Validate(rules, path.kind_ids, kPublicationDay);
  if (!decoded.problems.empty()) return;
  const Decoded<RulePack> again = DecodeRulePack(EncodeRulePack(rules));
  if (!again.problems.empty() || again.value != rules) Fail("it does not survive its own codec");
  if (!findings.problems.empty()) return;

  const int step = static_cast<int>(path.above.size());
  PlacedPack placed{.rule_pack_id = "fuzzed",
                    .organization_id = "fuzzed",
                    .step = step,
                    .rules = &rules,
                    .in_force = rules.in_force.value_or(kAlways)};
  const RulePack mended = WithVoluntary(rules, FindRaises(placed, path.above));
  placed.rules = &mended;
  for (const Raise& raise : FindRaises(placed, path.above)) {
    if (raise.binding) Fail("a voluntary rule raises: " + raise.reason);
  }
}

}  // namespace
}  // namespace xinqiao::policy

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t size_max);

// Every other time the bytes change as libFuzzer likes, which hardly ever leaves
// a pack that is valid; the other times a pack becomes another pack.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t size_max,
                                          unsigned int seed) {
  std::mt19937 random(seed);
  xinqiao::policy::v1::RulePack pack;
  std::string text(data, data + size);
  if (random() % 2 == 0 || !xinqiao::policy::Parse(text, pack)) {
    return LLVMFuzzerMutate(data, size, size_max);
  }
  for (int times = 1 + static_cast<int>(random() % 4); times > 0; --times) {
    xinqiao::fuzz::Mutate(pack, random);
  }
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  printer.PrintToString(pack, &text);
  if (text.size() > size_max) return LLVMFuzzerMutate(data, size, size_max);
  std::copy(text.begin(), text.end(), data);
  return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(data, data + size);
  xinqiao::policy::v1::RulePack pack;
  if (xinqiao::policy::Parse(text, pack)) xinqiao::policy::Check(pack);
  return 0;
}
