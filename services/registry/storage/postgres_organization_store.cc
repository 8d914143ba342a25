#include "services/registry/storage/postgres_organization_store.h"

#include <algorithm>
#include <pqxx/pqxx>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/organization_rows.h"
#include "services/registry/storage/post_row.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/tree_lock.h"

namespace xinqiao::registry {
namespace {

// As it is on record at `known_at`, or now for "".
std::optional<Organization> ReadOrganization(pqxx::transaction_base& tx,
                                             const std::string& organization_id, absl::CivilDay day,
                                             const std::string& known_at) {
  const pqxx::result found = tx.exec_params(sql::kFindOrganization, organization_id,
                                            pg::ToText(day), pg::NullIfEmpty(known_at));
  if (found.empty()) return std::nullopt;
  return OrganizationFrom(found[0]);
}

std::optional<OrganizationHistory> ReadHistory(pqxx::transaction_base& tx,
                                               const std::string& organization_id) {
  if (organization_id.empty()) return std::nullopt;
  KnownOrganizations known = LoadHistories(tx, {organization_id});
  if (known.empty()) return std::nullopt;
  return std::move(known.begin()->second);
}

std::vector<Organization> OrganizationsFrom(const pqxx::result& rows) {
  std::vector<Organization> organizations;
  for (const pqxx::row& row : rows) organizations.push_back(OrganizationFrom(row));
  return organizations;
}

SecondaryLinkFacts ReadFacts(pqxx::transaction_base& tx, const SecondaryLink& link) {
  // One new link of an organization at a time: another one like it is seen.
  tx.exec_params(sql::kLockOrganization, link.organization_id);
  const KnownOrganizations ends = LoadHistories(tx, {link.organization_id, link.related_id});
  const auto stands = [&](const std::string& organization_id) {
    const auto found = ends.find(organization_id);
    return found != ends.end() && StandsFrom(found->second.versions, link.validity.first);
  };
  const std::string end = EndParameter(link.validity);
  const pqxx::result same = tx.exec_params(sql::kFindSameLink, link.organization_id,
                                           link.related_id, static_cast<int>(link.type),
                                           pg::ToText(link.validity.first), pg::NullIfEmpty(end));
  return {.both_stand = stands(link.organization_id) && stands(link.related_id),
          .same_exists = !same.empty()};
}

// The numbers of enumerators, as an array.
template <typename Enum>
std::string NumbersOf(const std::vector<Enum>& values) {
  std::vector<std::string> numbers;
  for (const Enum value : values) numbers.push_back(std::to_string(static_cast<int>(value)));
  return pg::ToArray(numbers);
}

// The lowest level that `query` can find anything on. What is closed is kept
// under any level.
int LowestLevel(const DescendantsQuery& query) {
  constexpr auto kLowest = static_cast<int>(OrganizationLevel::kOutside);
  if (query.include_closed) return kLowest;
  const auto wanted = [&levels = query.levels, &kinds = query.kinds](OrganizationLevel level) {
    return (levels.empty() || std::find(levels.begin(), levels.end(), level) != levels.end()) &&
           (kinds.empty() ||
            std::any_of(kinds.begin(), kinds.end(),
                        [level](OrganizationKind kind) { return HasLevel(kind, level); }));
  };
  int lowest = kLowest;
  while (lowest > 0 && !wanted(static_cast<OrganizationLevel>(lowest))) --lowest;
  return lowest;
}

}  // namespace

absl::StatusOr<Answer> PostgresOrganizationStore::InsertOrganization(
    const Call& call, const Write& write, const Organization& organization, PlaceRule place) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    LockTreeShared(tx);
    // Facts before the answer: what the first call of this request did is seen
    // together with its answer, so that a retry is never judged by it.
    const std::string& parent_id = organization.version.parent_id;
    const PlacementFacts facts{.parent = ReadHistory(tx, parent_id),
                               .codes_in_use = FindCodesInUse(tx, organization.identity.codes)};
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    ASSIGN_OR_RETURN(const Organization placed, place(facts));

    InsertIdentity(tx, placed.identity);
    const absl::Time known_from =
        pg::TimeFromMicros(tx.exec_params1(sql::kFindPlacementTime, pg::ToText(write.time),
                                           pg::NullIfEmpty(parent_id))["record_micros"]);
    InsertVersions(tx, {{placed.identity.organization_id, placed.version}}, known_from);
    AppendEvent(tx, write, encoders_.created(placed));
    const Answer answer{.bytes = encoders_.answer(placed)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresOrganizationStore::SetManyYouth(const Call& call, const Write& write,
                                                               const std::string& organization_id,
                                                               const ManyYouth& many_youth,
                                                               absl::CivilDay day) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);

    tx.exec_params(sql::kLockOrganization, organization_id);
    std::optional<Organization> organization = ReadOrganization(tx, organization_id, day, "");
    if (!organization.has_value()) return errors::OrganizationNotFound();
    organization->identity.many_youth = many_youth;
    tx.exec_params0(sql::kSetManyYouth, organization_id, many_youth.many, many_youth.reason,
                    pg::ToText(many_youth.from_day));
    AppendEvent(tx, write, encoders_.many_youth_set(*organization));
    const Answer answer{.bytes = encoders_.answer(*organization)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::optional<Organization>> PostgresOrganizationStore::FindOrganization(
    const Call& call, const std::string& organization_id, absl::CivilDay day) {
  using Found = absl::StatusOr<std::optional<Organization>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    return ReadOrganization(tx, organization_id, day, "");
  });
}

absl::StatusOr<std::optional<Organization>> PostgresOrganizationStore::FindOrganizationKnownAt(
    const Call& call, const KnownAtQuery& query) {
  using Found = absl::StatusOr<std::optional<Organization>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    return ReadOrganization(tx, query.organization_id, query.day, pg::ToText(query.known_at));
  });
}

absl::StatusOr<std::vector<Organization>> PostgresOrganizationStore::ListAncestorsKnownAt(
    const Call& call, const KnownAtQuery& query) {
  using Found = absl::StatusOr<std::vector<Organization>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    return OrganizationsFrom(tx.exec_params(sql::kListAncestorsKnownAt, query.organization_id,
                                            pg::ToText(query.day), pg::ToText(query.known_at)));
  });
}

absl::StatusOr<std::vector<Organization>> PostgresOrganizationStore::ListDescendantsKnownAt(
    const Call& call, const DescendantsQuery& query, absl::Time known_at) {
  using Found = absl::StatusOr<std::vector<Organization>>;
  const Range range = RangeOf(query.page);
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    return OrganizationsFrom(
        tx.exec_params(sql::kListDescendantsKnownAt, query.organization_id, pg::ToText(query.day),
                       pg::ToText(known_at), query.depth_max, LowestLevel(query),
                       NumbersOf(query.kinds), NumbersOf(query.levels), query.include_closed,
                       pg::NullIfEmpty(range.after_id), range.limit));
  });
}

absl::StatusOr<Answer> PostgresOrganizationStore::InsertSecondaryLink(const Call& call,
                                                                      const Write& write,
                                                                      const SecondaryLink& link,
                                                                      LinkRule admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    LockTreeShared(tx);
    const SecondaryLinkFacts facts = ReadFacts(tx, link);
    // After the facts, as in InsertOrganization().
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    RETURN_IF_ERROR(admit(facts));
    const std::string end = EndParameter(link.validity);
    tx.exec_params0(sql::kInsertSecondaryLink, link.link_id, link.organization_id, link.related_id,
                    static_cast<int>(link.type), pg::ToText(link.validity.first),
                    pg::NullIfEmpty(end));
    AppendEvent(tx, write, encoders_.link_created(link));
    const Answer answer{.bytes = encoders_.link_answer(link)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresOrganizationStore::EndSecondaryLink(const Call& call,
                                                                   const Write& write,
                                                                   const SecondaryLinkKey& key,
                                                                   EndLinkRule end) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    const pqxx::result found =
        tx.exec_params(sql::kLockSecondaryLink, key.organization_id, key.link_id);
    // After the lock, as in InsertOrganization().
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    if (found.empty()) return errors::LinkNotFound();
    ASSIGN_OR_RETURN(const SecondaryLink ended, end(SecondaryLinkFrom(found[0])));
    tx.exec_params0(sql::kSetSecondaryLinkEnd, ended.link_id, pg::ToText(ended.validity.end));
    AppendEvent(tx, write, encoders_.link_ended(ended));
    const Answer answer{.bytes = encoders_.link_answer(ended)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::vector<SecondaryLink>> PostgresOrganizationStore::ListSecondaryLinks(
    const Call& call, const std::string& organization_id, const Range& range) {
  using Found = absl::StatusOr<std::vector<SecondaryLink>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<SecondaryLink> links;
    for (const pqxx::row& row : tx.exec_params(sql::kListSecondaryLinks, organization_id,
                                               pg::NullIfEmpty(range.after_id), range.limit)) {
      links.push_back(SecondaryLinkFrom(row));
    }
    return links;
  });
}

}  // namespace xinqiao::registry
