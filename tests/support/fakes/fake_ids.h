// Ids for tests.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IDS_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IDS_H_

#include <string>

#include "absl/strings/str_format.h"
#include "libs/base/id_generator.h"

namespace xinqiao::testing {

// Counts: 00000000-0000-7000-8000-000000000001, ...002, and so on.
class FakeIds final : public IdGenerator {
 public:
  std::string NewId() override { return absl::StrFormat("00000000-0000-7000-8000-%012d", ++last_); }

 private:
  int last_ = 0;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_IDS_H_
