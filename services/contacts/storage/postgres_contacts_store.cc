#include "services/contacts/storage/postgres_contacts_store.h"

#include <iterator>
#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/feed/outbox.h"
#include "libs/pg/bytes.h"
#include "libs/pg/request_log.h"
#include "libs/pg/time.h"
#include "services/contacts/domain/errors.h"
#include "services/contacts/storage/queries.h"

namespace xinqiao::contacts {
namespace {

constexpr char kRequestLog[] = "contacts";

struct StateText {
  LinkState state;
  const char* text;
};

constexpr StateText kStates[] = {{LinkState::kProposed, "PROPOSED"},
                                 {LinkState::kActive, "ACTIVE"},
                                 {LinkState::kDeclined, "DECLINED"},
                                 {LinkState::kWithdrawn, "WITHDRAWN"}};

const char* ToText(LinkState state) {
  for (const StateText& known : kStates) {
    if (known.state == state) return known.text;
  }
  return "";
}

// The column's CHECK allows no other text.
LinkState StateFrom(const std::string& text) {
  for (const StateText& known : kStates) {
    if (known.text == text) return known.state;
  }
  return LinkState::kProposed;
}

// A bytea parameter that is NULL when `bytes` is empty.
std::optional<std::string> ToByteaIfSet(const std::string& bytes) {
  if (bytes.empty()) return std::nullopt;
  return pg::ToBytea(bytes);
}

const char* OrNull(const std::optional<std::string>& text) {
  return text.has_value() ? text->c_str() : nullptr;
}

std::string BytesIfSet(const pqxx::field& field) {
  return field.is_null() ? std::string() : pg::BytesFrom(field);
}

std::optional<std::string> ToTextIfSet(const std::optional<absl::CivilDay>& day) {
  if (!day.has_value()) return std::nullopt;
  return pg::ToText(*day);
}

std::optional<absl::CivilDay> DayIfSet(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return pg::DayFrom(field);
}

Youth YouthFrom(const pqxx::row& row) {
  return {
      .id = row["youth_id"].as<std::string>(),
      .display_name = row["display_name"].as<std::string>(),
      .phone = {.wrapped_key = BytesIfSet(row["phone_wrapped_key"]),
                .ciphertext = BytesIfSet(row["phone_ciphertext"]),
                .blind_index = BytesIfSet(row["phone_blind_index"])},
      .birth_year = row["birth_year"].as<int>(),
      .organization_id = row["organization_id"].as<std::string>(),
      .field = row["field"].as<std::string>(),
      .industry = row["industry"].as<std::string>(),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
}

ContactLink ContactLinkFrom(const pqxx::row& row) {
  return {
      .id = row["contact_link_id"].as<std::string>(),
      .youth_id = row["youth_id"].as<std::string>(),
      .post = {.organization_id = row["organization_id"].as<std::string>(),
               .post_id = row["post_id"].as<std::string>()},
      .log = row["log"].as<std::string>(),
      .state = StateFrom(row["state"].as<std::string>()),
      .active_day = DayIfSet(row["active_day"]),
      .inactive_day = DayIfSet(row["inactive_day"]),
      .create_time = pg::TimeFromMicros(row["create_micros"]),
  };
}

absl::StatusOr<Youth> FindYouth(pqxx::transaction_base& tx, const std::string& youth_id) {
  const pqxx::result found = tx.exec_params(sql::kFindYouth, youth_id);
  if (found.empty()) return errors::YouthNotFound();
  return YouthFrom(found[0]);
}

bool PhoneInUse(pqxx::transaction_base& tx, const SealedPhone& phone) {
  if (phone.blind_index.empty()) return false;
  return tx.exec_params1(sql::kFindPhone, pg::ToBytea(phone.blind_index))["found"].as<bool>();
}

}  // namespace

// In every write below the facts come before the first answer is looked for: a
// retry that runs beside the first call then either finds its answer, or
// collides with it and runs again; no rule refuses what the first call did.

absl::StatusOr<Youth> PostgresContactsStore::InsertYouth(const Call& call, const Youth& youth,
                                                         const std::string& request_id,
                                                         AdmitYouth admit) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Youth> {
    const YouthFacts facts = {
        .organization_known = directory::FindOrganization(tx, youth.organization_id).has_value(),
        .phone_in_use = PhoneInUse(tx, youth.phone)};
    const pg::RequestKey key = {.log = kRequestLog, .request_id = request_id};
    ASSIGN_OR_RETURN(const std::optional<Answer> found, pg::FindAnswer(tx, call, key));
    if (found.has_value()) return FindYouth(tx, found->bytes);

    RETURN_IF_ERROR(admit(facts));
    const auto wrapped_key = ToByteaIfSet(youth.phone.wrapped_key);
    const auto ciphertext = ToByteaIfSet(youth.phone.ciphertext);
    const auto blind_index = ToByteaIfSet(youth.phone.blind_index);
    tx.exec_params0(sql::kInsertYouth, youth.id, youth.display_name, OrNull(wrapped_key),
                    OrNull(ciphertext), OrNull(blind_index), youth.birth_year,
                    youth.organization_id, youth.field, youth.industry,
                    pg::ToText(youth.create_time));
    // Only the id: personal data must not outlive its row in the request log.
    pg::SaveAnswer(tx, call, key, {.bytes = youth.id}, youth.create_time);
    return FindYouth(tx, youth.id);
  });
}

absl::StatusOr<Youth> PostgresContactsStore::GetYouth(const Call& call,
                                                      const std::string& youth_id) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) { return FindYouth(tx, youth_id); });
}

absl::StatusOr<Answer> PostgresContactsStore::InsertContactLink(const Call& call,
                                                                const LinkEnds& ends,
                                                                const Write& write,
                                                                Propose propose) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    ProposalFacts facts;
    facts.youth_known = !tx.exec_params(sql::kLockYouth, ends.youth_id).empty();
    facts.post = directory::FindPost(tx, ends.post_id);
    facts.link_open =
        tx.exec_params1(sql::kHasOpenLink, ends.youth_id, ends.post_id)["found"].as<bool>();
    const pg::RequestKey key = {.log = kRequestLog, .request_id = write.request_id};
    ASSIGN_OR_RETURN(std::optional<Answer> found, pg::FindAnswer(tx, call, key));
    if (found.has_value()) return *std::move(found);

    ASSIGN_OR_RETURN(const ContactLink link, propose(facts));
    const auto active_day = ToTextIfSet(link.active_day);
    const auto inactive_day = ToTextIfSet(link.inactive_day);
    tx.exec_params0(sql::kInsertContactLink, link.id, link.youth_id, link.post.organization_id,
                    link.post.post_id, link.log, ToText(link.state), OrNull(active_day),
                    OrNull(inactive_day), pg::ToText(link.create_time));
    const Answer answer = {.bytes = encoders_.contact_link(link)};
    pg::SaveAnswer(tx, call, key, answer, write.now);
    return answer;
  });
}

absl::StatusOr<Answer> PostgresContactsStore::ChangeContactLink(const Call& call,
                                                                const LinkName& name,
                                                                const Write& write, Change change) {
  return database_.Transact(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<Answer> {
    const pqxx::result row =
        tx.exec_params(sql::kLockContactLink, name.contact_link_id, name.youth_id);
    const pg::RequestKey key = {.log = kRequestLog, .request_id = write.request_id};
    ASSIGN_OR_RETURN(std::optional<Answer> found, pg::FindAnswer(tx, call, key));
    if (found.has_value()) return *std::move(found);
    if (row.empty()) return errors::ContactLinkNotFound();

    const ContactLink before = ContactLinkFrom(row[0]);
    ASSIGN_OR_RETURN(const ContactLink link,
                     change(before, directory::FindPost(tx, before.post.post_id)));
    const auto active_day = ToTextIfSet(link.active_day);
    const auto inactive_day = ToTextIfSet(link.inactive_day);
    tx.exec_params0(sql::kSetContactLink, link.id, ToText(link.state), OrNull(active_day),
                    OrNull(inactive_day));
    if (const std::optional<std::string> event = encoders_.event(link); event.has_value()) {
      feed::AppendToOutbox(tx, {.log = link.log,
                                .change_id = write.change_id,
                                .registry_position = directory::RegistryPosition(tx),
                                .record_time = write.now,
                                .payloads = {*event}});
    }
    const Answer answer = {.bytes = encoders_.contact_link(link)};
    pg::SaveAnswer(tx, call, key, answer, write.now);
    return answer;
  });
}

absl::StatusOr<LinkPage> PostgresContactsStore::ListContactLinks(const Call& call,
                                                                 const LinkQuery& query) {
  return database_.Read(call, [&](pqxx::transaction_base& tx) -> absl::StatusOr<LinkPage> {
    // One more than asked for tells whether there is a next page.
    const pqxx::result rows = tx.exec_params(sql::kListContactLinks, query.youth_id,
                                             pg::NullIfEmpty(query.after_id), query.links_max + 1);
    LinkPage page;
    for (const pqxx::row& row : rows) page.links.push_back(ContactLinkFrom(row));
    if (std::ssize(page.links) > query.links_max) {
      page.links.pop_back();
      page.next_id = page.links.back().id;
    }
    return page;
  });
}

}  // namespace xinqiao::contacts
