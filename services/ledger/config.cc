#include "services/ledger/config.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"

namespace xinqiao::ledger {
namespace {

constexpr char kCosigner = '\x04';

HashAlgorithm HashAlgorithmFrom(Env& env, const std::string& name) {
  const std::string value = env.StringIfSet(name);
  if (value == "sm3") return HashAlgorithm::kSm3;
  if (!value.empty() && value != "sha256") {
    env.Problem(absl::StrCat(name, " is ", value, ", want sha256 or sm3"));
  }
  return HashAlgorithm::kSha256;
}

// One verifier key a line; empty lines and comments with # are skipped.
std::vector<NoteKey> WitnessesFrom(Env& env, const std::string& name) {
  std::vector<NoteKey> witnesses;
  if (env.StringIfSet(name).empty()) return witnesses;
  for (absl::string_view line : absl::StrSplit(env.FileContents(name), '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#') continue;
    const absl::StatusOr<NoteKey> key = ParseNoteKey(line);
    if (key.ok() && key->type == kCosigner) {
      witnesses.push_back(*key);
    } else {
      env.Problem(absl::StrCat(name, " holds a line that is no key of a witness: ", line));
    }
  }
  return witnesses;
}

}  // namespace

absl::StatusOr<Config> LoadConfig(Env env) {
  Config config;
  config.server = rpc::ServerOptionsFrom(env, "LEDGER");
  config.database_url = env.FileContents("LEDGER_DATABASE_URL_FILE");
  config.database_connections_max = env.Int("LEDGER_DATABASE_CONNECTIONS_MAX", 12, 1, 100);
  config.registry_target = rpc::LoopbackAddress(env, "LEDGER_REGISTRY_TARGET");
  config.signing_key_pem = env.FileContents("LEDGER_SIGNING_KEY_FILE");
  config.signed_heads_dir = env.String("LEDGER_SIGNED_HEADS_DIR");
  config.hash_algorithm = HashAlgorithmFrom(env, "LEDGER_HASH_ALGORITHM");
  config.write_queue_max = env.Int("LEDGER_WRITE_QUEUE_MAX", 10'000, 500, 1'000'000);
  config.witnesses = WitnessesFrom(env, "LEDGER_WITNESS_KEYS_FILE");
  config.clock_file = env.StringIfSet("XINQIAO_CLOCK_FILE");
  RETURN_IF_ERROR(env.status());
  return config;
}

}  // namespace xinqiao::ledger
