#include "services/registry/storage/postgres_guidance_store.h"

#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <variant>

#include "libs/base/status_macros.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/guidance_link_row.h"
#include "services/registry/storage/post_row.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/tree_lock.h"

namespace xinqiao::registry {
namespace {

// What the columns of a link hold; "" for NULL.
struct GuidedIds {
  std::string committee_id;
  std::string branch_id;
  std::string post_id;
};

GuidedIds IdsOf(const Guided& guided) {
  if (const PostKey* post = std::get_if<PostKey>(&guided)) return {.post_id = post->post_id};
  const GuidedBase& base = std::get<GuidedBase>(guided);
  return {.committee_id = base.committee_id, .branch_id = base.branch_id};
}

GuidedBaseFacts FactsOf(pqxx::transaction_base& tx, const GuidedBase& base,
                        const Period& validity) {
  return {.committee = FindStanding(tx, base.committee_id, validity),
          .branch = FindStanding(tx, base.branch_id, validity),
          .branch_below_committee = !tx.exec_params(sql::kFindBelow, base.branch_id,
                                                    base.committee_id, pg::ToText(validity.first))
                                         .empty()};
}

// The posts of both ends are locked together, in one order for every caller.
GuidanceFacts FactsOf(pqxx::transaction_base& tx, const GuidanceLink& link) {
  const GuidedIds guided_ids = IdsOf(link.guided);
  const PostKey* const guided = std::get_if<PostKey>(&link.guided);
  std::vector<PostKey> keys = {link.post};
  if (guided != nullptr) keys.push_back(*guided);

  GuidanceFacts facts;
  for (const Post& post : LockPosts(tx, keys)) {
    (post.post_id == link.post.post_id ? facts.post : facts.guided_post.post) = post;
  }
  if (guided != nullptr) {
    facts.guided_post.organization = FindStanding(tx, guided->organization_id, link.validity);
  } else {
    facts.base = FactsOf(tx, std::get<GuidedBase>(link.guided), link.validity);
  }
  facts.same_exists =
      !tx.exec_params(sql::kFindSameGuidance, link.post.post_id,
                      pg::NullIfEmpty(guided_ids.post_id), pg::ToText(link.validity.first))
           .empty();
  return facts;
}

}  // namespace

absl::StatusOr<Answer> PostgresGuidanceStore::InsertGuidanceLink(const Call& call,
                                                                 const Write& write,
                                                                 const GuidanceLink& link,
                                                                 AdmitGuidance admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    LockTreeShared(tx);
    const GuidanceFacts facts = FactsOf(tx, link);
    // After the locks: what the first call of this request did is seen together
    // with its answer, so that a retry is never judged by it.
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    RETURN_IF_ERROR(admit(facts));
    const GuidedIds guided = IdsOf(link.guided);
    tx.exec_params0(sql::kInsertGuidanceLink, link.guidance_link_id, link.post.post_id,
                    pg::NullIfEmpty(guided.committee_id), pg::NullIfEmpty(guided.branch_id),
                    pg::NullIfEmpty(guided.post_id), pg::ToText(link.validity.first),
                    pg::ToText(link.create_time));
    AppendEvent(tx, write, encoders_.created(link));
    const Answer answer{.bytes = encoders_.answer(link)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresGuidanceStore::EndGuidanceLink(const Call& call, const Write& write,
                                                              const GuidanceLinkKey& key,
                                                              EndGuidanceRule end) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    const pqxx::result found = tx.exec_params(sql::kLockGuidanceLink, key.post.organization_id,
                                              key.post.post_id, key.guidance_link_id);
    // As in InsertGuidanceLink().
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    if (found.empty()) return errors::GuidanceLinkNotFound();
    ASSIGN_OR_RETURN(const GuidanceLink ended, end(GuidanceLinkFrom(found[0])));
    tx.exec_params0(sql::kSetGuidanceEnd, ended.guidance_link_id, pg::ToText(ended.validity.end));
    AppendEvent(tx, write, encoders_.ended(ended));
    const Answer answer{.bytes = encoders_.answer(ended)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::vector<GuidanceLink>> PostgresGuidanceStore::ListGuidanceLinks(
    const Call& call, const PostKey& post, const Range& range) {
  using Found = absl::StatusOr<std::vector<GuidanceLink>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<GuidanceLink> links;
    for (const pqxx::row& row :
         tx.exec_params(sql::kListGuidanceLinks, post.organization_id, post.post_id,
                        pg::NullIfEmpty(range.after_id), range.limit)) {
      links.push_back(GuidanceLinkFrom(row));
    }
    return links;
  });
}

}  // namespace xinqiao::registry
