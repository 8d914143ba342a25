#include "services/ledger/storage/signed_heads_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "libs/crypto/hash.h"

namespace xinqiao::ledger {
namespace {

// Slots stand in different pages, so that none is torn with the other.
constexpr int kSlots = 2;
constexpr off_t kSlotBytes = 4096;
constexpr size_t kHashBytes = 32;
constexpr auto kSyncInterval = std::chrono::seconds(1);
// How long one replica waits for another to be done with the file.
constexpr auto kLockWait = std::chrono::milliseconds(100);
constexpr auto kLockPause = std::chrono::milliseconds(1);

// What a slot holds: "turn size\ncheckpoint", and SHA-256 of that before it.
struct Slot {
  int64_t turn = 0;  // The higher one is the newer.
  int64_t size = 0;
  std::string checkpoint;
};

std::string FormatSlot(const Slot& slot) {
  const std::string text = absl::StrCat(slot.turn, " ", slot.size, "\n", slot.checkpoint);
  std::string bytes = absl::StrCat(crypto::Sha256(text), text);
  bytes.resize(kSlotBytes, '\0');
  return bytes;
}

std::optional<Slot> ParseSlot(absl::string_view bytes) {
  if (bytes.size() < kHashBytes) return std::nullopt;
  const absl::string_view hash = bytes.substr(0, kHashBytes);
  absl::string_view text = bytes.substr(kHashBytes);
  text = text.substr(0, text.find('\0'));
  if (crypto::Sha256(text) != hash) return std::nullopt;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('\n', 1));
  const std::pair<absl::string_view, absl::string_view> numbers = absl::StrSplit(parts.first, ' ');
  Slot slot = {.checkpoint = std::string(parts.second)};
  if (!absl::SimpleAtoi(numbers.first, &slot.turn)) return std::nullopt;
  if (!absl::SimpleAtoi(numbers.second, &slot.size)) return std::nullopt;
  return slot;
}

std::string Problem(absl::string_view what) {
  return absl::StrCat("signed heads: ", what, ": ", std::strerror(errno));
}

absl::Status Unreadable(absl::string_view what) {
  return absl::FailedPreconditionError(Problem(what));
}

// The newest slot of an open file, or none if the file is new.
absl::StatusOr<std::optional<Slot>> ReadNewest(int file) {
  std::string bytes(kSlots * kSlotBytes, '\0');
  const ssize_t count = pread(file, bytes.data(), bytes.size(), 0);
  if (count < 0) return Unreadable("read");
  // Made, and nothing kept yet.
  if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; })) {
    return std::nullopt;
  }
  std::optional<Slot> newest;
  for (int i = 0; i < kSlots; ++i) {
    std::optional<Slot> slot =
        ParseSlot(absl::string_view(bytes).substr(static_cast<size_t>(i * kSlotBytes), kSlotBytes));
    if (slot.has_value() && (!newest.has_value() || slot->turn > newest->turn)) newest = slot;
  }
  if (!newest.has_value()) {
    return absl::FailedPreconditionError("signed heads: a file holds no whole checkpoint");
  }
  return newest;
}

// Its first line tells the epoch.
absl::string_view OriginOf(absl::string_view checkpoint) {
  return checkpoint.substr(0, checkpoint.find('\n'));
}

// Keeps replicas apart while the object lives: as a rule. One that is frozen
// while it holds the lock must not hold up the others, so they go on without; at
// worst a newer head is then replaced by an older one, until the next batch.
class FileLock {
 public:
  explicit FileLock(int file) : file_(file) {
    const auto give_up = std::chrono::steady_clock::now() + kLockWait;
    while (!(held_ = flock(file_, LOCK_EX | LOCK_NB) == 0) &&
           std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(kLockPause);
    }
  }
  ~FileLock() {
    if (held_) flock(file_, LOCK_UN);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  const int file_;
  bool held_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<SignedHeadsFolder>> SignedHeadsFolder::Open(
    const std::string& path) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (!std::filesystem::is_directory(path, failed) || access(path.c_str(), W_OK | X_OK) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("signed heads: ", path, " is no folder to write to"));
  }
  return std::unique_ptr<SignedHeadsFolder>(new SignedHeadsFolder(path));
}

SignedHeadsFolder::SignedHeadsFolder(std::string path)
    : path_(std::move(path)), syncer_([this] { Sync(); }) {}

SignedHeadsFolder::~SignedHeadsFolder() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  syncer_.join();
  for (const auto& [log, file] : files_) close(file);
}

absl::StatusOr<int> SignedHeadsFolder::FileOf(const std::string& log, bool make) {
  // It becomes a file name.
  if (!IsUuid(log)) return absl::FailedPreconditionError("signed heads: a log is no UUID");
  const auto open_one = files_.find(log);
  if (open_one != files_.end()) return open_one->second;
  const std::string path = absl::StrCat(path_, "/", log);
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0600);
  if (file < 0) {
    if (errno == ENOENT && !make) return -1;
    return Unreadable("open");
  }
  files_[log] = file;
  return file;
}

absl::StatusOr<std::optional<std::string>> SignedHeadsFolder::Get(const std::string& log) {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(const int file, FileOf(log, /*make=*/false));
  if (file < 0) return std::nullopt;
  absl::StatusOr<std::optional<Slot>> newest = ReadNewest(file);
  if (!newest.ok()) {
    // Perhaps the first one is being written.
    const FileLock file_lock(file);
    newest = ReadNewest(file);
  }
  RETURN_IF_ERROR(newest.status());
  if (!newest->has_value()) return std::nullopt;
  return std::move((*newest)->checkpoint);
}

absl::Status SignedHeadsFolder::Put(const std::string& log, int64_t size,
                                    const std::string& checkpoint) {
  const auto unavailable = [](const absl::Status& status) {
    return absl::UnavailableError(status.message());
  };
  const std::lock_guard lock(mutex_);
  const absl::StatusOr<int> file = FileOf(log, /*make=*/true);
  if (!file.ok()) return unavailable(file.status());
  const FileLock file_lock(*file);
  const absl::StatusOr<std::optional<Slot>> newest = ReadNewest(*file);
  if (!newest.ok()) return unavailable(newest.status());
  Slot next = {.size = size, .checkpoint = checkpoint};
  if (newest->has_value()) {
    const Slot& kept = **newest;
    if (OriginOf(kept.checkpoint) == OriginOf(checkpoint) && kept.size >= size) {
      return absl::OkStatus();
    }
    next.turn = kept.turn + 1;
  } else if (posix_fallocate(*file, 0, kSlots * kSlotBytes) != 0) {
    // Written in place from here on: a full disk keeps no head from being kept.
    return absl::UnavailableError("signed heads: no space for a new file");
  }
  const std::string bytes = FormatSlot(next);
  if (static_cast<off_t>(bytes.size()) > kSlotBytes) {
    return absl::InternalError("signed heads: a checkpoint is too long");
  }
  const ssize_t count =
      pwrite(*file, bytes.data(), bytes.size(), (next.turn % kSlots) * kSlotBytes);
  if (count != static_cast<ssize_t>(bytes.size())) return absl::UnavailableError(Problem("write"));
  if (written_.insert(*file).second) changed_.notify_one();
  return absl::OkStatus();
}

void SignedHeadsFolder::Sync() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !written_.empty(); });
    const std::set<int> files = std::exchange(written_, {});
    lock.unlock();
    for (const int file : files) fdatasync(file);
    lock.lock();
    if (changed_.wait_for(lock, kSyncInterval, [this] { return stopping_; }) && written_.empty()) {
      return;
    }
  }
}

}  // namespace xinqiao::ledger
