#include "services/registry/storage/postgres_post_store.h"

#include <pqxx/pqxx>

#include "libs/base/status_macros.h"
#include "libs/pg/bytes.h"
#include "libs/pg/time.h"
#include "services/registry/domain/errors.h"
#include "services/registry/storage/change_log.h"
#include "services/registry/storage/post_row.h"
#include "services/registry/storage/queries.h"
#include "services/registry/storage/tree_lock.h"

namespace xinqiao::registry {
namespace {

absl::StatusOr<std::optional<Person>> ReadPerson(pqxx::transaction_base& tx,
                                                 const PhoneVault& vault,
                                                 const std::string& person_id) {
  const pqxx::result found = tx.exec_params(sql::kFindPerson, person_id);
  if (found.empty()) return std::nullopt;
  const pqxx::row row = found[0];
  Person person{
      .person_id = row["person_id"].as<std::string>(),
      .display_name = row["display_name"].as<std::string>(),
      .user_name = pg::TextFrom(row["user_name"]),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
  if (!row["ciphertext"].is_null()) {
    ASSIGN_OR_RETURN(person.phone, vault.open({.wrapped_key = pg::BytesFrom(row["wrapped_key"]),
                                               .ciphertext = pg::BytesFrom(row["ciphertext"])}));
  }
  return person;
}

// The answer to a request that came before: the log of requests holds only the
// id, so that erasing the person erases the answer.
absl::StatusOr<Answer> AnswerAgain(pqxx::transaction_base& tx, const PhoneVault& vault,
                                   const PostEncoders& encoders, const Answer& kept) {
  ASSIGN_OR_RETURN(const std::optional<Person> person, ReadPerson(tx, vault, kept.bytes));
  if (!person.has_value()) return errors::PersonNotFound();
  return Answer{.bytes = encoders.person_answer(*person)};
}

void InsertRow(pqxx::transaction_base& tx, const PhoneVault& vault, const Person& person) {
  std::string wrapped_key;
  std::string ciphertext;
  std::string phone_index;
  if (!person.phone.empty()) {
    const SealedPhone sealed = vault.seal(person.phone);
    wrapped_key = pg::ToBytea(sealed.wrapped_key);
    ciphertext = pg::ToBytea(sealed.ciphertext);
    phone_index = pg::ToBytea(sealed.blind_index);
  }
  tx.exec_params0(sql::kInsertPerson, person.person_id, person.display_name,
                  pg::NullIfEmpty(wrapped_key), pg::NullIfEmpty(ciphertext),
                  pg::NullIfEmpty(phone_index), pg::NullIfEmpty(person.user_name),
                  pg::ToText(person.create_time));
}

AppointmentFacts FactsOf(pqxx::transaction_base& tx, const Post& post) {
  const auto stands = [&](const std::string& organization_id) {
    const std::optional<GuidedOrganization> standing =
        FindStanding(tx, organization_id, post.validity);
    return standing.has_value() && standing->stands;
  };
  const std::string end = EndParameter(post.validity);
  return {
      .organization_stands = stands(post.organization_id),
      .managing_stands =
          post.managing_organization_id.empty() || stands(post.managing_organization_id),
      .person_known = !tx.exec_params(sql::kLockPerson, post.person_id).empty(),
      .same_exists =
          !tx.exec_params(sql::kFindSamePost, post.person_id, post.organization_id, post.title,
                          pg::ToText(post.validity.first), pg::NullIfEmpty(end))
               .empty(),
  };
}

void InsertRow(pqxx::transaction_base& tx, const Post& post) {
  const std::string end = EndParameter(post.validity);
  tx.exec_params0(sql::kInsertPost, post.post_id, post.organization_id, post.person_id, post.title,
                  static_cast<int>(post.appointment_type), post.leadership,
                  static_cast<int>(post.rank_class), pg::NullIfEmpty(post.managing_organization_id),
                  post.administrator, pg::ToText(post.validity.first), pg::NullIfEmpty(end),
                  pg::ToText(post.create_time));
}

}  // namespace

absl::StatusOr<Answer> PostgresPostStore::InsertPerson(const Call& call, const Write& write,
                                                       const Person& person, AdmitPerson admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    // Facts before the answer: what the first call of this request did is seen
    // together with its answer, so that a retry is never judged by it.
    const PersonFacts facts{
        .phone_in_use =
            !person.phone.empty() &&
            !tx.exec_params(sql::kFindPhone, pg::ToBytea(vault_.blind_index(person.phone))).empty(),
        .user_name_in_use = !person.user_name.empty() &&
                            !tx.exec_params(sql::kFindUserName, person.user_name).empty()};
    ASSIGN_OR_RETURN(const std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return AnswerAgain(tx, vault_, encoders_, *first);
    RETURN_IF_ERROR(admit(facts));
    InsertRow(tx, vault_, person);
    SaveAnswer(tx, call, write, {.bytes = person.person_id});
    return Answer{.bytes = encoders_.person_answer(person)};
  });
}

absl::StatusOr<std::optional<Person>> PostgresPostStore::FindPerson(const Call& call,
                                                                    const std::string& person_id) {
  using Found = absl::StatusOr<std::optional<Person>>;
  return database_.Read(
      call, [&](pqxx::transaction_base& tx) -> Found { return ReadPerson(tx, vault_, person_id); });
}

absl::StatusOr<Answer> PostgresPostStore::InsertPost(const Call& call, const Write& write,
                                                     const Post& post, AdmitPost admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    LockTreeShared(tx);
    const AppointmentFacts facts = FactsOf(tx, post);
    // After the locks, as in InsertPerson().
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    RETURN_IF_ERROR(admit(facts));
    InsertRow(tx, post);
    AppendEvent(tx, write, encoders_.created(post));
    const Answer answer{.bytes = encoders_.answer(post)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresPostStore::EndPost(const Call& call, const Write& write,
                                                  const PostKey& key, EndRule end) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    const pqxx::result found = tx.exec_params(sql::kLockPost, key.organization_id, key.post_id);
    // After the lock, as in InsertPerson().
    ASSIGN_OR_RETURN(std::optional<Answer> first, FindAnswer(tx, call, write));
    if (first.has_value()) return *std::move(first);
    if (found.empty()) return errors::PostNotFound();
    ASSIGN_OR_RETURN(const Post ended, end(PostFrom(found[0])));
    tx.exec_params0(sql::kSetPostEnd, ended.post_id, pg::ToText(ended.validity.end));
    AppendEvent(tx, write, encoders_.ended(ended));
    const Answer answer{.bytes = encoders_.answer(ended)};
    SaveAnswer(tx, call, write, answer);
    return answer;
  });
}

absl::StatusOr<std::optional<Post>> PostgresPostStore::FindPost(const Call& call,
                                                                const PostKey& key) {
  using Found = absl::StatusOr<std::optional<Post>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    const pqxx::result found = tx.exec_params(sql::kFindPost, key.organization_id, key.post_id);
    if (found.empty()) return std::nullopt;
    return PostFrom(found[0]);
  });
}

absl::StatusOr<std::vector<Post>> PostgresPostStore::ListPosts(const Call& call,
                                                               const std::string& organization_id,
                                                               const Range& range) {
  using Found = absl::StatusOr<std::vector<Post>>;
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> Found {
    std::vector<Post> posts;
    for (const pqxx::row& row : tx.exec_params(sql::kListPosts, organization_id,
                                               pg::NullIfEmpty(range.after_id), range.limit)) {
      posts.push_back(PostFrom(row));
    }
    return posts;
  });
}

}  // namespace xinqiao::registry
