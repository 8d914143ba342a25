#include "services/ledger/app/ledger.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "libs/base/error.h"
#include "services/ledger/domain/admission.h"
#include "services/ledger/domain/errors.h"
#include "services/ledger/domain/opening.h"

namespace xinqiao::ledger {
namespace {

// Whether a status says something of the store or the log, and not of one entry.
bool ConcernsAll(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kInternal:
      return true;
    default:
      return ErrorReason(status) == "LOG_HALTED";
  }
}

}  // namespace

Draft Ledger::DraftOf(const Call& call, std::string request_id, decltype(Draft::what) what) {
  Draft draft = {.request_id = std::move(request_id),
                 .request_digest = call.request_digest,
                 .change_id = deps_.ids.NewId(),
                 .record_time = deps_.clock.Now(),
                 .what = std::move(what)};
  if (auto* recording = std::get_if<Recording>(&draft.what)) {
    recording->activity.record_time = draft.record_time;
  }
  return draft;
}

void Ledger::WithLogs(const Call& call, std::vector<std::string> organization_ids,
                      std::function<void(std::vector<Log>)> then) {
  std::vector<Log> logs;
  for (const std::string& id : organization_ids) {
    std::optional<std::string> known = logs_.Find(id);
    if (!known.has_value()) break;
    logs.emplace_back(*std::move(known));
  }
  if (logs.size() == organization_ids.size()) return then(std::move(logs));

  auto ask = [this, call, organization_ids, then] {
    std::vector<Log> asked;
    for (const std::string& id : organization_ids) {
      asked.push_back(logs_.LogOf(call, "parent", id));
    }
    then(std::move(asked));
  };
  if (deps_.background(std::move(ask))) return;
  then(std::vector<Log>(organization_ids.size(), errors::QueueFull()));
}

void Ledger::Submit(const Call& call, const std::string& log, Draft draft, Done done) {
  Unit unit = {.call = call, .done = [done](UnitResult result) { done(std::move(result[0])); }};
  unit.drafts.push_back(std::move(draft));
  absl::Status taken = deps_.writer.Submit(log, std::move(unit));
  if (!taken.ok()) done(std::move(taken));
}

void Ledger::AppendAbout(const Call& call, const std::string& organization_id,
                         const std::string& activity_id, Draft draft, Done done) {
  WithLogs(call, {organization_id},
           [this, call, activity_id, draft = std::move(draft),
            done = std::move(done)](std::vector<Log> logs) mutable {
             const Log& log = logs[0];
             if (log.ok()) return Submit(call, *log, std::move(draft), std::move(done));
             // An organization that is unknown, or has no log, has no activities.
             done(absl::IsFailedPrecondition(log.status()) ? errors::ActivityUnknown(activity_id)
                                                           : log.status());
           });
}

void Ledger::CreateActivity(const Call& call, NewActivity draft, Done done) {
  if (absl::Status may = CheckMayWrite(call.principal); !may.ok()) return done(std::move(may));
  const std::string organization_id = draft.facts.organization_id;
  WithLogs(call, {organization_id},
           [this, call, draft = std::move(draft),
            done = std::move(done)](std::vector<Log> logs) mutable {
             if (!logs[0].ok()) return done(logs[0].status());
             std::string request_id = draft.request_id;
             Submit(call, *logs[0],
                    DraftOf(call, std::move(request_id), RecordingOf(std::move(draft.facts))),
                    std::move(done));
           });
}

Recording Ledger::RecordingOf(ActivityFacts facts) {
  Recording recording;
  recording.openings = OpeningsOf(facts, deps_.new_salt);
  recording.activity.id = deps_.ids.NewId();
  recording.activity.participant_total = ParticipantTotal(facts);
  recording.activity.facts = std::move(facts);
  return recording;
}

void Ledger::BatchCreateActivities(const Call& call, std::vector<absl::StatusOr<BatchRow>> rows,
                                   BatchDone done) {
  if (absl::Status may = CheckMayWrite(call.principal); !may.ok()) return done(std::move(may));
  std::set<std::string> different;
  for (const absl::StatusOr<BatchRow>& row : rows) {
    if (row.ok()) different.insert(row->draft.facts.organization_id);
  }
  const std::vector<std::string> ids(different.begin(), different.end());
  WithLogs(call, ids,
           [this, call, ids, rows = std::move(rows),
            done = std::move(done)](std::vector<Log> found) mutable {
             std::map<std::string, Log> logs;
             for (size_t i = 0; i < ids.size(); ++i) logs.emplace(ids[i], std::move(found[i]));
             SubmitRows(call, std::move(rows), logs, std::move(done));
           });
}

void Ledger::SubmitRows(const Call& call, std::vector<absl::StatusOr<BatchRow>> rows,
                        const std::map<std::string, Log>& logs, BatchDone done) {
  std::set<std::string> different;
  for (const auto& [organization_id, log] : logs) {
    if (log.ok()) {
      different.insert(*log);
    } else if (ConcernsAll(log.status())) {
      return done(log.status());
    }
  }
  if (different.size() > 1) return done(errors::SeveralLogs());

  UnitResult result;
  std::vector<size_t> asked;  // Which rows the unit has.
  Unit unit = {.call = call};
  for (size_t i = 0; i < rows.size(); ++i) {
    result.emplace_back(absl::CancelledError("another row was refused"));
    absl::Status refused = rows[i].status();
    if (refused.ok()) refused = logs.at(rows[i]->draft.facts.organization_id).status();
    if (!refused.ok()) {
      result.back() = std::move(refused);
      unit.check_only = true;
      continue;
    }
    NewActivity& row = rows[i]->draft;
    unit.drafts.push_back(
        DraftOf(call, std::move(row.request_id), RecordingOf(std::move(row.facts))));
    unit.drafts.back().request_digest = std::move(rows[i]->digest);
    asked.push_back(i);
  }
  if (asked.empty()) return done(std::move(result));

  unit.done = [result = std::move(result), asked, done](UnitResult told) mutable {
    for (size_t i = 0; i < asked.size(); ++i) {
      if (ConcernsAll(told[i].status())) return done(told[i].status());
      result[asked[i]] = std::move(told[i]);
    }
    done(std::move(result));
  };
  absl::Status taken = deps_.writer.Submit(*different.begin(), std::move(unit));
  if (!taken.ok()) done(std::move(taken));
}

void Ledger::CreateEach(const Call& call, std::vector<BatchRow> rows,
                        std::function<void(UnitResult)> done) {
  // What the rows share until the last one is answered.
  struct Shared {
    UnitResult result;
    std::atomic<size_t> left;
    std::function<void(UnitResult)> done;

    void Set(size_t row, absl::StatusOr<Appended> told) {
      result[row] = std::move(told);
      if (left.fetch_sub(1) == 1) done(std::move(result));
    }
  };
  if (rows.empty()) return done({});
  if (absl::Status may = CheckMayWrite(call.principal); !may.ok()) {
    return done(UnitResult(rows.size(), may));
  }
  const auto shared = std::make_shared<Shared>();
  shared->result.resize(rows.size(), absl::UnknownError("not answered"));
  shared->left = rows.size();
  shared->done = std::move(done);
  std::set<std::string> different;
  for (const BatchRow& row : rows) different.insert(row.draft.facts.organization_id);
  const std::vector<std::string> ids(different.begin(), different.end());
  // Asked for together: one by one they would fill the queue of the background.
  WithLogs(call, ids, [this, call, ids, rows = std::move(rows), shared](std::vector<Log> found) {
    std::map<std::string, Log> logs;
    for (size_t i = 0; i < ids.size(); ++i) logs.emplace(ids[i], std::move(found[i]));
    for (size_t i = 0; i < rows.size(); ++i) {
      const auto set = [shared, i](absl::StatusOr<Appended> told) {
        shared->Set(i, std::move(told));
      };
      const Log& log = logs.at(rows[i].draft.facts.organization_id);
      if (!log.ok()) {
        set(log.status());
        continue;
      }
      Draft draft = DraftOf(call, rows[i].draft.request_id, RecordingOf(rows[i].draft.facts));
      draft.request_digest = rows[i].digest;
      Submit(call, *log, std::move(draft), set);
    }
  });
}

void Ledger::VoidActivity(const Call& call, VoidRequest request, Done done) {
  if (absl::Status may = CheckMayWrite(call.principal); !may.ok()) return done(std::move(may));
  AppendAbout(
      call, request.organization_id, request.activity_id,
      DraftOf(call, std::move(request.request_id),
              Voiding{.organization_id = request.organization_id,
                      .activity_id = request.activity_id,
                      .reason = {.salt = deps_.new_salt(), .value = std::move(request.reason)}}),
      std::move(done));
}

void Ledger::RedactActivity(const Call& call, RedactRequest request, Done done) {
  if (absl::Status may = CheckMayWrite(call.principal); !may.ok()) return done(std::move(may));
  const Redaction redaction = std::move(request.redaction);
  AppendAbout(call, redaction.organization_id, redaction.activity_id,
              DraftOf(call, std::move(request.request_id), redaction), std::move(done));
}

void Ledger::StateParticipation(const Call& call, StateRequest request, Done done) {
  if (call.principal != absl::StrCat("youths/", request.youth_id)) {
    return done(errors::NotAParticipant());
  }
  AppendAbout(call, request.organization_id, request.activity_id,
              DraftOf(call, std::move(request.request_id),
                      Stating{.organization_id = request.organization_id,
                              .activity_id = request.activity_id,
                              .youth_id = std::move(request.youth_id),
                              .statement = request.statement,
                              .salt = deps_.new_salt()}),
              std::move(done));
}

// One change of books on its way through its logs.
struct Ledger::BooksRun {
  Call call;
  BooksRequest request;
  BatchDone done;
  std::vector<std::string> logs;
  UnitResult result;
};

void Ledger::ChangeBooks(const Call& call, BooksRequest request, BatchDone done) {
  if (absl::Status may = CheckMayWrite(call.principal); !may.ok()) return done(std::move(may));
  const auto run = std::make_shared<BooksRun>();
  run->call = call;
  run->request = std::move(request);
  run->done = std::move(done);
  const bool later = deps_.background([this, run] {
    absl::StatusOr<std::vector<std::string>> logs =
        deps_.store.LogsUnder(run->call, run->request.organization_id);
    if (!logs.ok()) return run->done(logs.status());
    run->logs = *std::move(logs);
    ChangeNextBooks(run);
  });
  if (!later) run->done(errors::QueueFull());
}

void Ledger::ChangeNextBooks(const std::shared_ptr<BooksRun>& run) {
  if (run->result.size() == run->logs.size()) return run->done(std::move(run->result));
  const BooksRequest& request = run->request;
  BooksChange change = {.organization_id = request.organization_id,
                        .period = request.period,
                        .author = request.author,
                        .closed = request.closed};
  if (!request.reason.empty()) {
    change.reason = {.salt = deps_.new_salt(), .value = request.reason};
  }
  Submit(run->call, run->logs[run->result.size()],
         DraftOf(run->call, request.request_id, std::move(change)),
         [this, run](absl::StatusOr<Appended> told) {
           if (!told.ok()) return run->done(told.status());
           run->result.push_back(std::move(told));
           ChangeNextBooks(run);
         });
}

void Ledger::GetActivity(const Call& call, ActivityName name, ActivityLookup::Done done) {
  lookup_.Get(call, std::move(name), std::move(done));
}

absl::StatusOr<ActivityPage> Ledger::ListActivities(const Call& call, const ActivityQuery& query) {
  return deps_.reads.List(call, query);
}

absl::StatusOr<Participation> Ledger::GetParticipation(const Call& call,
                                                       const std::string& organization_id,
                                                       const std::string& activity_id,
                                                       const std::string& youth_id) {
  if (call.principal != absl::StrCat("youths/", youth_id)) return errors::NotAParticipant();
  return deps_.reads.GetParticipation(call, organization_id, activity_id, youth_id);
}

absl::StatusOr<BooksPage> Ledger::ListBooks(const Call& call, const BooksQuery& query) {
  return deps_.reads.ListBooks(call, query);
}

}  // namespace xinqiao::ledger
