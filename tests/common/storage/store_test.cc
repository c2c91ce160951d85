#include "common/storage/store.h"

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/storage/change_log.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/storage/blocked_writer.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/matchers.h"

namespace kam::storage::store_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using kam::type::v1::CHANGE_KIND_CREATED;
using kam::type::v1::CHANGE_KIND_DELETED;
using kam::type::v1::CHANGE_KIND_UPDATED;

constexpr int64_t kQueueBytes = int64_t{32} << 20;

std::string AccountNumber(int number) {
  return absl::StrCat("programs/p/accounts/a", number);
}

// Sends `count` bodies of equal weight that fill the queue while the writer is
// busy, and one more, which is refused; so all of them wait when the writer
// goes on. Returns the answers of those that were not refused.
std::vector<absl::Status> SendTogether(Store& store, int count,
                                       UpdateOptions options,
                                       Store::Body body) {
  options.weight_bytes = kQueueBytes / count;
  std::vector<absl::Status> answers(count + 1);
  std::promise<void> refused;
  BlockedWriter writer(store);
  std::vector<std::thread> threads;
  for (absl::Status& answer : answers) {
    threads.emplace_back([&] {
      answer = store.Update(options, body);
      if (Reason(answer) == "WRITE_QUEUE_FULL") refused.set_value();
    });
  }
  refused.get_future().wait();
  writer.Release();
  for (std::thread& thread : threads) thread.join();
  auto full = std::find_if(answers.begin(), answers.end(), [](const auto& a) {
    return Reason(a) == "WRITE_QUEUE_FULL";
  });
  EXPECT_EQ(full->code(), absl::StatusCode::kResourceExhausted);
  answers.erase(full);
  return answers;
}

absl::Status CreateAccount(const TestStore& test, Transaction& transaction,
                           const std::string& name) {
  Account account;
  return test.tables().accounts.Create(transaction, name, &account);
}

std::vector<v1::ChangeRecord> Changes(const Store& store) {
  absl::StatusOr<Tail> tail =
      ReadTail(store.View(), 0, "", {100000, int64_t{1} << 40});
  EXPECT_THAT(tail, IsOk());
  return tail->changes;
}

TEST(GroupCommit, OneFailingBodyAmong64HarmsNoOther) {
  TestStore test;
  std::atomic<int> next{0};
  std::vector<absl::Status> answers =
      SendTogether(test.store(), 64, {}, [&](Transaction& transaction) {
        // Nothing of the group is visible before all of it is on disk.
        EXPECT_EQ(test.store().View().revision(), 0);
        int number = next++;
        EXPECT_THAT(CreateAccount(test, transaction, AccountNumber(number)),
                    IsOk());
        // A body reads what its predecessors wrote, failed ones apart.
        auto third = test.tables().accounts.Get(transaction, AccountNumber(3));
        EXPECT_EQ(third.ok(), number == 3) << number;
        if (number != 3) return absl::OkStatus();
        return FailedPrecondition("NOT_TODAY", "This body fails.");
      });
  ASSERT_EQ(answers.size(), 64u);
  EXPECT_EQ(std::count(answers.begin(), answers.end(), absl::OkStatus()), 63);
  ReadView view = test.store().View();
  EXPECT_EQ(view.revision(), 63);
  for (int number = 0; number < 64; ++number) {
    auto account = test.tables().accounts.Get(view, AccountNumber(number));
    EXPECT_EQ(account.ok(), number != 3) << number;
  }
  std::vector<v1::ChangeRecord> changes = Changes(test.store());
  ASSERT_EQ(changes.size(), 63u);
  for (size_t i = 0; i < changes.size(); ++i) {
    EXPECT_EQ(changes[i].revision(), static_cast<int64_t>(i) + 1);
  }
}

TEST(GroupCommit, TakesOneBulkBodyAtATime) {
  TestStore test;
  for (bool bulk : {true, false}) {
    UpdateOptions options;
    options.bulk = bulk;
    int64_t before = test.store().View().revision();
    std::atomic<int> unpublished{0};
    std::vector<absl::Status> answers =
        SendTogether(test.store(), 3, options, [&](Transaction& transaction) {
          int64_t published = test.store().View().revision();
          if (published + 1 < transaction.revision()) ++unpublished;
          return CreateAccount(test, transaction,
                               AccountNumber(transaction.revision()));
        });
    EXPECT_THAT(answers, ::testing::Each(IsOk()));
    EXPECT_EQ(test.store().View().revision(), before + 3);
    EXPECT_EQ(unpublished, bulk ? 0 : 2);
  }
}

TEST(GroupCommit, ReadersSeeWholeCommitsInOrder) {
  TestStore test;
  const std::vector<std::string> names = {AccountNumber(1), AccountNumber(2)};
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      int64_t last = 0;
      while (!stop) {
        ReadView view = test.store().View();
        EXPECT_LE(last, view.revision());
        last = view.revision();
        for (const std::string& name : names) {
          auto account = test.tables().accounts.Get(view, name);
          std::string text = account.ok() ? account->text() : "0";
          EXPECT_EQ(text, absl::StrCat(last));
        }
      }
    });
  }
  auto count_up = [&](Transaction& transaction) -> absl::Status {
    for (const std::string& name : names) {
      auto account = test.tables().accounts.Get(transaction, name);
      bool is_new = !account.ok();
      if (is_new) account = Account();
      account->set_text(absl::StrCat(transaction.revision()));
      RETURN_IF_ERROR(
          is_new ? test.tables().accounts.Create(transaction, name, &*account)
                 : test.tables().accounts.Update(transaction, &*account));
    }
    return absl::OkStatus();
  };
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&] {
      for (int round = 0; round < 25; ++round) {
        EXPECT_THAT(test.Update(count_up), IsOk());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  stop = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(test.store().View().revision(), 200);
}

TEST(WriteQueue, HoldsABoundedNumberOfBodies) {
  TestStore test;
  std::atomic<int> refused{0};
  std::promise<void> all_refused;
  std::vector<absl::Status> answers(300);
  BlockedWriter writer(test.store());
  std::vector<std::thread> threads;
  for (absl::Status& answer : answers) {
    threads.emplace_back([&] {
      answer = test.Update([](Transaction&) { return absl::OkStatus(); });
      if (!answer.ok() && ++refused == 44) all_refused.set_value();
    });
  }
  all_refused.get_future().wait();
  writer.Release();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(refused, 44);
  for (const absl::Status& answer : answers) {
    if (answer.ok()) continue;
    EXPECT_THAT(answer, StatusIs(absl::StatusCode::kResourceExhausted,
                                 "WRITE_QUEUE_FULL"));
    EXPECT_TRUE(answer.GetPayload(kRetryInfoUrl).has_value());
  }
}

TEST(Commit, WithoutAChangeTakesNoRevision) {
  TestStore test;
  EXPECT_THAT(test.Update([](Transaction&) { return absl::OkStatus(); }),
              IsOk());
  EXPECT_EQ(test.store().View().revision(), 0);
  EXPECT_THAT(test.PutAccount(AccountNumber(1), "x"), IsOk());
  EXPECT_EQ(test.store().View().revision(), 1);
}

TEST(Commit, HoldsTwoThousandChangesAndNoMore) {
  TestStore test;
  auto create = [&](int count) {
    return test.Update([&](Transaction& transaction) -> absl::Status {
      for (int i = 0; i < count; ++i) {
        RETURN_IF_ERROR(CreateAccount(test, transaction, AccountNumber(i)));
      }
      return absl::OkStatus();
    });
  };
  EXPECT_THAT(create(2001), StatusIs(absl::StatusCode::kResourceExhausted,
                                     "COMMIT_TOO_LARGE"));
  EXPECT_EQ(test.store().View().revision(), 0);
  EXPECT_THAT(create(2000), IsOk());
  EXPECT_EQ(Changes(test.store()).size(), 2000u);
}

TEST(Commit, HoldsThreeMebibytesAndNoMore) {
  TestStore test;
  auto put = [&](const std::string& name, size_t bytes) {
    return test.PutAccount(name, std::string(bytes, 'x'));
  };
  EXPECT_THAT(put(AccountNumber(1), 3 << 20), HasReason("COMMIT_TOO_LARGE"));
  EXPECT_THAT(put(AccountNumber(1), (3 << 20) - 1000), IsOk());
  // What counts is how a record ends, not how often it was changed.
  EXPECT_THAT(test.Update([&](Transaction& transaction) -> absl::Status {
    for (int i = 0; i < 5; ++i) {
      Account account;
      account.set_name(AccountNumber(1));
      account.set_text(std::string(1 << 20, 'y'));
      RETURN_IF_ERROR(test.tables().accounts.Update(transaction, &account));
    }
    return absl::OkStatus();
  }),
              IsOk());
}

TEST(Commit, ThatIsTooLargeFailsThoughItsBodyLooksAway) {
  TestStore test;
  absl::Status status = test.Update([&](Transaction& transaction) {
    for (int i = 0; i < 2001; ++i) {
      CreateAccount(test, transaction, AccountNumber(i)).IgnoreError();
    }
    return absl::OkStatus();
  });
  EXPECT_THAT(status, HasReason("COMMIT_TOO_LARGE"));
  EXPECT_EQ(test.store().View().revision(), 0);
}

// One step of a body on one account.
enum class Step { kCreate, kUpdate, kDelete };

absl::Status RunSteps(const TestStore& test, Transaction& transaction,
                      const std::vector<Step>& steps) {
  const std::string name = AccountNumber(1);
  int number = 0;
  for (Step step : steps) {
    Account account;
    account.set_name(name);
    account.set_text(absl::StrCat(++number));
    const Collection<Account>& accounts = test.tables().accounts;
    RETURN_IF_ERROR(
        step == Step::kCreate   ? accounts.Create(transaction, name, &account)
        : step == Step::kUpdate ? accounts.Update(transaction, &account)
                                : accounts.Delete(transaction, name));
  }
  return absl::OkStatus();
}

TEST(Commit, LogsARecordChangedTwiceOnceAsItEnds) {
  using enum Step;
  struct Case {
    bool exists;
    std::vector<Step> steps;
    kam::type::v1::ChangeKind kind;
    std::string text;
  };
  const std::vector<Case> cases = {
      {false, {kCreate, kUpdate, kUpdate}, CHANGE_KIND_CREATED, "3"},
      {false, {kCreate, kDelete}, CHANGE_KIND_DELETED, "1"},
      {false, {kCreate, kDelete, kCreate}, CHANGE_KIND_CREATED, "3"},
      {true, {kUpdate, kUpdate}, CHANGE_KIND_UPDATED, "2"},
      {true, {kUpdate, kDelete}, CHANGE_KIND_DELETED, "1"},
      {true, {kDelete, kCreate}, CHANGE_KIND_UPDATED, "2"},
      {true, {kDelete, kCreate, kDelete}, CHANGE_KIND_DELETED, "2"},
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(i);
    TestStore test;
    if (cases[i].exists) {
      ASSERT_THAT(test.PutAccount(AccountNumber(1), "0"), IsOk());
    }
    ASSERT_THAT(test.Update([&](Transaction& transaction) {
      return RunSteps(test, transaction, cases[i].steps);
    }),
                IsOk());
    std::vector<v1::ChangeRecord> changes = Changes(test.store());
    ASSERT_EQ(changes.size(), cases[i].exists ? 2u : 1u);
    EXPECT_EQ(changes.back().kind(), cases[i].kind);
    Account image;
    ASSERT_TRUE(image.ParseFromString(changes.back().image()));
    EXPECT_EQ(image.text(), cases[i].text);
    auto account =
        test.tables().accounts.Get(test.store().View(), AccountNumber(1));
    EXPECT_EQ(account.ok(), cases[i].kind != CHANGE_KIND_DELETED);
  }
}

TEST(Commit, CopiesItsContextIntoEachChange) {
  TestStore test;
  UpdateOptions options;
  options.context = {"ann", "bob", "request-1", "because"};
  ASSERT_THAT(test.store().Update(options,
                                  [&](Transaction& transaction) {
                                    return CreateAccount(test, transaction,
                                                         AccountNumber(1));
                                  }),
              IsOk());
  v1::ChangeRecord change = Changes(test.store()).at(0);
  EXPECT_EQ(change.actor(), "ann");
  EXPECT_EQ(change.on_behalf_of(), "bob");
  EXPECT_EQ(change.request_id(), "request-1");
  EXPECT_EQ(change.reason(), "because");
  EXPECT_EQ(change.name(), AccountNumber(1));
  EXPECT_EQ(change.record_type(), test.tables().accounts.table().spec().type);
}

TEST(WaitAfter, EndsWithTheNextCommitOrWhenWoken) {
  TestStore test;
  std::thread writer(
      [&] { EXPECT_THAT(test.PutAccount(AccountNumber(1), "x"), IsOk()); });
  test.store().WaitAfter(0, absl::Hours(1));
  EXPECT_EQ(test.store().View().revision(), 1);
  writer.join();
  test.store().WaitAfter(1, absl::ZeroDuration());
  std::thread waker([&] { test.store().WakeWaiters(); });
  test.store().WaitAfter(1, absl::Hours(1));
  test.store().WaitAfter(1, absl::InfiniteDuration());
  waker.join();
}

}  // namespace
}  // namespace kam::storage::store_test
