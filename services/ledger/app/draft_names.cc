#include "services/ledger/app/draft_names.h"

#include <algorithm>
#include <variant>

namespace xinqiao::ledger {
namespace {

void MakeUnique(std::vector<std::string>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void AddUnlessEmpty(const std::string& id, std::vector<std::string>& ids) {
  if (!id.empty()) ids.push_back(id);
}

// Adds what one kind of draft names.
struct Want {
  Wanted& wanted;

  void operator()(const Recording& recording) const {
    const ActivityFacts& facts = recording.activity.facts;
    wanted.post_ids.push_back(facts.author.post_id);
    for (const PostRef& actor : facts.actors) wanted.post_ids.push_back(actor.post_id);
    wanted.kind_ids.push_back(facts.kind_id);
    wanted.organization_ids.push_back(facts.organization_id);
    AddUnlessEmpty(facts.guided_branch_id, wanted.organization_ids);
    AddUnlessEmpty(facts.collective_id, wanted.organization_ids);
    if (facts.visit.has_value()) {
      for (const auto* ids :
           {&facts.visit->new_organization_ids, &facts.visit->guided_organization_ids}) {
        wanted.organization_ids.insert(wanted.organization_ids.end(), ids->begin(), ids->end());
      }
    }
    wanted.books = true;
  }
  void operator()(const Voiding& voiding) const {
    wanted.activity_ids.push_back(voiding.activity_id);
  }
  void operator()(const Stating& stating) const {
    wanted.activity_ids.push_back(stating.activity_id);
  }
  void operator()(const BooksChange& change) const {
    wanted.post_ids.push_back(change.author.post_id);
    wanted.organization_ids.push_back(change.organization_id);
    wanted.books = true;
  }
  void operator()(const Redaction& redaction) const {
    wanted.activity_ids.push_back(redaction.activity_id);
  }
  void operator()(const EpochStart& /*start*/) const {}
};

// The activity that the answer to a draft shows, or "".
struct ShownActivityId {
  std::string operator()(const Recording& recording) const { return recording.activity.id; }
  std::string operator()(const Voiding& voiding) const { return voiding.activity_id; }
  std::string operator()(const Redaction& redaction) const { return redaction.activity_id; }
  template <typename Other>
  std::string operator()(const Other& /*other*/) const {
    return "";
  }
};

}  // namespace

Wanted WantedBy(absl::Span<const DraftGroup> groups) {
  Wanted wanted;
  for (const DraftGroup& group : groups) {
    for (const Draft& draft : group.drafts) {
      std::visit(Want{wanted}, draft.what);
    }
  }
  for (auto* ids :
       {&wanted.post_ids, &wanted.kind_ids, &wanted.organization_ids, &wanted.activity_ids}) {
    MakeUnique(*ids);
  }
  return wanted;
}

std::vector<std::string> RequestIdsOf(absl::Span<const DraftGroup> groups) {
  std::vector<std::string> request_ids;
  for (const DraftGroup& group : groups) {
    for (const Draft& draft : group.drafts) request_ids.push_back(draft.request_id);
  }
  MakeUnique(request_ids);
  return request_ids;
}

Wanted WantedToRepeat(const Found& found) {
  Wanted wanted;
  for (const auto& [request_id, kept] : found.requests) {
    if (kept.activity_id.empty()) continue;
    if (found.facts.activities.find(kept.activity_id) == found.facts.activities.end()) {
      wanted.activity_ids.push_back(kept.activity_id);
    }
  }
  MakeUnique(wanted.activity_ids);
  return wanted;
}

std::string ShownActivityIdOf(const Draft& draft) {
  return std::visit(ShownActivityId{}, draft.what);
}

}  // namespace xinqiao::ledger
