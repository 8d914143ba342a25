// Servers of benchmarks, as processes of their own.

#ifndef XINQIAO_TESTS_BENCH_PROCESS_H_
#define XINQIAO_TESTS_BENCH_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xinqiao::bench {

// A child process. Stopped with the object, and killed with its parent.
class Process {
 public:
  // Runs `body` in a copy of this process, which must not have used gRPC yet.
  // What it writes to standard output is dropped: that is for results.
  static absl::StatusOr<std::unique_ptr<Process>> Fork(absl::FunctionRef<int()> body);

  // Runs a program with `environment` added ("NAME=value").
  static absl::StatusOr<std::unique_ptr<Process>> Start(
      const std::string& program, const std::vector<std::string>& environment);

  explicit Process(pid_t pid) : pid_(pid) {}
  ~Process();

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Waits until a gRPC server answers at `target`. UNAVAILABLE when the process
  // ends instead, or takes too long.
  absl::Status WaitUntilServing(const std::string& target);

 private:
  bool Ended();

  pid_t pid_;  // 0 once it has ended.
};

// An address of the loopback interface that nobody listens on.
std::string FreeAddress();

// A folder of its own, deleted with the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();

  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  // Writes a file that only its owner reads; returns its path.
  std::string Write(const std::string& name, absl::string_view contents) const;

 private:
  std::string path_;
};

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_PROCESS_H_
