#include "tests/bench/pgbench.h"

#include <array>
#include <cstdio>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace xinqiao::bench {
namespace {

constexpr char kPgbench[] = "/usr/lib/postgresql/15/bin/pgbench";

}  // namespace

absl::StatusOr<Throughput> RunPgbench(const Script& script, absl::Duration duration) {
  const std::string command =
      absl::StrCat(kPgbench, " --no-vacuum --protocol=prepared --jobs=2 --client=", script.clients,
                   " --time=", absl::ToInt64Seconds(duration), " --file='", script.file, "' '",
                   script.database_url, "' 2>&1");
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return absl::InternalError("cannot run pgbench");
  std::string output;
  std::array<char, 4096> part;
  while (const size_t size = fread(part.data(), 1, part.size(), pipe)) {
    output.append(part.data(), size);
  }
  // Each client complains; the first says enough.
  if (pclose(pipe) != 0) return absl::InternalError(output.substr(0, 1000));
  for (absl::string_view line : absl::StrSplit(output, '\n')) {
    Throughput throughput{.duration = duration};
    if (absl::ConsumePrefix(&line, "number of transactions actually processed: ") &&
        absl::SimpleAtoi(line, &throughput.transactions)) {
      return throughput;
    }
  }
  return absl::InternalError(output);
}

}  // namespace xinqiao::bench
