// What a deployment may set.

#ifndef XINQIAO_SERVICES_LEDGER_CONFIG_H_
#define XINQIAO_SERVICES_LEDGER_CONFIG_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/config/env.h"
#include "libs/rpc/server_options.h"
#include "services/ledger/domain/hash.h"
#include "services/ledger/domain/note.h"

namespace xinqiao::ledger {

struct Config {
  rpc::ServerOptions server;
  std::string database_url;
  int database_connections_max = 0;
  std::string registry_target;
  std::string signing_key_pem;
  std::string signed_heads_dir;
  HashAlgorithm hash_algorithm = HashAlgorithm::kSha256;  // Of logs that begin.
  int write_queue_max = 0;
  std::vector<NoteKey> witnesses;
  std::string clock_file;  // "" for the system's clock.
};

// Reads LEDGER_* and XINQIAO_*; fails with all problems at once. README.md
// lists them.
absl::StatusOr<Config> LoadConfig(Env env);

}  // namespace xinqiao::ledger

#endif  // XINQIAO_SERVICES_LEDGER_CONFIG_H_
