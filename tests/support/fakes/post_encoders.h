// How posts, and what hangs on them, become bytes that tests can read.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_POST_ENCODERS_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_POST_ENCODERS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/calendar/period.h"
#include "services/registry/app/guidance_store.h"
#include "services/registry/app/post_store.h"
#include "services/registry/app/working_group_store.h"

namespace xinqiao::testing {

// "post 团委书记 [2016-03-01, 9999-12-31)"; events say what happened before it.
inline registry::PostEncoders PostTextEncoders() {
  const auto post = [](const registry::Post& value) {
    return absl::StrCat("post ", value.title, " ", ToString(value.validity));
  };
  return {
      .person_answer =
          [](const registry::Person& value) { return absl::StrCat("person ", value.person_id); },
      .answer = post,
      .created = [post](const registry::Post& value) { return "created " + post(value); },
      .ended = [post](const registry::Post& value) { return "ended " + post(value); },
  };
}

// "group 工作小组 [2016-03-01, 9999-12-31) 2 members".
inline registry::WorkingGroupEncoders WorkingGroupTextEncoders() {
  const auto group = [](const registry::WorkingGroup& value) {
    return absl::StrCat("group ", value.display_name, " ", ToString(value.validity), " ",
                        value.members.size(), " members");
  };
  return {
      .answer = group,
      .changed = [group](const registry::WorkingGroup& value) { return "changed " + group(value); },
  };
}

// "link [2016-03-01, 9999-12-31)".
inline registry::GuidanceEncoders GuidanceTextEncoders() {
  const auto link = [](const registry::GuidanceLink& value) {
    return absl::StrCat("link ", ToString(value.validity));
  };
  return {
      .answer = link,
      .created = [link](const registry::GuidanceLink& value) { return "created " + link(value); },
      .ended = [link](const registry::GuidanceLink& value) { return "ended " + link(value); },
  };
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_POST_ENCODERS_H_
