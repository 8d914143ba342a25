#include "services/registry/storage/postgres_working_group_store.h"

#include <pqxx/pqxx>

#include "libs/base/status_macros.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/post_row.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/tree_lock.h"
#include "services/registry/storage/working_group_row.h"

namespace xinqiao::registry {
namespace {

std::optional<WorkingGroup> ReadGroup(pqxx::transaction_base& tx, const WorkingGroupKey& key) {
  const pqxx::result found =
      tx.exec_params(sql::kFindWorkingGroup, key.organization_id, key.working_group_id);
  if (found.empty()) return std::nullopt;
  return WorkingGroupFrom(found[0]);
}

void PutMembers(pqxx::transaction_base& tx, const WorkingGroup& group) {
  std::vector<std::string> post_ids;
  std::vector<std::string> first_days;
  std::vector<std::string> ends;
  for (const WorkingGroupMember& member : group.members) {
    post_ids.push_back(member.post.post_id);
    first_days.push_back(pg::ToText(member.validity.first));
    ends.push_back(EndParameter(member.validity));
  }
  tx.exec_params0(sql::kPutWorkingGroupMembers, group.working_group_id, pg::ToArray(post_ids),
                  pg::ToArray(first_days), pg::ToArray(ends));
}

WorkingGroupFacts FactsOf(pqxx::transaction_base& tx, const WorkingGroup& group) {
  std::vector<PostKey> keys = {group.leader};
  for (const WorkingGroupMember& member : group.members) keys.push_back(member.post);
  const std::optional<GuidedOrganization> standing =
      FindStanding(tx, group.organization_id, group.validity);
  return {.organization_stands = standing.has_value() && standing->stands,
          .posts = LockPosts(tx, keys)};
}

}  // namespace

absl::StatusOr<Answer> PostgresWorkingGroupStore::InsertWorkingGroup(const Call& call,
                                                                     const Write& write,
                                                                     const WorkingGroup& group,
                                                                     AdmitWorkingGroup admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    LockTreeShared(tx);
    const WorkingGroupFacts facts = FactsOf(tx, group);
    // After the locks: what the first call of this request did is seen together
    // with its answer, so that a retry is never judged by it.
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    RETURN_IF_ERROR(admit(facts));
    tx.exec_params0(sql::kInsertWorkingGroup, group.working_group_id, group.organization_id,
                    group.display_name, group.purpose, group.leader.post_id,
                    pg::ToText(group.validity.first), pg::ToText(group.create_time));
    PutMembers(tx, group);
    AppendEvent(tx, write, encoders_.changed(group));
    const Answer answer{.bytes = encoders_.answer(group)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresWorkingGroupStore::SetWorkingGroup(const Call& call,
                                                                  const Write& write,
                                                                  const WorkingGroupTarget& target,
                                                                  ChangeWorkingGroup change) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    tx.exec_params(sql::kLockWorkingGroup, target.key.organization_id, target.key.working_group_id);
    // By another statement, which sees what the lock waited for.
    std::optional<WorkingGroup> group = ReadGroup(tx, target.key);
    std::optional<Post> about;
    if (target.post.has_value()) {
      for (Post& post : LockPosts(tx, {*target.post})) about = std::move(post);
    }
    // As in InsertWorkingGroup().
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    if (!group.has_value()) return errors::WorkingGroupNotFound();
    ASSIGN_OR_RETURN(const WorkingGroup changed, change(*std::move(group), about));
    const std::string end = EndParameter(changed.validity);
    tx.exec_params0(sql::kSetWorkingGroupEnd, changed.working_group_id, pg::NullIfEmpty(end));
    PutMembers(tx, changed);
    AppendEvent(tx, write, encoders_.changed(changed));
    const Answer answer{.bytes = encoders_.answer(changed)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::optional<WorkingGroup>> PostgresWorkingGroupStore::FindWorkingGroup(
    const Call& call, const WorkingGroupKey& key) {
  using Found = absl::StatusOr<std::optional<WorkingGroup>>;
  return database_.Read(call,
                        [&](pqxx::transaction_base& tx) -> Found { return ReadGroup(tx, key); });
}

absl::StatusOr<std::vector<WorkingGroup>> PostgresWorkingGroupStore::ListWorkingGroups(
    const Call& call, const std::string& organization_id, const Range& range) {
  using Found = absl::StatusOr<std::vector<WorkingGroup>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<WorkingGroup> groups;
    for (const pqxx::row& row : tx.exec_params(sql::kListWorkingGroups, organization_id,
                                               pg::NullIfEmpty(range.after_id), range.limit)) {
      groups.push_back(WorkingGroupFrom(row));
    }
    return groups;
  });
}

}  // namespace xinqiao::registry
