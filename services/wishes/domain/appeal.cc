#include "services/wishes/domain/appeal.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/wishes/domain/errors.h"

namespace xinqiao::wishes {

absl::Status CheckIsNoOtherYouth(absl::string_view principal, absl::string_view youth_id) {
  if (!absl::StartsWith(principal, "youths/")) return absl::OkStatus();
  if (principal == absl::StrCat("youths/", youth_id)) return absl::OkStatus();
  return errors::NotTheYouth();
}

absl::Status CheckIsNoYouth(absl::string_view principal) {
  return absl::StartsWith(principal, "youths/") ? errors::NotACadre() : absl::OkStatus();
}

absl::Status CheckAppeal(const AppealFacts& facts, const directory::PostName& name,
                         absl::CivilDay day) {
  RETURN_IF_ERROR(directory::CheckPost(facts.post, name, day, errors::kDomain));
  const bool linked = std::any_of(facts.links.begin(), facts.links.end(),
                                  [&](const Period& link) { return Contains(link, day); });
  return linked ? absl::OkStatus() : errors::NoActiveLink(day);
}

absl::StatusOr<Answered> AddReply(const ReplyFacts& facts, Reply reply, absl::CivilDay day) {
  RETURN_IF_ERROR(directory::CheckPost(facts.post, reply.post, day, errors::kDomain));
  Answered answered = {.reply = std::move(reply), .appeal = facts.appeal};
  answered.reply.first = answered.appeal.state == AppealState::kSubmitted;
  if (answered.reply.first) {
    answered.appeal.state = AppealState::kAnswered;
    answered.appeal.first_reply_time = answered.reply.create_time;
  }
  return answered;
}

Appeal AsCreated(Appeal appeal) {
  appeal.state = AppealState::kSubmitted;
  appeal.first_reply_time.reset();
  return appeal;
}

}  // namespace xinqiao::wishes
