#include "tests/bench/registry_server.h"

#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tests/bench/registry_province.h"
#include "tests/support/http.h"

namespace xinqiao::bench {

RegistryServer::RegistryServer(const std::vector<registry::v1::Event>& more)
    : address_(FreeAddress()), metrics_address_(FreeAddress()) {
  RegistryProvince::Fill(database_, more);
}

absl::Status RegistryServer::Start() {
  const char* build = std::getenv("XINQIAO_BUILD_DIR");
  ASSIGN_OR_RETURN(
      process_,
      Process::Start(
          absl::StrCat(build == nullptr ? "build/release" : build, "/bin/registry_server"),
          {"XINQIAO_IDENTITY=development", absl::StrCat("REGISTRY_LISTEN_ADDRESS=", address_),
           absl::StrCat("REGISTRY_METRICS_ADDRESS=", metrics_address_),
           absl::StrCat("REGISTRY_DATABASE_URL_FILE=",
                        folder_.Write("database_url", database_.url())),
           absl::StrCat("REGISTRY_SECRET_KEY_FILE=",
                        folder_.Write("secret.key", std::string(64, 'a')))}));
  return process_->WaitUntilServing(address_);
}

absl::StatusOr<double> RegistryServer::ResidentMegabytes() const {
  const std::string metrics = xinqiao::testing::HttpGet(metrics_address_, "/metrics");
  constexpr absl::string_view kName = "\nprocess_resident_memory_bytes ";
  const size_t found = metrics.find(kName.data());
  if (found == std::string::npos) return absl::UnavailableError("no metrics of memory");
  const size_t start = found + kName.size();
  double bytes = 0;
  if (!absl::SimpleAtod(metrics.substr(start, metrics.find('\n', start) - start), &bytes)) {
    return absl::InternalError("metrics of memory are no number");
  }
  return bytes / 1e6;
}

}  // namespace xinqiao::bench
