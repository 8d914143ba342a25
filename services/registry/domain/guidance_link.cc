#include "services/registry/domain/guidance_link.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

bool IsHeld(const std::optional<Post>& post, absl::CivilDay day) {
  return post.has_value() && Contains(post->validity, day);
}

absl::Status CheckBase(absl::CivilDay day, const GuidedBaseFacts& facts) {
  if (!facts.committee.has_value() || !facts.committee->stands || !facts.branch.has_value() ||
      !facts.branch->stands) {
    return errors::OrganizationNotValid(day);
  }
  if (!IsBaseCommittee(facts.committee->kind)) {
    return errors::NotGuidable("the committee is not a base committee or general branch");
  }
  if (facts.branch->kind != OrganizationKind::kBranch) {
    return errors::NotGuidable("the branch is of another kind");
  }
  if (!facts.branch_below_committee) return errors::NotInSubtree(day);
  return absl::OkStatus();
}

absl::Status CheckGuidedPost(const PostKey& key, absl::CivilDay day, const GuidedPostFacts& facts) {
  if (!IsHeld(facts.post, day)) return errors::PostNotValid(key.post_id, day);
  if (!facts.organization.has_value() || !IsBaseCommittee(facts.organization->kind)) {
    return errors::NotGuidable("the post is not in a base committee or general branch");
  }
  if (!IsSecretary(facts.post->title)) {
    return errors::NotGuidable("the post is not that of a secretary");
  }
  return absl::OkStatus();
}

}  // namespace

bool IsBaseCommittee(OrganizationKind kind) {
  return kind == OrganizationKind::kBaseCommittee ||
         kind == OrganizationKind::kUniversityCommittee ||
         kind == OrganizationKind::kCollegeCommittee || kind == OrganizationKind::kGeneralBranch;
}

bool IsSecretary(absl::string_view title) {
  // Somebody may be a deputy of one and a secretary of another.
  return absl::StrContains(absl::StrReplaceAll(title, {{"副书记", ""}}), "书记");
}

absl::Status CheckGuidance(const GuidanceLink& link, const GuidanceFacts& facts) {
  const absl::CivilDay day = link.validity.first;
  if (!IsHeld(facts.post, day)) return errors::PostNotValid(link.post.post_id, day);
  if (const PostKey* guided = std::get_if<PostKey>(&link.guided)) {
    RETURN_IF_ERROR(CheckGuidedPost(*guided, day, facts.guided_post));
  } else {
    RETURN_IF_ERROR(CheckBase(day, facts.base));
  }
  if (facts.same_exists) return errors::GuidanceExists();
  return absl::OkStatus();
}

absl::StatusOr<GuidanceLink> End(GuidanceLink link, absl::CivilDay valid_to) {
  if (link.validity.end != kOpenEnd) return errors::GuidanceEnded(link.validity.end);
  if (valid_to < link.validity.first) {
    return errors::WrongFields(
        {{.field = "valid_to",
          .description = absl::StrCat("is before the first day, ",
                                      absl::FormatCivilTime(link.validity.first))}});
  }
  link.validity.end = valid_to;
  return link;
}

}  // namespace xinqiao::registry
