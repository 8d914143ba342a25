// What the benchmarks of the ledger record: a text of 300 bytes with one actor
// and one piece of evidence, with or without participants.

#ifndef XINQIAO_TESTS_BENCH_LEDGER_ENTRY_H_
#define XINQIAO_TESTS_BENCH_LEDGER_ENTRY_H_

#include <string>

#include "libs/base/id_generator.h"
#include "xinqiao/ledger/v1/ledger_service.pb.h"

namespace xinqiao::bench {

inline constexpr char kLog[] = "00000001-0000-7000-8000-000000000001";
inline constexpr char kCollege[] = "00000002-0000-7000-8000-000000000001";
inline constexpr char kPost[] = "00000003-0000-7000-8000-000000000001";
inline constexpr char kActivityKind[] = "five_ones.heart_talk";

// The youths of a city district, of whom each entry names some.
inline constexpr int kYouths = 20'011;  // A prime: no step meets one twice.
inline constexpr int kYouthStep = 2'003;
inline constexpr char kYouthPrefix[] = "00000004-0000-7000-8000-";  // Then 12 hex digits.

inline constexpr int kFullParticipants = 15;

// SQL that leaves the log's organizations, the post and the kind as registry's
// feed would have: a college of a school in a city of the province.
extern const char kDirectorySql[];

// An entry that is recorded for the first time. Thread-safe.
ledger::v1::CreateActivityRequest NewEntry(Uuid7Generator& ids, int participants);

// So many entries in one request. Thread-safe.
ledger::v1::BatchCreateActivitiesRequest NewBatch(Uuid7Generator& ids, int entries);

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_LEDGER_ENTRY_H_
