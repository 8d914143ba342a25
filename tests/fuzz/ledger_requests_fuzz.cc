// Reads bytes as a write of the ledger and decodes it: the first byte says which. None of this may
// crash, hang or leak, whatever the bytes; and what is accepted is within the bounds of the
// contract, written here once more and in another way.

#include <google/protobuf/message.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "libs/base/id_generator.h"
#include "libs/base/text.h"
#include "libs/calendar/period.h"
#include "services/ledger/rpc/books_codec.h"
#include "services/ledger/rpc/participation_codec.h"
#include "services/ledger/rpc/request_codec.h"
#include "tests/fuzz/message_mutator.h"

namespace xinqiao::ledger {
namespace {

constexpr char kCaller[] = "people/00000000-0000-7000-8000-000000000001";

void Want(bool holds, absl::string_view what) {
  if (holds) return;
  std::cerr << "fuzz_ledger_requests: " << what << std::endl;
  std::abort();
}

bool IsText(absl::string_view text, size_t min, size_t max) {
  return text.size() >= min && text.size() <= max && TextProblem(text).empty();
}

bool IsLine(absl::string_view text, size_t max) {
  return IsText(text, 0, max) && !absl::StrContains(text, "\n") && !absl::StrContains(text, "\r");
}

bool AreUuids(const std::vector<std::string>& ids) {
  return std::all_of(ids.begin(), ids.end(), [](const std::string& id) { return IsUuid(id); });
}

bool AreDifferent(const std::vector<std::string>& ids) {
  return std::set<std::string>(ids.begin(), ids.end()).size() == ids.size();
}

template <typename Enum>
bool IsFrom1To(Enum value, int last) {
  return static_cast<int>(value) >= 1 && static_cast<int>(value) <= last;
}

bool IsPost(const PostRef& post) { return IsUuid(post.organization_id) && IsUuid(post.post_id); }

void CheckEvidence(const Evidence& evidence) {
  Want(IsFrom1To(evidence.kind, 4), "kind of evidence");
  Want(evidence.digest.size() == 32, "digest");
  Want(evidence.media_type.size() <= 127, "media type");
  Want(evidence.size_bytes >= 0, "size of evidence");
  Want(IsLine(evidence.uri, 500), "URI");
}

void CheckEvidenceOf(const ActivityFacts& facts) {
  Want(facts.evidence.size() <= 20, "much evidence");
  bool more_than_photos = facts.evidence.empty();
  for (const Evidence& evidence : facts.evidence) {
    CheckEvidence(evidence);
    more_than_photos |= evidence.kind != EvidenceKind::kPhoto;
  }
  Want(more_than_photos, "photos only");
}

void CheckPeople(const ActivityFacts& facts) {
  Want(!facts.actors.empty() && facts.actors.size() <= 50, "actors");
  std::vector<std::string> post_ids;
  for (const PostRef& actor : facts.actors) {
    Want(IsPost(actor), "actor");
    post_ids.push_back(actor.post_id);
  }
  Want(AreDifferent(post_ids), "same actor");
  Want(facts.participant_ids.size() <= 2000, "participants");
  Want(AreUuids(facts.participant_ids), "participant");
  Want(AreDifferent(facts.participant_ids), "same participant");
  Want(std::is_sorted(facts.participant_ids.begin(), facts.participant_ids.end()), "order");
  Want(facts.participant_count >= 0 && facts.participant_count <= 1'000'000, "count");
  Want(facts.participant_count == 0 || facts.participant_ids.empty(), "named and counted");
  Want(facts.collective_id.empty() || facts.participant_count > 0, "collective without count");
}

void CheckTimes(const ActivityFacts& facts) {
  Want(facts.day.year() >= 1900 && facts.day.year() <= 2199, "day");
  for (const std::optional<int>& minute : {facts.start_minute, facts.end_minute}) {
    Want(!minute.has_value() || (*minute >= 0 && *minute < 24 * 60), "time");
  }
  Want(!facts.end_minute.has_value() ||
           (facts.start_minute.has_value() && *facts.start_minute <= *facts.end_minute),
       "end before start");
}

void CheckVisit(const ActivityFacts& facts) {
  if (!facts.visit.has_value()) return;
  const CommunityVisit& visit = *facts.visit;
  Want(absl::StartsWith(facts.kind_id, "community."), "kind of a visit");
  Want(!visit.community.empty() && IsLine(visit.community, 300), "community");
  Want(visit.interviewed_count >= 0 && visit.interviewed_count <= 10'000, "interviewed");
  if (visit.research_report.has_value()) CheckEvidence(*visit.research_report);
  for (const auto& ids : {visit.new_organization_ids, visit.guided_organization_ids}) {
    Want(ids.size() <= 20 && AreUuids(ids) && AreDifferent(ids), "organizations of a visit");
  }
}

void Check(const NewActivity& draft) {
  const ActivityFacts& facts = draft.facts;
  Want(IsUuid(draft.request_id), "request id");
  Want(IsUuid(facts.organization_id), "organization");
  Want(IsPost(facts.author), "author");
  Want(!facts.kind_id.empty() && facts.kind_id.size() <= 63, "kind");
  Want(IsFrom1To(facts.channel, 3) && IsFrom1To(facts.purpose, 3), "channel, purpose");
  Want(IsLine(facts.topic, 200) && IsLine(facts.platform, 100) && IsLine(facts.place, 300), "line");
  Want(IsText(facts.text, 1, 8000), "text");
  Want(facts.guided_branch_id.empty() || IsUuid(facts.guided_branch_id), "branch");
  Want(facts.campaign.size() <= 63 && IsLine(facts.campaign, 63), "campaign");
  CheckPeople(facts);
  CheckTimes(facts);
  CheckEvidenceOf(facts);
  CheckVisit(facts);
}

void Check(const Rows& rows) {
  Want(rows.size() <= 500, "rows");
  for (const absl::StatusOr<BatchRow>& row : rows) {
    if (!row.ok()) continue;
    Check(row->draft);
    Want(row->digest.size() == 32, "digest of a row");
  }
}

void Check(const VoidRequest& request) {
  Want(AreUuids({request.request_id, request.organization_id, request.activity_id}), "void: ids");
  Want(IsText(request.reason, 1, 1000), "void: reason");
}

void Check(const RedactRequest& request) {
  const Redaction& redaction = request.redaction;
  Want(AreUuids({request.request_id, redaction.organization_id, redaction.activity_id}),
       "redact: ids");
  Want(!redaction.fields.empty(), "redact: nothing");
  for (size_t i = 0; i < redaction.fields.size(); ++i) {
    Want(IsFrom1To(redaction.fields[i], 5), "redact: field");
    Want(i == 0 || redaction.fields[i - 1] < redaction.fields[i], "redact: order");
  }
  const bool of_participant =
      std::count(redaction.fields.begin(), redaction.fields.end(), RedactedField::kParticipant) > 0;
  Want(of_participant ? IsUuid(redaction.participant_id) : redaction.participant_id.empty(),
       "redact: participant");
}

void Check(const StateRequest& request) {
  Want(AreUuids(
           {request.request_id, request.organization_id, request.activity_id, request.youth_id}),
       "state: ids");
  Want(IsFrom1To(request.statement, 4), "state: statement");
}

void Check(const BooksRequest& request) {
  Want(AreUuids({request.request_id, request.organization_id}), "books: ids");
  Want(IsPost(request.author), "books: author");
  Want(Days(request.period) > 0, "books: period");
  Want(request.closed ? request.reason.empty() : IsText(request.reason, 1, 1000), "books: reason");
}

void Check(const ActivityQuery& query) {
  Want(!query.organization_id.empty() || !query.actor_post_id.empty() ||
           !query.participant_id.empty() || !query.campaign.empty(),
       "list: of everything");
  Want(query.limit >= 1 && query.limit <= 1000, "list: limit");
  Want(query.before_id.empty() || IsUuid(query.before_id), "list: place");
}

template <typename Message>
auto DecodeAny(const Message& message) {
  return Decode(message);
}
auto DecodeAny(const v1::BatchCreateActivitiesRequest& message) { return Decode(kCaller, message); }
auto DecodeAny(const v1::ImportActivitiesRequest& message) { return Decode(kCaller, message); }

template <typename Message>
void Follow(const google::protobuf::Message& message) {
  const auto decoded = DecodeAny(static_cast<const Message&>(message));
  if (decoded.ok()) Check(*decoded);
}

struct Kind {
  const google::protobuf::Message* type;
  void (*follow)(const google::protobuf::Message&);
};

template <typename Message>
Kind KindOf() {
  return {.type = &Message::default_instance(), .follow = &Follow<Message>};
}

const std::vector<Kind>& Kinds() {
  static const auto& kinds = *new std::vector<Kind>{
      KindOf<v1::CreateActivityRequest>(),   KindOf<v1::BatchCreateActivitiesRequest>(),
      KindOf<v1::ImportActivitiesRequest>(), KindOf<v1::VoidActivityRequest>(),
      KindOf<v1::RedactActivityRequest>(),   KindOf<v1::StateParticipationRequest>(),
      KindOf<v1::CloseBooksRequest>(),       KindOf<v1::ReopenBooksRequest>(),
      KindOf<v1::ListActivitiesRequest>()};
  return kinds;
}

// A request that is accepted, so that not all of the time is spent on what is refused early.
void Fill(v1::CreateActivityRequest& request) {
  const std::string uuid = "00000000-0000-7000-8000-000000000001";
  request.set_parent("organizations/" + uuid);
  request.set_request_id(uuid);
  v1::Activity& activity = *request.mutable_activity();
  activity.set_author("organizations/" + uuid + "/posts/" + uuid);
  activity.add_actors(activity.author());
  activity.set_kind("activityKinds/community.interview");
  activity.set_channel(v1::CHANNEL_OFFLINE);
  activity.set_purpose(v1::PURPOSE_LISTEN);
  activity.set_day("2017-05-17");
  activity.set_start_time("08:30");
  activity.set_end_time("10:00");
  activity.set_text("谈心");
  activity.add_participants("youths/" + uuid);
  v1::Evidence& evidence = *activity.add_evidence();
  evidence.set_kind(v1::Evidence::KIND_LINK);
  evidence.set_digest(std::string(32, 'd'));
  evidence.set_media_type("text/html");
  activity.mutable_visit()->set_community("社区");
  *activity.mutable_visit()->mutable_research_report() = evidence;
  activity.mutable_visit()->add_new_organizations(request.parent());
}

// One of the kinds, as an accepted request as far as a filled activity makes one.
std::string Seed(size_t kind) {
  const std::unique_ptr<google::protobuf::Message> message(Kinds()[kind].type->New());
  v1::CreateActivityRequest create;
  Fill(create);
  if (auto* whole = dynamic_cast<v1::CreateActivityRequest*>(message.get())) *whole = create;
  if (auto* batch = dynamic_cast<v1::BatchCreateActivitiesRequest*>(message.get())) {
    batch->set_parent("organizations/-");
    *batch->add_requests() = create;
  }
  if (auto* import = dynamic_cast<v1::ImportActivitiesRequest*>(message.get())) {
    *import->add_requests() = create;
  }
  return std::string(1, static_cast<char>(kind)) + message->SerializeAsString();
}

size_t KindAt(uint8_t byte) { return byte % Kinds().size(); }

}  // namespace
}  // namespace xinqiao::ledger

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t size_max);

// Every other time the bytes change as libFuzzer likes; the other times a message becomes another
// message of its kind.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t size_max,
                                          unsigned int seed) {
  std::mt19937 random(seed);
  if (size < 2) {
    const std::string start = xinqiao::ledger::Seed(random() % xinqiao::ledger::Kinds().size());
    if (start.size() > size_max) return LLVMFuzzerMutate(data, size, size_max);
    std::copy(start.begin(), start.end(), data);
    return start.size();
  }
  const size_t kind = xinqiao::ledger::KindAt(data[0]);
  const std::unique_ptr<google::protobuf::Message> message(
      xinqiao::ledger::Kinds()[kind].type->New());
  if (random() % 2 == 0 || !message->ParseFromArray(data + 1, static_cast<int>(size - 1))) {
    return LLVMFuzzerMutate(data, size, size_max);
  }
  for (int times = 1 + static_cast<int>(random() % 4); times > 0; --times) {
    xinqiao::fuzz::Mutate(*message, random);
  }
  const std::string bytes = message->SerializeAsString();
  if (bytes.size() + 1 > size_max) return LLVMFuzzerMutate(data, size, size_max);
  std::copy(bytes.begin(), bytes.end(), data + 1);
  return bytes.size() + 1;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  const auto& kind = xinqiao::ledger::Kinds()[xinqiao::ledger::KindAt(data[0])];
  const std::unique_ptr<google::protobuf::Message> message(kind.type->New());
  if (message->ParseFromArray(data + 1, static_cast<int>(size - 1))) kind.follow(*message);
  return 0;
}
