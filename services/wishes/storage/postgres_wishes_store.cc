#include "services/wishes/storage/postgres_wishes_store.h"

#include <iterator>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/feed/outbox.h"
#include "libs/pg/bytes.h"
#include "libs/pg/request_log.h"
#include "libs/pg/time.h"
#include "services/wishes/domain/errors.h"
#include "services/wishes/storage/queries.h"

namespace xinqiao::wishes {
namespace {

constexpr char kRequestLog[] = "wishes";

struct KindText {
  AppealKind kind;
  const char* text;
};

constexpr KindText kKinds[] = {{AppealKind::kQuestion, "QUESTION"},
                               {AppealKind::kSuggestion, "SUGGESTION"},
                               {AppealKind::kMicroWish, "MICRO_WISH"}};

const char* ToText(AppealKind kind) {
  for (const KindText& known : kKinds) {
    if (known.kind == kind) return known.text;
  }
  return "";
}

// The column's CHECK allows no other text.
AppealKind KindFrom(const std::string& text) {
  for (const KindText& known : kKinds) {
    if (known.text == text) return known.kind;
  }
  return AppealKind::kQuestion;
}

Appeal AppealFrom(const pqxx::row& row) {
  Appeal appeal = {
      .id = row["appeal_id"].as<std::string>(),
      .youth_id = row["youth_id"].as<std::string>(),
      .kind = KindFrom(row["kind"].as<std::string>()),
      .post = {.organization_id = row["organization_id"].as<std::string>(),
               .post_id = row["post_id"].as<std::string>()},
      .owner_id = row["owner_id"].as<std::string>(),
      .log = row["log"].as<std::string>(),
      .category = row["category"].as<std::string>(),
      .text = row["text"].as<std::string>(),
      .state = row["state"].as<std::string>() == "ANSWERED" ? AppealState::kAnswered
                                                            : AppealState::kSubmitted,
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
  if (!row["first_reply_micros"].is_null()) {
    appeal.first_reply_time = pg::TimeFromMicros(row["first_reply_micros"]);
  }
  return appeal;
}

Reply ReplyFrom(const pqxx::row& row) {
  return {
      .id = row["reply_id"].as<std::string>(),
      .appeal = {.youth_id = row["youth_id"].as<std::string>(),
                 .appeal_id = row["appeal_id"].as<std::string>()},
      .post = {.organization_id = row["organization_id"].as<std::string>(),
               .post_id = row["post_id"].as<std::string>()},
      .text = row["text"].as<std::string>(),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
      .first = row["first"].as<bool>(),
  };
}

std::vector<Period> ListLinkPeriods(pqxx::transaction_base& tx, const AppealEnds& ends) {
  std::vector<Period> periods;
  for (const pqxx::row& row : tx.exec_params(sql::kListLinkPeriods, ends.youth_id, ends.post_id)) {
    periods.push_back(
        {.first = pg::DayFrom(row["active_from"]),
         .end = row["active_to"].is_null() ? kOpenEnd : pg::DayFrom(row["active_to"])});
  }
  return periods;
}

absl::StatusOr<Appeal> FindAppeal(pqxx::transaction_base& tx, const AppealName& name) {
  const pqxx::result found = tx.exec_params(sql::kFindAppeal, name.appeal_id, name.youth_id);
  if (found.empty()) return errors::AppealNotFound();
  return AppealFrom(found[0]);
}

void AppendToOutbox(pqxx::transaction_base& tx, const Write& write, const std::string& log,
                    std::string payload) {
  feed::AppendToOutbox(
      tx, {.log = log,
           .change_id = write.change_id,
           .registry_position = directory::RegistryPosition(tx),
           .contacts_position =
               tx.exec_params1(sql::kGetContactsPosition, log)["position"].as<int64_t>(),
           .record_time = write.now,
           .payloads = {std::move(payload)}});
}

}  // namespace

// In both writes the facts come before the first answer is looked for: a retry
// that runs beside the first call then either finds its answer, or collides with
// it and runs again; no rule refuses what the first call did. The request log
// keeps only the id of what was made: texts must not outlive their rows there.

absl::StatusOr<Appeal> PostgresWishesStore::InsertAppeal(const Call& call, const AppealEnds& ends,
                                                         const Write& write, Bring bring) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Appeal> {
    const AppealFacts facts = {.post = directory::FindPost(tx, ends.post_id),
                               .links = ListLinkPeriods(tx, ends)};
    const pg::RequestKey key = {.log = kRequestLog, .request_id = write.request_id};
    ASSIGN_OR_RETURN(const std::optional<Answer> found, pg::FindAnswer(tx, call, key));
    if (found.has_value()) {
      ASSIGN_OR_RETURN(Appeal first,
                       FindAppeal(tx, {.youth_id = ends.youth_id, .appeal_id = found->bytes}));
      return AsCreated(std::move(first));
    }

    ASSIGN_OR_RETURN(const Appeal appeal, bring(facts));
    tx.exec_params0(sql::kInsertAppeal, appeal.id, appeal.youth_id, ToText(appeal.kind),
                    appeal.post.organization_id, appeal.post.post_id, appeal.owner_id, appeal.log,
                    appeal.category, appeal.text, pg::ToText(appeal.create_time));
    AppendToOutbox(tx, write, appeal.log, encoders_.appeal_created(appeal));
    pg::SaveAnswer(tx, call, key, {.bytes = appeal.id}, write.now);
    return appeal;
  });
}

absl::StatusOr<Appeal> PostgresWishesStore::GetAppeal(const Call& call, const AppealName& name) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) { return FindAppeal(tx, name); });
}

absl::StatusOr<AppealPage> PostgresWishesStore::ListAppeals(const Call& call,
                                                            const AppealQuery& query) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<AppealPage> {
    // One more than asked for tells whether there is a next page.
    const pqxx::result rows = tx.exec_params(
        sql::kListAppeals, query.youth_id, pg::NullIfEmpty(query.after_id), query.appeals_max + 1);
    AppealPage page;
    for (const pqxx::row& row : rows) page.appeals.push_back(AppealFrom(row));
    if (std::ssize(page.appeals) > query.appeals_max) {
      page.appeals.pop_back();
      page.next_id = page.appeals.back().id;
    }
    return page;
  });
}

absl::StatusOr<Reply> PostgresWishesStore::InsertReply(const Call& call, const ReplyEnds& ends,
                                                       const Write& write, Respond respond) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Reply> {
    const pqxx::result row =
        tx.exec_params(sql::kLockAppeal, ends.appeal.appeal_id, ends.appeal.youth_id);
    const pg::RequestKey key = {.log = kRequestLog, .request_id = write.request_id};
    ASSIGN_OR_RETURN(const std::optional<Answer> found, pg::FindAnswer(tx, call, key));
    if (found.has_value()) return ReplyFrom(tx.exec_params1(sql::kFindReply, found->bytes));
    if (row.empty()) return errors::AppealNotFound();

    const ReplyFacts facts = {.appeal = AppealFrom(row[0]),
                              .post = directory::FindPost(tx, ends.post_id)};
    ASSIGN_OR_RETURN(const Answered answered, respond(facts));
    const auto& [reply, appeal] = answered;
    tx.exec_params0(sql::kInsertReply, reply.id, appeal.id, reply.post.organization_id,
                    reply.post.post_id, reply.text, reply.first, pg::ToText(reply.create_time));
    if (appeal != facts.appeal && appeal.first_reply_time.has_value()) {
      tx.exec_params0(sql::kSetFirstReply, appeal.id, pg::ToText(*appeal.first_reply_time));
    }
    AppendToOutbox(tx, write, appeal.log, encoders_.reply_created(reply, appeal));
    pg::SaveAnswer(tx, call, key, {.bytes = reply.id}, write.now);
    return reply;
  });
}

absl::StatusOr<ReplyPage> PostgresWishesStore::ListReplies(const Call& call,
                                                           const ReplyQuery& query) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<ReplyPage> {
    const pqxx::result rows =
        tx.exec_params(sql::kListReplies, query.appeal.appeal_id, query.appeal.youth_id,
                       pg::NullIfEmpty(query.after_id), query.replies_max + 1);
    ReplyPage page;
    for (const pqxx::row& row : rows) page.replies.push_back(ReplyFrom(row));
    if (std::ssize(page.replies) > query.replies_max) {
      page.replies.pop_back();
      page.next_id = page.replies.back().id;
    }
    return page;
  });
}

}  // namespace xinqiao::wishes
