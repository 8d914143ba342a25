// Which requests a fake has answered.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_REQUEST_MEMORY_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_REQUEST_MEMORY_H_

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "libs/base/request_id.h"
#include "libs/base/status_macros.h"

namespace xinqiao::testing {

// As libs/pg/request_log.h keeps them. Not thread-safe.
class RequestMemory {
 public:
  // The first answer to a request, or nothing if it is new; REQUEST_ID_REUSED.
  absl::StatusOr<std::optional<Answer>> Find(const Call& call,
                                             const std::string& request_id) const {
    const auto found = kept_.find(request_id);
    if (found == kept_.end()) return std::nullopt;
    if (found->second.digest != call.request_digest) return RequestIdReused(request_id);
    return found->second.answer;
  }

  Answer Save(const Call& call, const std::string& request_id, Answer answer) {
    kept_[request_id] = {.digest = call.request_digest, .answer = answer};
    return answer;
  }

  // The answer of `body`, or the one that an earlier call with the same request
  // id got.
  template <typename Body>
  absl::StatusOr<Answer> Once(const Call& call, const std::string& request_id, Body body) {
    ASSIGN_OR_RETURN(std::optional<Answer> first, Find(call, request_id));
    if (first.has_value()) return *std::move(first);
    ASSIGN_OR_RETURN(Answer answer, body());
    return Save(call, request_id, std::move(answer));
  }

 private:
  struct Kept {
    std::string digest;
    Answer answer;
  };
  std::map<std::string, Kept> kept_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_REQUEST_MEMORY_H_
