#include "services/ledger/domain/admission.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/ledger/domain/errors.h"

namespace xinqiao::ledger {
namespace {

// A post that an activity names, and the day on which it must be valid.
struct Mention {
  std::string field;
  const PostRef& post;
  absl::CivilDay day;
};

std::vector<Mention> MentionsOf(const ActivityFacts& activity, absl::CivilDay today) {
  std::vector<Mention> mentions = {
      {.field = "activity.author", .post = activity.author, .day = today}};
  for (size_t i = 0; i < activity.actors.size(); ++i) {
    mentions.push_back({.field = absl::StrCat("activity.actors[", i, "]"),
                        .post = activity.actors[i],
                        .day = activity.day});
  }
  return mentions;
}

absl::Status CheckPosts(const ActivityFacts& activity, const AdmissionFacts& facts,
                        absl::CivilDay today) {
  std::vector<errors::PostProblem> unknown;
  std::vector<errors::PostProblem> not_valid;
  for (const Mention& mention : MentionsOf(activity, today)) {
    const auto found = facts.posts.find(mention.post.post_id);
    const errors::PostProblem problem = {
        .field = mention.field, .post_id = mention.post.post_id, .day = mention.day};
    if (found == facts.posts.end() ||
        found->second.organization_id != mention.post.organization_id) {
      unknown.push_back(problem);
    } else if (!Contains(found->second.valid, mention.day)) {
      not_valid.push_back(problem);
    }
  }
  if (!unknown.empty()) return errors::PostUnknown(unknown);
  if (!not_valid.empty()) return errors::PostNotValid(not_valid);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckMayWrite(absl::string_view principal) {
  if (!absl::StartsWith(principal, "youths/")) return absl::OkStatus();
  return errors::NotACadre();
}

absl::Status CheckAdmission(const ActivityFacts& activity, const AdmissionFacts& facts,
                            absl::CivilDay today) {
  if (activity.day > today) return errors::DayInFuture(activity.day, today);
  if (!facts.kind_known) return errors::ActivityKindUnknown(activity.kind_id);
  if (!facts.guided_branch_known) {
    return errors::OrganizationUnknown("activity.guided_branch", activity.guided_branch_id);
  }
  return CheckPosts(activity, facts, today);
}

absl::Status CheckStands(const Activity& activity) {
  if (!activity.void_time.has_value()) return absl::OkStatus();
  return errors::ActivityVoided(activity.id);
}

}  // namespace xinqiao::ledger
