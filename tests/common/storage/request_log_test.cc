#include "common/storage/request_log.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/matchers.h"

namespace kam::storage::request_log_test {
namespace {

using kam::testing::IsOk;
using kam::testing::IsOkAndHolds;
using kam::testing::StatusIs;

const RequestKey kKey = {"p", "ann", "CreateAccount", "request-1"};

class RequestLogTest : public ::testing::Test {
 protected:
  // Makes a mutation: finds its answer or gives it. Returns the answer.
  absl::StatusOr<std::string> Mutate(const RequestKey& key,
                                     const std::string& digest,
                                     const std::string& answer) {
    std::string given;
    absl::Status status =
        test_.Update([&](Transaction& transaction) -> absl::Status {
          ASSIGN_OR_RETURN(std::optional<std::string> kept,
                           FindAnswer(transaction, key, digest));
          given = kept.value_or(answer);
          if (kept.has_value()) return absl::OkStatus();
          Account account;
          account.set_text(answer);
          KeepAnswer(transaction, key, digest, answer);
          return test_.tables().accounts.Create(
              transaction, "programs/p/accounts/" + answer, &account);
        });
    RETURN_IF_ERROR(status);
    return given;
  }

  absl::Status Trim() {
    return test_.Update([](Transaction& transaction) {
      return TrimRequests(transaction).status();
    });
  }

  size_t RowsKept() {
    size_t rows = 0;
    ReadView view = test_.store().View();
    std::unique_ptr<Cursor> cursor = view.Scan(Family::kRequests, {});
    for (; cursor->Valid(); cursor->Next()) ++rows;
    return rows;
  }

  TestStore test_;
};

TEST_F(RequestLogTest, ARetryGetsTheSameAnswerAndChangesNothing) {
  EXPECT_EQ(Mutate(kKey, "digest", "one").value(), "one");
  int64_t revision = test_.store().View().revision();
  for (bool restart : {false, true}) {
    if (restart) {
      ASSERT_THAT(test_.Open(), IsOk());
    }
    EXPECT_EQ(Mutate(kKey, "digest", "two").value(), "one");
    EXPECT_EQ(test_.store().View().revision(), revision);
  }
}

TEST_F(RequestLogTest, AnIdOfAnotherRequestIsRefused) {
  EXPECT_THAT(Mutate(kKey, "digest", "one"), IsOk());
  EXPECT_THAT(
      Mutate(kKey, "other digest", "two"),
      StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
}

TEST_F(RequestLogTest, IdsBelongToProgrammePrincipalAndMethod) {
  EXPECT_EQ(Mutate(kKey, "1", "one").value(), "one");
  EXPECT_EQ(
      Mutate({"q", "ann", "CreateAccount", "request-1"}, "2", "two").value(),
      "two");
  EXPECT_EQ(
      Mutate({"p", "bob", "CreateAccount", "request-1"}, "3", "three").value(),
      "three");
  EXPECT_EQ(
      Mutate({"p", "ann", "DeleteAccount", "request-1"}, "4", "four").value(),
      "four");
  EXPECT_EQ(Mutate(kKey, "1", "five").value(), "one");
}

TEST_F(RequestLogTest, FailuresAreNotKept) {
  ASSERT_THAT(test_.PutAccount("programs/p/accounts/one", "there"), IsOk());
  EXPECT_THAT(Mutate(kKey, "digest", "one"),
              StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(RowsKept(), 0u);
  EXPECT_EQ(Mutate(kKey, "digest", "two").value(), "two");
}

TEST_F(RequestLogTest, AnswersExpireAfterADay) {
  EXPECT_EQ(Mutate(kKey, "digest", "one").value(), "one");
  test_.clock().Advance(absl::Hours(24));
  EXPECT_EQ(Mutate(kKey, "digest", "two").value(), "one");
  test_.clock().Advance(absl::Seconds(1));
  // Expired, the id is new, for whatever request.
  EXPECT_EQ(Mutate(kKey, "other digest", "three").value(), "three");
  EXPECT_EQ(Mutate(kKey, "other digest", "four").value(), "three");
}

// The store's keeper may trim at any time: it finds nothing more to do.
TEST_F(RequestLogTest, TrimmingDropsWhatExpiredAndNothingElse) {
  EXPECT_THAT(Mutate(kKey, "digest", "one"), IsOk());
  EXPECT_EQ(RowsKept(), 2u);
  ASSERT_THAT(Trim(), IsOk());
  EXPECT_EQ(RowsKept(), 2u);

  test_.clock().Advance(absl::Hours(23));
  RequestKey young = kKey;
  young.request_id = "request-2";
  EXPECT_THAT(Mutate(young, "digest", "two"), IsOk());
  test_.clock().Advance(absl::Hours(1) + absl::Seconds(1));
  ASSERT_THAT(Trim(), IsOk());
  EXPECT_EQ(RowsKept(), 2u);
  EXPECT_EQ(Mutate(young, "digest", "three").value(), "two");
  EXPECT_EQ(Mutate(kKey, "new digest", "four").value(), "four");
}

// An id used again after a day has two rows of expiry; the old one must not
// take the new answer with it.
TEST_F(RequestLogTest, TrimmingKeepsTheNewAnswerOfAnIdUsedAgain) {
  EXPECT_THAT(Mutate(kKey, "digest", "one"), IsOk());
  test_.clock().Advance(absl::Hours(24) + absl::Seconds(1));
  EXPECT_EQ(Mutate(kKey, "digest", "two").value(), "two");
  ASSERT_THAT(Trim(), IsOk());
  EXPECT_EQ(RowsKept(), 2u);
  EXPECT_EQ(Mutate(kKey, "digest", "three").value(), "two");
}

TEST_F(RequestLogTest, TrimmingTakesSeveralStepsWhenThereIsMuch) {
  constexpr int kAnswers = 6000;
  ASSERT_THAT(test_.Update([&](Transaction& transaction) {
    for (int i = 0; i < kAnswers; ++i) {
      RequestKey key = kKey;
      key.request_id = absl::StrCat(i);
      KeepAnswer(transaction, key, "digest", "answer");
    }
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(RowsKept(), 2u * kAnswers);
  // Beside the store, whose keeper would trim too.
  ReadView view = test_.store().View();
  Overlay layer;
  CommitContext context;
  Transaction later(&view.snapshot(), &layer, 1,
                    test_.clock().Now() + absl::Hours(25), &view.epoch(),
                    &context);
  EXPECT_THAT(TrimRequests(later), IsOkAndHolds(true));
  EXPECT_TRUE(later.Scan(Family::kRequests, {})->Valid());
  EXPECT_THAT(TrimRequests(later), IsOkAndHolds(false));
  EXPECT_FALSE(later.Scan(Family::kRequests, {})->Valid());
}

}  // namespace
}  // namespace kam::storage::request_log_test
