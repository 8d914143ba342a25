#include "services/registry/app/guidance.h"

#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/calendar/period.h"

namespace xinqiao::registry {

absl::StatusOr<Answer> Guidance::CreateGuidanceLink(const Call& call, NewGuidanceLink draft) {
  const Write write{.request_id = std::move(draft.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  const GuidanceLink link{
      .guidance_link_id = deps_.ids.NewId(),
      .post = std::move(draft.post),
      .guided = std::move(draft.guided),
      .validity = {.first = draft.valid_from, .end = kOpenEnd},
      .create_time = write.time,
  };
  return deps_.store.InsertGuidanceLink(
      call, write, link, [&](const GuidanceFacts& facts) { return CheckGuidance(link, facts); });
}

absl::StatusOr<Answer> Guidance::EndGuidanceLink(const Call& call, Ending ending) {
  const Write write{.request_id = std::move(ending.request_id),
                    .change_id = deps_.ids.NewId(),
                    .time = deps_.clock.Now()};
  return deps_.store.EndGuidanceLink(call, write, ending.key, [&](GuidanceLink link) {
    return End(std::move(link), ending.valid_to);
  });
}

absl::StatusOr<Page<GuidanceLink>> Guidance::ListGuidanceLinks(const Call& call,
                                                               const Query& query) {
  ASSIGN_OR_RETURN(std::vector<GuidanceLink> found,
                   deps_.store.ListGuidanceLinks(call, query.post, RangeOf(query.page)));
  return PageOf(query.page, std::move(found), &GuidanceLink::guidance_link_id);
}

}  // namespace xinqiao::registry
