#include "services/registry/app/policy_book.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/registry/app/policy_facts.h"

namespace xinqiao::registry {
namespace {

// The feed holds only what was accepted: what does not fit is no caller's fault.
absl::Status DoesNotFit(absl::string_view what, absl::string_view id) {
  return absl::InternalError(absl::StrCat("a change does not fit the rule packs: ", what, " ", id));
}

bool HasId(const std::shared_ptr<const BookPack>& pack, const std::string& rule_pack_id) {
  return pack->published.rule_pack_id == rule_pack_id;
}

}  // namespace

std::string FeedPack::FieldOf(const policy::RulePlace& place) const {
  if (left_out.empty()) return policy::FieldOf(place);
  policy::RulePlace at{.type = place.type};
  for (size_t passed = 0;; ++at.index) {
    std::string field = policy::FieldOf(at);
    if (std::find(left_out.begin(), left_out.end(), field) != left_out.end()) continue;
    if (passed == place.index) return field;
    ++passed;
  }
}

bool BookPack::Reaches(const Way& way) const {
  return policy::Holds(published.rules.scope, way.back().facts) && HoldsSubtreeOf(way);
}

bool BookPack::HoldsSubtreeOf(const Way& way) const {
  return subtree_ids.empty() || std::any_of(way.begin(), way.end(), [this](const WayStep& step) {
           return std::find(subtree_ids.begin(), subtree_ids.end(), step.organization_id) !=
                  subtree_ids.end();
         });
}

const PolicyBook::Packs& PolicyBook::Content::Of(const CompactId& organization_id) const {
  static const Packs& none = *new Packs();
  const auto found = packs_.find(organization_id);
  return found == packs_.end() ? none : *found->second;
}

PolicyBook::PolicyBook(const OrganizationTree& tree, Encode encode)
    : tree_(tree), encode_(std::move(encode)), content_(std::make_shared<const Content>()) {}

absl::Status PolicyBook::Apply(const Change& change) {
  if (change.published.empty() && change.ended.empty()) return absl::OkStatus();
  const std::lock_guard one_writer(writing_);
  const auto content = std::make_shared<Content>(*Get());
  for (const FeedPack& pack : change.published) RETURN_IF_ERROR(Add(pack, *content));
  for (const Ended& ended : change.ended) RETURN_IF_ERROR(End(ended, *content));
  const std::lock_guard lock(mutex_);
  content_ = content;
  return absl::OkStatus();
}

std::shared_ptr<const PolicyBook::Content> PolicyBook::Get() const {
  const std::lock_guard lock(mutex_);
  return content_;
}

absl::Status PolicyBook::Add(const FeedPack& pack, Content& content) const {
  const std::optional<CompactId> organization_id = ParseCompactId(pack.organization_id);
  const std::optional<OrganizationLevel> level = tree_.FindLevel(pack.organization_id);
  if (!organization_id.has_value() || !level.has_value()) {
    return DoesNotFit("nobody is", pack.organization_id);
  }
  auto added = std::make_shared<BookPack>();
  added->published = pack;
  added->organization_id = *organization_id;
  added->level = PolicyLevel(*level);
  for (const std::string& subtree_id : pack.rules.scope.subtree_ids) {
    const std::optional<CompactId> id = ParseCompactId(subtree_id);
    if (!id.has_value()) return DoesNotFit("no id is", subtree_id);
    added->subtree_ids.push_back(*id);
  }
  added->in_force = pack.rules.in_force.value_or(kEver);
  added->encoded = std::make_shared<const EncodedRules>(encode_(pack, added->level));

  Packs packs = content.Of(*organization_id);
  for (const auto& each : packs) {
    if (HasId(each, pack.rule_pack_id)) return DoesNotFit("known is", pack.rule_pack_id);
  }
  packs.push_back(std::move(added));
  content.packs_[*organization_id] = std::make_shared<const Packs>(std::move(packs));
  return absl::OkStatus();
}

absl::Status PolicyBook::End(const Ended& ended, Content& content) {
  const std::optional<CompactId> organization_id = ParseCompactId(ended.organization_id);
  if (!organization_id.has_value()) return DoesNotFit("nobody is", ended.organization_id);
  Packs packs = content.Of(*organization_id);
  const auto found = std::find_if(packs.begin(), packs.end(), [&](const auto& each) {
    return HasId(each, ended.rule_pack_id);
  });
  if (found == packs.end()) return DoesNotFit("no pack is", ended.rule_pack_id);
  auto changed = std::make_shared<BookPack>(**found);
  changed->in_force = ended.in_force;
  *found = std::move(changed);
  content.packs_[*organization_id] = std::make_shared<const Packs>(std::move(packs));
  return absl::OkStatus();
}

}  // namespace xinqiao::registry
