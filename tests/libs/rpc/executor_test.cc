#include "libs/rpc/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

namespace xinqiao::rpc {
namespace {

TEST(ExecutorTest, RunsAsManyTasksAtOnceAsItHasThreads) {
  Executor executor(3, 10);
  std::latch all_at_once(3);
  std::latch done(3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(executor.TryRun([&] {
      all_at_once.arrive_and_wait();
      done.count_down();
    }));
  }
  done.wait();
}

TEST(ExecutorTest, RefusesWhatTheQueueCannotHold) {
  std::atomic<int> ran = 0;
  std::latch started(1);
  std::latch release(1);
  {
    Executor executor(1, 2);
    EXPECT_TRUE(executor.TryRun([&] {
      started.count_down();
      release.wait();
      ++ran;
    }));
    started.wait();
    EXPECT_TRUE(executor.TryRun([&] { ++ran; }));
    EXPECT_TRUE(executor.TryRun([&] { ++ran; }));
    EXPECT_FALSE(executor.TryRun([&] { ADD_FAILURE() << "it was refused"; }));
    release.count_down();
  }
  EXPECT_EQ(ran, 3);
}

TEST(ExecutorTest, FinishesWhatIsQueuedBeforeItEnds) {
  std::atomic<int> ran = 0;
  {
    Executor executor(2, 1000);
    for (int i = 0; i < 1000; ++i) executor.TryRun([&] { ++ran; });
  }
  EXPECT_EQ(ran, 1000);
}

TEST(ExecutorTest, TakesTasksFromItsOwnTasksAndFromManyThreads) {
  std::atomic<int> ran = 0;
  {
    Executor executor(2, 1000);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 100; ++n) {
          executor.TryRun([&] {
            ++ran;
            executor.TryRun([&] { ++ran; });
          });
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(ran, 800);
}

}  // namespace
}  // namespace xinqiao::rpc
