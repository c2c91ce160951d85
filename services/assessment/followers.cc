#include "services/assessment/followers.h"

#include <chrono>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/log.h"
#include "common/resource/name.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/change_log.h"
#include "services/assessment/feed_effects.h"
#include "services/assessment/following_records.h"

namespace kam::assessment {
namespace {

using resource::AccountName;
using resource::ProgramName;
using storage::Transaction;
using storage::v1::FeedPlace;

constexpr absl::Duration kFirstRetry = absl::Milliseconds(20);
constexpr absl::Duration kLongestRetry = absl::Seconds(2);
constexpr int kMarksAtOnce = 500;
// Under which the place in the own log is kept.
constexpr char kOwn[] = "assessment";

void LogFailure(absl::string_view what, absl::string_view which,
                const absl::Status& status) {
  Log(LogLevel::kWarning, what,
      {{"what", std::string(which)},
       {"reason", Reason(status)},
       {"cause", std::string(status.message())}});
}

// Whether what failed may succeed by itself later.
bool IsPassing(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kDeadlineExceeded ||
         status.code() == absl::StatusCode::kResourceExhausted ||
         status.code() == absl::StatusCode::kCancelled ||
         status.code() == absl::StatusCode::kInternal;
}

absl::Status MarkEffects(Transaction& transaction, const FeedEffects& effects,
                         Urgency urgency) {
  for (const std::string& name : effects.accounts) {
    ASSIGN_OR_RETURN(const AccountName account, AccountName::Parse(name));
    RETURN_IF_ERROR(MarkDue(transaction, account, urgency));
  }
  for (const std::string& name : effects.members) {
    ASSIGN_OR_RETURN(const ProgramName program, ProgramName::Of(name));
    RETURN_IF_ERROR(MarkMember(transaction, program.program,
                               name.substr(name.rfind('/') + 1)));
  }
  for (const std::string& name : effects.programs) {
    ASSIGN_OR_RETURN(const ProgramName program, ProgramName::Parse(name));
    RETURN_IF_ERROR(MarkProgram(transaction, program.program));
  }
  return absl::OkStatus();
}

// Notes the programmes that a message shows.
absl::Status NotePrograms(Transaction& transaction, const FeedMessage& message,
                          const Clock& clock) {
  for (const FeedChange& change : message.changes) {
    absl::TimeZone zone;
    if (!change.time_zone.has_value() ||
        !absl::LoadTimeZone(*change.time_zone, &zone)) {
      continue;
    }
    ASSIGN_OR_RETURN(const ProgramName program,
                     ProgramName::Parse(change.name));
    RETURN_IF_ERROR(NoteProgram(transaction, program.program, *change.time_zone,
                                Today(clock, zone)));
  }
  return absl::OkStatus();
}

}  // namespace

Followers::Followers(rpc::ServiceState* state, Upstreams* upstreams,
                     std::shared_ptr<Assessor> assessor,
                     FollowingOptions options)
    : state_(state),
      upstreams_(upstreams),
      assessor_(std::move(assessor)),
      options_(options),
      queue_(state->store, &assessor_->in_hand()) {}

void Followers::Start() {
  // Until their places are known.
  for (const Upstream upstream : kUpstreams) SetReading(upstream, true);
  for (const Upstream upstream : kUpstreams) {
    threads_.emplace_back([this, upstream] { FollowFeed(upstream); });
  }
  threads_.emplace_back([this] { FollowOwn(); });
  threads_.emplace_back([this] { Sweep(); });
  for (int i = 0; i < options_.workers; ++i) {
    threads_.emplace_back([this] { Work(); });
  }
}

void Followers::Stop() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
    for (Feed* feed : feeds_) feed->Cancel();
  }
  stopping_.notify_all();
  queue_.Close();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Followers::WaitFor(absl::Duration time) {
  std::unique_lock<std::mutex> lock(mutex_);
  stopping_.wait_for(lock, absl::ToChronoNanoseconds(time),
                     [this] { return stopped(); });
  return !stopped();
}

void Followers::SetReading(Upstream upstream, bool from_the_beginning) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (from_the_beginning) {
    beginning_.insert(upstream);
  } else {
    beginning_.erase(upstream);
  }
  // Within the lock: what was found last must also be told last.
  queue_.HoldTurns(!beginning_.empty());
}

void Followers::FollowFeed(Upstream upstream) {
  absl::Duration retry = kFirstRetry;
  while (!stopped()) {
    const absl::Time began = absl::Now();
    absl::Status status = ReadFeed(upstream);
    if (stopped()) return;
    if (status.code() == absl::StatusCode::kOutOfRange ||
        Reason(status) == "INVALID_RESUME_TOKEN") {
      LogFailure("a feed is read from its beginning", NameOf(upstream), status);
      status = StartAnew(upstream);
      if (status.ok()) continue;
    }
    LogFailure("a feed broke off", NameOf(upstream), status);
    // One that was read for a while is worth trying at once.
    if (absl::Now() - began > kLongestRetry) retry = kFirstRetry;
    if (!WaitFor(retry)) return;
    retry = std::min(2 * retry, kLongestRetry);
  }
}

absl::Status Followers::ReadFeed(Upstream upstream) {
  ASSIGN_OR_RETURN(const std::optional<FeedPlace> place,
                   ReadFeedPlace(state_->store->View(), NameOf(upstream)));
  const std::string token = place.has_value() ? place->resume_token() : "";
  SetReading(upstream, token.empty());
  const std::unique_ptr<Feed> feed = upstreams_->Follow(upstream, token);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    feeds_.insert(feed.get());
    if (stopped()) feed->Cancel();
  }
  absl::Status status;
  while (status.ok()) {
    absl::StatusOr<FeedMessage> message = feed->Next();
    status = message.ok() ? TakeMessage(upstream, *message) : message.status();
    // A stream that is not read to its end must be cancelled.
    if (!status.ok()) feed->Cancel();
  }
  std::lock_guard<std::mutex> lock(mutex_);
  feeds_.erase(feed.get());
  return status;
}

absl::Status Followers::TakeMessage(Upstream upstream,
                                    const FeedMessage& message) {
  FeedEffects soon;
  FeedEffects in_turn;
  for (const FeedChange& change : message.changes) {
    AddEffect(change.name, change.is_snapshot ? &in_turn : &soon);
  }
  // Programmes and members of a snapshot are no news: their accounts are in it,
  // or are due anyway.
  in_turn.programs.clear();
  in_turn.members.clear();
  for (const std::string& program : soon.programs)
    assessor_->programs().Forget(program);
  FeedPlace place;
  place.set_resume_token(message.resume_token);
  RETURN_IF_ERROR(
      state_->store->Update({}, [&](Transaction& transaction) -> absl::Status {
        RETURN_IF_ERROR(NotePrograms(transaction, message, *state_->clock));
        RETURN_IF_ERROR(MarkEffects(transaction, soon, Urgency::kSoon));
        RETURN_IF_ERROR(MarkEffects(transaction, in_turn, Urgency::kInTurn));
        if (!message.resume_token.empty()) {
          WriteFeedPlace(transaction, NameOf(upstream), place);
        }
        return absl::OkStatus();
      }));
  if (!soon.accounts.empty() || !soon.members.empty()) {
    queue_.Marked(Urgency::kSoon);
  }
  if (!in_turn.accounts.empty()) queue_.Marked(Urgency::kInTurn);
  if (!message.resume_token.empty()) SetReading(upstream, false);
  return absl::OkStatus();
}

absl::Status Followers::StartAnew(Upstream upstream) {
  SetReading(upstream, true);
  return state_->store->Update(
      {}, [&](Transaction& transaction) -> absl::Status {
        WriteFeedPlace(transaction, NameOf(upstream), FeedPlace());
        return MarkEverything(transaction);
      });
}

void Followers::FollowOwn() {
  std::optional<int64_t> revision;
  while (!stopped() && !state_->draining) {
    const absl::Status status = ReadOwn(&revision);
    if (!status.ok()) {
      LogFailure("the own log was not read", kOwn, status);
      if (!WaitFor(kLongestRetry)) return;
      continue;
    }
    state_->store->WaitAfter(*revision, options_.tick);
  }
}

absl::StatusOr<int64_t> Followers::FindOwnPlace() {
  const storage::ReadView view = state_->store->View();
  ASSIGN_OR_RETURN(const std::optional<FeedPlace> place,
                   ReadFeedPlace(view, kOwn));
  if (place.has_value()) return place->revision();
  // What was there before anything was followed is read with each account.
  FeedPlace now;
  now.set_revision(view.revision());
  RETURN_IF_ERROR(state_->store->Update({}, [&](Transaction& transaction) {
    WriteFeedPlace(transaction, kOwn, now);
    return absl::OkStatus();
  }));
  return view.revision();
}

absl::Status Followers::ReadOwn(std::optional<int64_t>* revision) {
  if (!revision->has_value()) {
    ASSIGN_OR_RETURN(*revision, FindOwnPlace());
  }
  const storage::ReadView view = state_->store->View();
  if (view.revision() <= **revision) return absl::OkStatus();
  absl::StatusOr<storage::Tail> tail =
      storage::ReadTail(view, **revision, "", {});
  const bool is_trimmed = tail.status().code() == absl::StatusCode::kOutOfRange;
  if (!tail.ok() && !is_trimmed) return tail.status();
  const int64_t through = is_trimmed ? view.revision() : tail->through;
  FeedEffects effects;
  if (!is_trimmed) {
    for (const storage::v1::ChangeRecord& change : tail->changes) {
      AddEffect(change.name(), &effects);
    }
  }
  const bool has_effect =
      is_trimmed || !effects.accounts.empty() || !effects.programs.empty();
  if (has_effect) {
    FeedPlace place;
    place.set_revision(through);
    RETURN_IF_ERROR(state_->store->Update(
        {}, [&](Transaction& transaction) -> absl::Status {
          WriteFeedPlace(transaction, kOwn, place);
          if (is_trimmed) return MarkEverything(transaction);
          return MarkEffects(transaction, effects, Urgency::kSoon);
        }));
    queue_.Marked(Urgency::kSoon);
  }
  *revision = through;
  return absl::OkStatus();
}

void Followers::Work() {
  while (!stopped()) {
    absl::StatusOr<std::optional<AccountName>> account = queue_.Take();
    if (!account.ok()) {
      LogFailure("what is due was not read", kOwn, account.status());
      if (!WaitFor(kLongestRetry)) return;
      continue;
    }
    if (!account->has_value()) return;
    const std::string name = (*account)->ToString();
    absl::Status status;
    {
      const InHand::Hold hold(&assessor_->in_hand(), name);
      status = AssessOnce(**account);
    }
    if (status.ok()) {
      queue_.Resume();
    } else {
      LogFailure("an account was not assessed", name, status);
      queue_.Pause();
    }
    // It may be due again.
    queue_.Wake();
  }
}

absl::Status Followers::AssessOnce(const AccountName& account) {
  // What is marked from here on stays due, whatever becomes of this.
  ASSIGN_OR_RETURN(const DueMarks marks,
                   ReadMarks(state_->store->View(), account));
  const absl::Status status = assessor_->AssessDue(account, marks);
  if (status.ok() || IsPassing(status)) return status;
  // Trying again would change nothing: its next change may.
  LogFailure("an account cannot be assessed", account.ToString(), status);
  return assessor_->PutOff(account, marks);
}

void Followers::Sweep() {
  do {
    const absl::Status status = SweepOnce();
    if (!status.ok()) LogFailure("a sweep broke off", kOwn, status);
  } while (WaitFor(options_.tick));
}

absl::Status Followers::SweepOnce() {
  ASSIGN_OR_RETURN(const std::vector<KnownProgram> programs,
                   ListPrograms(state_->store->View()));
  for (const KnownProgram& one : programs) {
    absl::TimeZone zone = absl::UTCTimeZone();
    absl::LoadTimeZone(one.sweep.time_zone(), &zone);
    const absl::CivilDay today = Today(*state_->clock, zone);
    const auto swept = DayFromProto(one.sweep.swept_on());
    bool marking = one.sweep.marking();
    if (swept.ok() && *swept < today) {
      assessor_->programs().Forget(ProgramName{one.program}.ToString());
      RETURN_IF_ERROR(state_->store->Update({}, [&](Transaction& transaction) {
        return BeginSweep(transaction, one.program, today);
      }));
      marking = true;
    }
    while (marking && !stopped()) {
      RETURN_IF_ERROR(state_->store->Update(
          {}, [&](Transaction& transaction) -> absl::Status {
            ASSIGN_OR_RETURN(marking,
                             MarkMore(transaction, one.program, kMarksAtOnce));
            return absl::OkStatus();
          }));
      queue_.Marked(Urgency::kInTurn);
    }
  }
  // Also for accounts that a caller has let go of meanwhile.
  queue_.Wake();
  return absl::OkStatus();
}

}  // namespace kam::assessment
