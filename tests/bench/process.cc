#include "tests/bench/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grpcpp/channel.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace xinqiao::bench {

absl::StatusOr<std::unique_ptr<Process>> Process::Fork(absl::FunctionRef<int()> body) {
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return absl::ErrnoToStatus(errno, "fork");
  if (pid > 0) return std::make_unique<Process>(pid);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have ended before.
  if (getppid() != parent) _exit(EXIT_FAILURE);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0) _exit(EXIT_FAILURE);
  _exit(body());
}

absl::StatusOr<std::unique_ptr<Process>> Process::Start(
    const std::string& program, const std::vector<std::string>& environment) {
  return Fork([&] {
    std::vector<std::string> variables = environment;
    for (char** variable = environ; *variable != nullptr; ++variable) {
      variables.emplace_back(*variable);
    }
    std::vector<char*> pointers;
    for (std::string& variable : variables) pointers.push_back(variable.data());
    pointers.push_back(nullptr);
    std::string name = program;
    char* const arguments[] = {name.data(), nullptr};
    execve(program.c_str(), arguments, pointers.data());
    std::cerr << "cannot run " << program << "\n";
    return EXIT_FAILURE;
  });
}

Process::~Process() {
  if (Ended()) return;
  kill(pid_, SIGTERM);
  const absl::Time latest = absl::Now() + absl::Seconds(10);
  while (absl::Now() < latest) {
    if (Ended()) return;
    absl::SleepFor(absl::Milliseconds(10));
  }
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

bool Process::Ended() {
  if (pid_ != 0 && waitpid(pid_, nullptr, WNOHANG) != 0) pid_ = 0;
  return pid_ == 0;
}

absl::Status Process::WaitUntilServing(const std::string& target) {
  const auto channel = grpc::CreateChannel(target, grpc::InsecureChannelCredentials());
  const absl::Time latest = absl::Now() + absl::Seconds(60);
  while (absl::Now() < latest) {
    const absl::Time next = absl::Now() + absl::Milliseconds(100);
    if (channel->WaitForConnected(absl::ToChronoTime(next))) return absl::OkStatus();
    if (Ended()) return absl::UnavailableError("the server ended before it served");
  }
  return absl::UnavailableError(absl::StrCat("nobody serves at ", target));
}

std::string FreeAddress() {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  // Port 0 asks for a free one.
  if (file < 0 || bind(file, any, size) != 0 || getsockname(file, any, &size) != 0) std::abort();
  close(file);
  return absl::StrCat("127.0.0.1:", ntohs(address.sin_port));
}

ScratchFolder::ScratchFolder()
    : path_((std::filesystem::temp_directory_path() / "xinqiao-bench.XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) std::abort();
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string ScratchFolder::Write(const std::string& name, absl::string_view contents) const {
  const std::string path = absl::StrCat(path_, "/", name);
  std::ofstream(path) << contents;
  return path;
}

}  // namespace xinqiao::bench
