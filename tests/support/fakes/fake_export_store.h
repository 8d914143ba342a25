// What exports need, in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_EXPORT_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_EXPORT_STORE_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "libs/calendar/period.h"
#include "services/registry/app/export_store.h"

namespace xinqiao::testing {

// Holds the posts that a test adds. Reads are thread-safe.
class FakeExportStore final : public registry::ExportStore {
 public:
  void Add(registry::ExportedPost post) { posts_.push_back(std::move(post)); }

  absl::StatusOr<std::vector<registry::ExportedPost>> ListPostsInOffice(
      const Call&, const std::vector<std::string>& organization_ids, absl::CivilDay day) override {
    std::vector<registry::ExportedPost> found;
    for (const registry::ExportedPost& each : posts_) {
      const bool wanted = std::find(organization_ids.begin(), organization_ids.end(),
                                    each.post.organization_id) != organization_ids.end();
      if (wanted && Contains(each.post.validity, day)) found.push_back(each);
    }
    return found;
  }

 private:
  std::vector<registry::ExportedPost> posts_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_EXPORT_STORE_H_
