// The whole ledger behind a real in-process channel, on fake stores, on the day
// after the talk of the scene.

#ifndef XINQIAO_TESTS_SERVICES_LEDGER_RPC_SERVED_LEDGER_H_
#define XINQIAO_TESTS_SERVICES_LEDGER_RPC_SERVED_LEDGER_H_

#include <functional>
#include <string>
#include <utility>

#include "libs/rpc/executor.h"
#include "services/ledger/app/batch_writer.h"
#include "services/ledger/app/ledger.h"
#include "services/ledger/rpc/books_service.h"
#include "services/ledger/rpc/entry_codec.h"
#include "services/ledger/rpc/ledger_service.h"
#include "services/ledger/rpc/participation_service.h"
#include "tests/services/ledger/rpc/appended_reads.h"
#include "tests/services/ledger/scene.h"
#include "tests/support/fakes/fake_clock.h"
#include "tests/support/fakes/fake_ids.h"
#include "tests/support/fakes/fake_log_store.h"
#include "tests/support/fakes/fake_signed_heads.h"
#include "tests/support/fakes/fake_write_observer.h"
#include "tests/support/receipts.h"
#include "tests/support/rpc_server.h"
#include "xinqiao/ledger/v1/log.pb.h"

namespace xinqiao::ledger::scene {

inline constexpr char kPerson[] = "people/80000000-0000-7000-8000-000000000001";
inline constexpr char kOtherPerson[] = "people/80000000-0000-7000-8000-000000000002";

// Knows everything of the scene.
class ServedLedger {
 public:
  ServedLedger() {
    store_.SetDirectory(AllKnown());
    store_.OnAppend([this](const NewBatch& batch) {
      absl::Status status = fail_ ? fail_(batch) : absl::OkStatus();
      if (status.ok()) reads_.Keep(batch);
      return status;
    });
  }

  xinqiao::testing::RpcServer& server() { return server_; }
  xinqiao::testing::FakeLogStore& store() { return store_; }
  AppendedReads& reads() { return reads_; }
  xinqiao::testing::FakeClock& clock() { return clock_; }

  // How transactions with such a batch end. Set before any call.
  void FailWith(std::function<absl::Status(const NewBatch&)> fail) { fail_ = std::move(fail); }

  // Whether a receipt proves its entry to whoever holds the key of the log.
  static bool Verifies(const v1::Receipt& receipt) {
    return xinqiao::testing::Verifies(
        {.log = receipt.log().substr(5),
         .epoch = receipt.epoch(),
         .position = receipt.position(),
         .entry = receipt.entry(),
         .leaf_hash = receipt.leaf_hash(),
         .checkpoint = receipt.checkpoint(),
         .inclusion_proof = {receipt.inclusion_proof().begin(), receipt.inclusion_proof().end()}},
        TestKey().public_key);
  }

 private:
  std::function<absl::Status(const NewBatch&)> fail_;
  xinqiao::testing::FakeLogStore store_;
  AppendedReads reads_;
  xinqiao::testing::FakeSignedHeads signed_heads_;
  xinqiao::testing::FakeWriteObserver observer_;
  xinqiao::testing::FakeClock clock_{"2017-05-18"};
  xinqiao::testing::FakeIds ids_;
  // One thread: whoever waited on it for something else that it does would wait for ever.
  rpc::Executor executor_{1, 64};
  BatchWriter writer_{{.store = store_,
                       .signed_heads = signed_heads_,
                       .observer = observer_,
                       .key = TestKey(),
                       .encode = EncodeEntry,
                       .appended = [] {}},
                      BatchWriter::Options()};
  Ledger ledger_{
      {.store = store_,
       .writer = writer_,
       .reads = reads_,
       .clock = clock_,
       .ids = ids_,
       .new_salt = [] { return std::string(32, '\x05'); },
       .background =
           [this](std::function<void()> task) { return executor_.TryRun(std::move(task)); }}};
  LedgerService ledger_service_{ledger_, executor_};
  ParticipationService participation_service_{ledger_, executor_};
  BooksService books_service_{ledger_, executor_};
  xinqiao::testing::RpcServer server_{{&ledger_service_, &participation_service_, &books_service_}};
};

}  // namespace xinqiao::ledger::scene

#endif  // XINQIAO_TESTS_SERVICES_LEDGER_RPC_SERVED_LEDGER_H_
