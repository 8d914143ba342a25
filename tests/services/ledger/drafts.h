// Drafts of the scene, numbered.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_DRAFTS_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_DRAFTS_H_

#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/calendar/day.h"
#include "services/ledger/domain/draft.h"
#include "services/ledger/domain/opening.h"
#include "tests/services/ledger/scene.h"

namespace xinqiao::ledger::scene {

// TestId('5', 3) is 50000000-0000-7000-8000-000000000003.
inline std::string TestId(char first, int n) {
  return absl::StrFormat("%c0000000-0000-7000-8000-%012d", first, n);
}
inline std::string ActivityId(int n) { return TestId('5', n); }

inline std::string Salt() { return std::string(32, '\x05'); }

// Noon of the day after the talk, and a second for each draft.
inline absl::Time TimeOf(int n) {
  return absl::FromCivil(absl::CivilHour(2017, 5, 18, 12), BusinessZone()) + absl::Seconds(n);
}

// The n-th request; its digest is of the number alone.
inline Draft DraftOf(int n, decltype(Draft::what) what) {
  const std::string number = absl::StrCat(n);
  return {.request_id = TestId('7', n),
          .request_digest = number + std::string(32 - number.size(), '.'),
          .change_id = TestId('8', n),
          .record_time = TimeOf(n),
          .what = std::move(what)};
}

// Records activity n.
inline Draft RecordingOf(int n, const ActivityFacts& facts = HeartTalk()) {
  Recording recording;
  recording.activity.id = ActivityId(n);
  recording.activity.facts = facts;
  recording.activity.participant_total = ParticipantTotal(facts);
  recording.activity.record_time = TimeOf(n);
  recording.openings = OpeningsOf(facts, [] { return Salt(); });
  return DraftOf(n, std::move(recording));
}

inline Draft VoidingOf(int n, int activity) {
  return DraftOf(n, Voiding{.organization_id = kCollege,
                            .activity_id = ActivityId(activity),
                            .reason = {.salt = Salt(), .value = "重复记录"}});
}

inline Draft StatingOf(int n, int activity, Statement statement,
                       const std::string& youth_id = kYouth) {
  return DraftOf(n, Stating{.organization_id = kCollege,
                            .activity_id = ActivityId(activity),
                            .youth_id = youth_id,
                            .statement = statement,
                            .salt = Salt()});
}

// Closes or reopens the university's first quarter, by the province.
inline Draft BooksOf(int n, bool closed) {
  BooksChange change = {
      .organization_id = kUniversity,
      .period = {.first = absl::CivilDay(2017, 1, 1), .end = absl::CivilDay(2017, 4, 1)},
      .author = {.organization_id = kLog, .post_id = kOfProvince},
      .closed = closed};
  if (!closed) change.reason = Opening{.salt = Salt(), .value = "补录"};
  return DraftOf(n, std::move(change));
}

inline Draft RedactionOf(int n, int activity, std::vector<RedactedField> fields,
                         const std::string& participant_id = "") {
  return DraftOf(n, Redaction{.organization_id = kCollege,
                              .activity_id = ActivityId(activity),
                              .fields = std::move(fields),
                              .participant_id = participant_id});
}

inline Draft EpochStartOf(int n, const std::string& last_checkpoint) {
  return DraftOf(n, EpochStart{.epoch_id = TestId('e', n),
                               .last_checkpoint = last_checkpoint,
                               .reason = {.salt = Salt(), .value = "恢复备份"}});
}

}  // namespace xinqiao::ledger::scene

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_DRAFTS_H_
