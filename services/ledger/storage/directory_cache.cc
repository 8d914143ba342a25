#include "services/ledger/storage/directory_cache.h"

#include <utility>

#include "libs/directory/directory.h"

namespace xinqiao::ledger {
namespace {

// Some 100 MB; beyond that it begins anew.
constexpr size_t kRememberedMax = 200'000;

OrganizationFacts FactsOf(const directory::KnownOrganization& organization) {
  OrganizationFacts facts = {.log = organization.log};
  for (const directory::KnownParent& parent : organization.parents) {
    facts.parents.push_back({.organization_id = parent.organization_id, .valid = parent.valid});
  }
  return facts;
}

AdmissionFacts Read(pqxx::transaction_base& tx, const Wanted& wanted) {
  AdmissionFacts facts;
  if (!wanted.post_ids.empty()) {
    for (const directory::Post& post : directory::FindPosts(tx, wanted.post_ids)) {
      facts.posts[post.name.post_id] = {.organization_id = post.name.organization_id,
                                        .valid = post.valid};
    }
  }
  if (!wanted.kind_ids.empty()) {
    for (std::string& kind_id : directory::KnownKinds(tx, wanted.kind_ids)) {
      facts.kind_ids.insert(std::move(kind_id));
    }
  }
  if (!wanted.organization_ids.empty()) {
    for (const auto& organization : directory::FindOrganizations(tx, wanted.organization_ids)) {
      facts.organizations[organization.organization_id] = FactsOf(organization);
    }
  }
  return facts;
}

}  // namespace

int64_t DirectoryCache::Find(pqxx::transaction_base& tx, int64_t before, const Wanted& wanted,
                             AdmissionFacts& facts) {
  const Wanted missing = Take(before, wanted, facts);
  if (missing.post_ids.empty() && missing.kind_ids.empty() && missing.organization_ids.empty()) {
    return before;
  }
  AdmissionFacts read = Read(tx, missing);
  // After the facts: whoever has applied registry up to here knows them too.
  const int64_t after = directory::RegistryPosition(tx);
  if (after != before) {
    // What was remembered may be older than what was read now.
    read = Read(tx, wanted);
    facts.posts = std::move(read.posts);
    facts.kind_ids = std::move(read.kind_ids);
    facts.organizations = std::move(read.organizations);
    return directory::RegistryPosition(tx);
  }
  Keep(before, read);
  facts.posts.merge(read.posts);
  facts.kind_ids.merge(read.kind_ids);
  facts.organizations.merge(read.organizations);
  return after;
}

Wanted DirectoryCache::Take(int64_t position, const Wanted& wanted, AdmissionFacts& facts) {
  Wanted missing;
  const std::lock_guard lock(mutex_);
  if (position != position_ || size() > kRememberedMax) {
    position_ = position;
    posts_.clear();
    kind_ids_.clear();
    organizations_.clear();
  }
  for (const std::string& id : wanted.post_ids) {
    const auto found = posts_.find(id);
    if (found == posts_.end()) {
      missing.post_ids.push_back(id);
    } else {
      facts.posts.insert(*found);
    }
  }
  for (const std::string& id : wanted.kind_ids) {
    if (kind_ids_.count(id) > 0) {
      facts.kind_ids.insert(id);
    } else {
      missing.kind_ids.push_back(id);
    }
  }
  for (const std::string& id : wanted.organization_ids) {
    if (!TakeOrganization(id, facts.organizations)) missing.organization_ids.push_back(id);
  }
  return missing;
}

bool DirectoryCache::TakeOrganization(const std::string& id,
                                      KnownOrganizations& organizations) const {
  const auto found = organizations_.find(id);
  if (found == organizations_.end()) return false;
  // Those above one that was taken were taken with it.
  if (!organizations.insert(*found).second) return true;
  for (const DatedParent& parent : found->second.parents) {
    TakeOrganization(parent.organization_id, organizations);
  }
  return true;
}

void DirectoryCache::Keep(int64_t position, const AdmissionFacts& facts) {
  const std::lock_guard lock(mutex_);
  if (position != position_) return;
  posts_.insert(facts.posts.begin(), facts.posts.end());
  kind_ids_.insert(facts.kind_ids.begin(), facts.kind_ids.end());
  organizations_.insert(facts.organizations.begin(), facts.organizations.end());
}

}  // namespace xinqiao::ledger
