#include "services/registry/storage/postgres_policy_store.h"

#include <pqxx/pqxx>

#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/rule_pack_rows.h"

namespace xinqiao::registry {
namespace {

using policy::ActivityGroup;

struct GroupName {
  ActivityGroup group;
  absl::string_view name;  // In the table.
};

constexpr GroupName kGroupNames[] = {
    {ActivityGroup::kFiveOnes, "five_ones"},
    {ActivityGroup::kLeadingBodyFiveOnes, "leading_body_five_ones"},
    {ActivityGroup::kEducationPractice, "education_practice"},
    {ActivityGroup::kOnline, "online"},
    {ActivityGroup::kCampaign, "campaign"},
    {ActivityGroup::kOffline, "offline"},
    {ActivityGroup::kCommunityPosting, "community_posting"},
    {ActivityGroup::kWorkingMechanism, "working_mechanism"},
};

std::string NameOf(ActivityGroup group) {
  for (const GroupName& entry : kGroupNames) {
    if (entry.group == group) return std::string(entry.name);
  }
  return "";  // The table refuses it.
}

ActivityGroup GroupFrom(const pqxx::field& field) {
  const auto name = field.as<std::string>();
  for (const GroupName& entry : kGroupNames) {
    if (entry.name == name) return entry.group;
  }
  return {};  // The table holds no other.
}

policy::ActivityKind ActivityKindFrom(const pqxx::row& row) {
  return {
      .kind_id = row["kind_id"].as<std::string>(),
      .display_name = row["display_name"].as<std::string>(),
      .group = GroupFrom(row["activity_group"]),
      .requirement_ids = pg::ArrayFrom(row["requirement_ids"]),
  };
}

}  // namespace

absl::StatusOr<Answer> PostgresPolicyStore::InsertActivityKind(const Call& call, const Write& write,
                                                               const policy::ActivityKind& kind,
                                                               AdmitKind admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    // Facts before the answer: what the first call of this request did is seen
    // together with its answer, so that a retry is never judged by it.
    const bool exists = !tx.exec_params(sql::kFindActivityKind, kind.kind_id).empty();
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    RETURN_IF_ERROR(admit(exists));
    tx.exec_params0(sql::kInsertActivityKind, kind.kind_id, kind.display_name, NameOf(kind.group),
                    pg::ToArray(kind.requirement_ids), pg::ToText(write.time));
    AppendEvent(tx, write, encoders_.kind_created(kind));
    const Answer answer{.bytes = encoders_.kind_answer(kind)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::vector<policy::ActivityKind>> PostgresPolicyStore::ListActivityKinds(
    const Call& call, const Range& range) {
  using Found = absl::StatusOr<std::vector<policy::ActivityKind>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<policy::ActivityKind> kinds;
    for (const pqxx::row& row :
         tx.exec_params(sql::kListActivityKinds, range.after_id, range.limit)) {
      kinds.push_back(ActivityKindFrom(row));
    }
    return kinds;
  });
}

absl::StatusOr<Answer> PostgresPolicyStore::InsertRulePack(const Call& call, const Write& write,
                                                           const PublicationQuery& query,
                                                           ReviewRule review) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    // Before the answer: a retry that waited here finds it, and is not judged
    // beside its own pack.
    LockPublications(tx);
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);

    ASSIGN_OR_RETURN(const Publication publication, review(ReadPublicationFacts(tx, query)));
    InsertPack(tx, publication.rule_pack);
    std::vector<std::string> events = {encoders_.published(publication.rule_pack)};
    if (publication.superseded.has_value()) {
      InsertEnding(tx, *publication.superseded, write.time);
      events.push_back(encoders_.ended(*publication.superseded));
    }
    AppendEvents(tx, write, std::move(events));
    const Answer answer{.bytes = encoders_.publication_answer(publication)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresPolicyStore::CheckRulePack(const Call& call,
                                                          const PublicationQuery& query,
                                                          ReviewRule review) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ASSIGN_OR_RETURN(const Publication publication, review(ReadPublicationFacts(tx, query)));
    return Answer{.bytes = encoders_.publication_answer(publication)};
  });
}

absl::StatusOr<Answer> PostgresPolicyStore::EndRulePack(const Call& call, const Write& write,
                                                        const RulePackKey& key,
                                                        EndRulePackRule end) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    LockPublications(tx);
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);

    const pqxx::result found =
        tx.exec_params(sql::kFindRulePack, key.organization_id, key.rule_pack_id);
    if (found.empty()) return errors::RulePackNotFound();
    ASSIGN_OR_RETURN(const PublishedRulePack ended, end(RulePackFrom(found[0])));
    InsertEnding(tx, ended, write.time);
    AppendEvent(tx, write, encoders_.ended(ended));
    const Answer answer{.bytes = encoders_.end_answer(ended)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::optional<PublishedRulePack>> PostgresPolicyStore::FindRulePack(
    const Call& call, const RulePackKey& key) {
  using Found = absl::StatusOr<std::optional<PublishedRulePack>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    const pqxx::result found =
        tx.exec_params(sql::kFindRulePack, key.organization_id, key.rule_pack_id);
    if (found.empty()) return std::nullopt;
    return RulePackFrom(found[0]);
  });
}

absl::StatusOr<std::vector<PublishedRulePack>> PostgresPolicyStore::ListRulePacks(
    const Call& call, const std::string& organization_id, const Range& range) {
  using Found = absl::StatusOr<std::vector<PublishedRulePack>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<PublishedRulePack> rule_packs;
    for (const pqxx::row& row : tx.exec_params(sql::kListRulePacks, organization_id,
                                               pg::NullIfEmpty(range.after_id), range.limit)) {
      rule_packs.push_back(RulePackFrom(row));
    }
    return rule_packs;
  });
}

}  // namespace xinqiao::registry
