// Configuration from environment variables.

#ifndef XINQIAO_LIBS_CONFIG_ENV_H_
#define XINQIAO_LIBS_CONFIG_ENV_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace xinqiao {

// Reads variables and remembers every problem, so that a bad deployment is
// told all of its mistakes at once.
class Env {
 public:
  using Lookup = std::function<std::optional<std::string>(const std::string& name)>;

  explicit Env(Lookup lookup) : lookup_(std::move(lookup)) {}

  // The environment of this process.
  static Env OfProcess();

  // A required variable.
  std::string String(const std::string& name);

  // The contents of the file that a required variable names: for secrets,
  // which must not show up in `env` or in a crash report.
  std::string FileContents(const std::string& name);

  // A variable that may be unset: then "".
  std::string StringIfSet(const std::string& name) { return lookup_(name).value_or(""); }

  // An integer from `min` to `max`, or `otherwise` if unset.
  int Int(const std::string& name, int otherwise, int min, int max);

  // Notes a problem that a caller found by itself.
  void Problem(std::string problem) { problems_.push_back(std::move(problem)); }

  // OK, or INVALID_ARGUMENT that lists every problem found so far.
  absl::Status status() const;

 private:
  Lookup lookup_;
  std::vector<std::string> problems_;
};

}  // namespace xinqiao

#endif  // XINQIAO_LIBS_CONFIG_ENV_H_
