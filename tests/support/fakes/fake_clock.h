// A clock for tests.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_CLOCK_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_CLOCK_H_

#include "absl/strings/string_view.h"
#include "libs/base/clock.h"
#include "libs/calendar/day.h"
#include "tests/support/day.h"

namespace xinqiao::testing {

// A clock that moves only when told to.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time now) : now_(now) {}
  // Noon of a business day: FakeClock("2017-05-17").
  explicit FakeClock(absl::string_view day) { SetDay(day); }

  absl::Time Now() const override { return now_; }
  void Advance(absl::Duration duration) { now_ += duration; }
  void SetDay(absl::string_view day) {
    now_ = absl::FromCivil(absl::CivilHour(Day(day)) + 12, BusinessZone());
  }

 private:
  absl::Time now_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_CLOCK_H_
