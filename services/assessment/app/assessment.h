// What assessment answers: one method per RPC, from memory.

#ifndef XINQIAO_SERVICES_ASSESSMENT_APP_ASSESSMENT_H_
#define XINQIAO_SERVICES_ASSESSMENT_APP_ASSESSMENT_H_

#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/clock.h"
#include "libs/feed/cursor.h"
#include "services/assessment/domain/duty_board.h"
#include "services/assessment/domain/model.h"
#include "services/assessment/domain/self_check.h"

namespace xinqiao::assessment {

// What an answer was computed from.
struct Basis {
  absl::CivilDay as_of;
  std::vector<feed::Cursor> positions;
};

// A fact as an answer shows it: the model may change once the answer is made.
struct ExplainedFact {
  std::string name;  // Resource name.
  Verdict verdict = Verdict::kCounted;
  absl::CivilDay day;
};

// The facts of a figure, one page of them.
struct Explanation {
  int64_t value = 0;
  std::vector<ExplainedFact> facts;
  int64_t next_offset = 0;  // 0 on the last page.
  int64_t counted_total = 0;
  int64_t excluded_total = 0;
};

// A part of a list: `offset` facts or lines come before it.
struct Page {
  int64_t offset = 0;
  int64_t size = 100;
};

struct SelfCheckQuery {
  std::string organization_id;
  std::optional<absl::CivilDay> as_of;  // Nothing: today.
  bool include_children = false;
};

struct SelfCheckTable {
  Basis basis;
  absl::CivilDay quarter_start;
  std::vector<SelfCheckRow> rows;
};

struct SelfCheckFigureQuery {
  std::string organization_id;
  std::optional<absl::CivilDay> as_of;
  SelfCheckColumn column = SelfCheckColumn::kCadres;
  Page page;
};

struct ExplainedFigure {
  Basis basis;
  Explanation explanation;
};

struct DutyProgressQuery {
  std::string organization_id;
  std::optional<absl::CivilDay> as_of;
  Page page;
};

// A line of the board with what names its parts.
struct DutyProgress {
  std::string organization_id;
  std::string organization_display_name;
  std::string post_id;
  std::string post_title;
  std::string person_id;
  std::string pack_organization_id;
  std::string pack_id;
  std::string duty_id;
  int64_t full_count = 0;
  bool voluntary = false;
  policy::Progress progress;
  bool due_before_publication = false;
};

struct DutyBoard {
  Basis basis;
  std::vector<DutyProgress> lines;
  int64_t next_offset = 0;  // 0 on the last page.
};

struct DutyFigureQuery {
  std::string post_id;
  std::string pack_id;
  std::string duty_id;
  std::optional<absl::CivilDay> window_day;  // Nothing: `as_of`.
  std::optional<absl::CivilDay> as_of;
  Page page;
};

struct ExplainedDuty {
  Basis basis;
  DutyProgress line;
  std::string rule;  // Document and requirements behind the duty.
  Explanation explanation;
};

// Holds the model and how far each feed is applied to it. Thread-safe: many
// readers, or one that applies.
class Assessment {
 public:
  // A table holds no more children.
  static constexpr size_t kChildrenMax = 1000;

  // `clock` outlives the object.
  explicit Assessment(const Clock& clock) : clock_(clock) {}

  absl::StatusOr<SelfCheckTable> GetSelfCheckTable(const SelfCheckQuery& query) const;
  absl::StatusOr<ExplainedFigure> ExplainSelfCheckFigure(const SelfCheckFigureQuery& query) const;
  absl::StatusOr<DutyBoard> ListDutyProgress(const DutyProgressQuery& query) const;
  absl::StatusOr<ExplainedDuty> ExplainDutyProgress(const DutyFigureQuery& query) const;

  // Applies facts and moves the cursor, both seen at once by readers. A call
  // that failed may be repeated.
  absl::Status Apply(const std::vector<Fact>& facts, const feed::Cursor& to);

  // Shows the model and the cursors as they belong together.
  void Read(absl::FunctionRef<void(const Model&, const std::vector<feed::Cursor>&)> read) const;

 private:
  // The day asked about, or today. DAY_IN_FUTURE.
  absl::StatusOr<absl::CivilDay> AsOf(const std::optional<absl::CivilDay>& day) const;
  // Guarded by mutex_, held by the caller.
  absl::StatusOr<Index> Unit(const std::string& organization_id, absl::CivilDay as_of) const;
  Basis BasisOf(absl::CivilDay as_of) const;
  DutyProgress Describe(const DutyLine& line, absl::CivilDay as_of) const;
  Explanation PageOf(const std::vector<Examined>& facts, const Page& page) const;
  std::string NameOf(const Examined& examined) const;

  const Clock& clock_;
  // std::shared_mutex, not absl::Mutex: ThreadSanitizer cannot see into
  // Debian's absl.
  mutable std::shared_mutex mutex_;
  Model model_;                                                          // Guarded by mutex_.
  std::map<std::pair<std::string, std::string>, feed::Cursor> cursors_;  // Guarded by mutex_.
};

}  // namespace xinqiao::assessment

#endif  // XINQIAO_SERVICES_ASSESSMENT_APP_ASSESSMENT_H_
