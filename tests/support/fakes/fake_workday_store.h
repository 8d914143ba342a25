// The calendar of working days in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WORKDAY_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WORKDAY_STORE_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/app/workday_store.h"
#include "tests/support/fakes/request_memory.h"

namespace xinqiao::testing {

// Bytes that tests can read.
inline registry::WorkdayEncoders WorkdayTextEncoders() {
  return {.answer =
              [](const registry::WorkdayYear& year) {
                return absl::StrCat(year.year, " version ", year.version);
              },
          .published =
              [](const registry::WorkdayYear& year) {
                return absl::StrCat("published ", year.year, " version ", year.version);
              }};
}

// Not thread-safe. Held to the same contract as the store in PostgreSQL by
// workday_store_contract.h.
class FakeWorkdayStore final : public registry::WorkdayStore {
 public:
  explicit FakeWorkdayStore(registry::WorkdayEncoders encoders) : encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertWorkdayYear(const Call& call, const registry::Write& write,
                                           const registry::WorkdayYear& year) override {
    return requests_.Once(call, write.request_id, [&]() -> absl::StatusOr<Answer> {
      registry::WorkdayYear stored = year;
      stored.version = years_[year.year].version + 1;
      years_[year.year] = stored;
      events_.push_back(encoders_.published(stored));
      return Answer{.bytes = encoders_.answer(stored)};
    });
  }

  absl::StatusOr<std::vector<registry::WorkdayYear>> ListWorkdayYears(const Call& /*call*/,
                                                                      int after_year,
                                                                      int limit) override {
    std::vector<registry::WorkdayYear> result;
    for (auto i = years_.upper_bound(after_year);
         i != years_.end() && result.size() < static_cast<size_t>(limit); ++i) {
      result.push_back(i->second);
    }
    return result;
  }

  // In the order of the writes.
  const std::vector<std::string>& events() const { return events_; }

 private:
  const registry::WorkdayEncoders encoders_;
  RequestMemory requests_;
  std::map<int, registry::WorkdayYear> years_;
  std::vector<std::string> events_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WORKDAY_STORE_H_
