// A writer of logs that answers as told.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_WRITER_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_WRITER_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "services/ledger/app/log_writer.h"

namespace xinqiao::testing {

// Answers each unit at once, on the thread that submits it. Not thread-safe.
class FakeLogWriter final : public ledger::LogWriter {
 public:
  // What a draft is answered with; unless set, a receipt with the log and the
  // next position, and what was recorded.
  std::function<absl::StatusOr<ledger::Appended>(const ledger::Draft&)> answer;
  // What Submit() fails with.
  absl::Status full;

  struct Submitted {
    std::string log;
    Call call;
    std::vector<ledger::Draft> drafts;
    bool check_only = false;
  };
  std::vector<Submitted> submitted;

  absl::Status Submit(const std::string& log, ledger::Unit unit) override {
    if (!full.ok()) return full;
    submitted.push_back({log, unit.call, unit.drafts, unit.check_only});
    ledger::UnitResult result;
    for (const ledger::Draft& draft : unit.drafts) {
      result.push_back(answer ? answer(draft) : Append(log, draft));
    }
    unit.done(std::move(result));
    return absl::OkStatus();
  }

 private:
  ledger::Appended Append(const std::string& log, const ledger::Draft& draft) {
    ledger::Appended appended = {.receipt = {.log = log, .position = ++last_}};
    if (const auto* recording = std::get_if<ledger::Recording>(&draft.what)) {
      appended.activity = recording->activity;
    }
    return appended;
  }

  int64_t last_ = 0;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_LOG_WRITER_H_
