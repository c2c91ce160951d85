#include "common/rpc/watch.h"

#include <atomic>
#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/resource/name.h"
#include "common/resource/page_token.h"
#include "common/rpc/change_message.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/resume_token.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/change_log.h"
#include "common/storage/key.h"

namespace kam::rpc {
namespace {

using google::protobuf::Message;
using storage::ReadView;

constexpr int kSnapshotChanges = 100;
constexpr size_t kSnapshotBytes = size_t{1} << 20;
constexpr int64_t kAuditPageBytes = int64_t{3} << 20;

absl::Status StreamGone() {
  return MakeError(absl::StatusCode::kCancelled, "CANCELLED",
                   "The client ended the stream.");
}

// Counts a watcher for as long as it lives.
class WatcherInProgress {
 public:
  explicit WatcherInProgress(ServiceState& state)
      : state_(state), count_(state.watchers.fetch_add(1) + 1) {}
  ~WatcherInProgress() { state_.watchers.fetch_sub(1); }
  WatcherInProgress(const WatcherInProgress&) = delete;
  WatcherInProgress& operator=(const WatcherInProgress&) = delete;

  bool over_limit() const { return count_ > state_.max_watchers; }

 private:
  ServiceState& state_;
  int count_;
};

// One stream: what was asked for, and how far it has come.
class ChangeStream {
 public:
  ChangeStream(grpc::ServerContext* context, ServiceState& state,
               const Message& request, Message* answer,
               const std::function<bool()>& send, const WatchTiming& timing,
               const WatchView& view)
      : context_(context),
        state_(state),
        request_(request),
        filter_(StringField(request, "parent")),
        // As it always was, for a feed that shows everything.
        bound_to_(view.filter.empty()
                      ? filter_
                      : absl::StrCat(filter_, "\n", view.filter)),
        answer_(answer),
        send_(send),
        view_(view),
        timing_(timing) {}

  absl::Status Run() {
    RETURN_IF_ERROR(CheckFilter());
    RETURN_IF_ERROR(Begin());
    while (!ended_) {
      RETURN_IF_ERROR(CheckAlive());
      RETURN_IF_ERROR(Step());
    }
    return absl::OkStatus();
  }

 private:
  absl::Status CheckAlive() const {
    if (context_->IsCancelled()) return StreamGone();
    if (!state_.draining) return absl::OkStatus();
    return Unavailable("DRAINING",
                       "The service is stopping; go on with the last "
                       "resume_token.");
  }

  absl::Status CheckFilter() const {
    if (filter_.empty()) return absl::OkStatus();
    if (resource::ProgramName::Parse(filter_).ok() ||
        resource::AccountName::Parse(filter_).ok()) {
      return absl::OkStatus();
    }
    return InvalidArgument(
        "INVALID_PARENT",
        "parent must be a programme, programs/{program}, or an account, "
        "programs/{program}/accounts/{account}.");
  }

  // Finds the revision to go on from, sending a snapshot where one is due.
  absl::Status Begin() {
    std::string token = StringField(request_, "resume_token");
    if (!token.empty()) {
      ASSIGN_OR_RETURN(
          through_, DecodeResumeToken(token, state_.store->epoch(), bound_to_));
      if (through_ > state_.store->View().revision()) {
        return OutOfRange("RESUME_TOKEN_OF_ANOTHER_STORE",
                          "resume_token is ahead of the store; start again "
                          "without one.");
      }
      return absl::OkStatus();
    }
    ReadView view = state_.store->View();
    if (!BoolField(request_, "skip_snapshot")) {
      RETURN_IF_ERROR(SendSnapshot(view));
    }
    through_ = view.revision();
    return absl::OkStatus();
  }

  absl::Status SendSnapshot(const ReadView& view) {
    absl::Status failure;
    int count = 0;
    size_t bytes = 0;
    answer_->Clear();
    RETURN_IF_ERROR(VisitSnapshot(view, [&](const storage::Table& table,
                                            int64_t revision,
                                            std::string_view image) {
      bool full =
          count == kSnapshotChanges || bytes + image.size() > kSnapshotBytes;
      if (full && count > 0) {
        failure = CheckAlive();
        if (failure.ok()) failure = Send();
        if (!failure.ok()) return false;
        count = 0;
        bytes = 0;
      }
      absl::StatusOr<bool> added =
          AddSnapshot(table, state_.store->epoch(), revision, image, *answer_);
      failure = added.status();
      if (!added.ok()) return false;
      if (*added && ShowsLast()) {
        ++count;
        bytes += image.size();
      }
      return true;
    }));
    RETURN_IF_ERROR(failure);
    return count == 0 ? absl::OkStatus() : Send();
  }

  // Visits what a snapshot holds.
  absl::Status VisitSnapshot(
      const ReadView& view,
      absl::FunctionRef<bool(const storage::Table&, int64_t, std::string_view)>
          visit) const {
    return view_.snapshot ? view_.snapshot(view, filter_, visit)
                          : state_.schema->VisitAll(view, filter_, visit);
  }

  // Whether the change that was added last is shown; takes it away if not.
  bool ShowsLast() {
    if (!view_.show || view_.show(LastChange(*answer_))) return true;
    RemoveLastChange(*answer_);
    return false;
  }

  // Sends what is new, or waits for it.
  absl::Status Step() {
    ReadView view = state_.store->View();
    ASSIGN_OR_RETURN(storage::Tail tail,
                     storage::ReadTail(view, through_, filter_, {}));
    bool visible = false;
    answer_->Clear();
    for (const storage::v1::ChangeRecord& change : tail.changes) {
      ASSIGN_OR_RETURN(
          bool added,
          AddChange(*state_.schema, state_.store->epoch(), change, *answer_));
      const bool shown = added && ShowsLast();
      visible = visible || shown;
    }
    through_ = tail.through;
    bool at_head = through_ == view.revision();
    bool catches_up = at_head && !caught_up_;
    caught_up_ = caught_up_ || at_head;
    if (visible || catches_up || HeartbeatDue()) {
      SetBoolField(*answer_, "caught_up", catches_up);
      RETURN_IF_ERROR(SendWithToken());
      ended_ = catches_up && BoolField(request_, "stop_when_caught_up");
    }
    if (at_head && !ended_) state_.store->WaitAfter(through_, timing_.poll);
    return absl::OkStatus();
  }

  bool HeartbeatDue() const {
    return absl::Now() - last_sent_ >= timing_.heartbeat;
  }

  absl::Status SendWithToken() {
    SetStringField(
        *answer_, "resume_token",
        EncodeResumeToken(through_, state_.store->epoch(), bound_to_));
    return Send();
  }

  absl::Status Send() {
    bool sent = send_();
    answer_->Clear();
    last_sent_ = absl::Now();
    return sent ? absl::OkStatus() : StreamGone();
  }

  grpc::ServerContext* context_;
  ServiceState& state_;
  const Message& request_;
  const std::string filter_;
  const std::string bound_to_;
  Message* answer_;
  const std::function<bool()>& send_;
  const WatchView& view_;
  const WatchTiming timing_;
  int64_t through_ = 0;
  bool caught_up_ = false;
  bool ended_ = false;
  absl::Time last_sent_ = absl::Now();
};

// Which page of an audit trail: changes below a revision, and how many.
struct AuditPage {
  int64_t before;
  int limit;
  uint64_t request_hash;
};

// Adds a page of the changes of the record at `key`, and the token of the next.
absl::Status AddRecordChanges(const ReadView& view,
                              const storage::Schema& schema,
                              const std::string& key, AuditPage page,
                              Message& answer) {
  int count = 0;
  int64_t bytes = 0;
  while (true) {
    // One by one: a thousand images may be far more than a message holds.
    ASSIGN_OR_RETURN(std::vector<storage::v1::ChangeRecord> changes,
                     storage::ReadRecordChanges(view, key, page.before, 1));
    if (changes.empty()) return absl::OkStatus();
    const storage::v1::ChangeRecord& change = changes.front();
    bytes += static_cast<int64_t>(change.ByteSizeLong());
    if (count == page.limit || (count > 0 && bytes > kAuditPageBytes)) break;
    RETURN_IF_ERROR(AddChange(schema, view.epoch(), change, answer).status());
    page.before = change.revision();
    ++count;
  }
  SetStringField(answer, "next_page_token",
                 resource::EncodePageToken({page.before, ""}, view.epoch(),
                                           page.request_hash));
  return absl::OkStatus();
}

}  // namespace

grpc::Status WatchChanges(grpc::ServerContext* context, ServiceState& state,
                          const Message& request, Message* answer,
                          const std::function<bool()>& send,
                          const WatchTiming& timing, const WatchView& view) {
  return HandleStream(context, request, [&](const Caller&) -> absl::Status {
    WatcherInProgress watcher(state);
    if (watcher.over_limit()) {
      return ResourceExhausted(
          "TOO_MANY_WATCHERS",
          "The service has as many watchers as it can serve; try later.");
    }
    return ChangeStream(context, state, request, answer, send, timing, view)
        .Run();
  });
}

grpc::Status ListChanges(grpc::ServerContext* context, ServiceState& state,
                         const Message& request, Message* answer) {
  return Handle(context, request, [&](const Caller&) -> absl::Status {
    std::string name = StringField(request, "name");
    const storage::Table* table = state.schema->ForName(name);
    if (table == nullptr) {
      return InvalidArgument("INVALID_NAME",
                             "name is not of a resource of this service.");
    }
    ASSIGN_OR_RETURN(resource::ResourceName parsed,
                     resource::ResourceName::Parse(table->pattern(), name));
    ASSIGN_OR_RETURN(int limit,
                     resource::PageSize(Int32Field(request, "page_size")));
    uint64_t hash = resource::RequestHash(request);
    std::string token = StringField(request, "page_token");
    int64_t before = std::numeric_limits<int64_t>::max();
    if (!token.empty()) {
      ASSIGN_OR_RETURN(
          resource::Page page,
          resource::DecodePageToken(token, state.store->epoch(), hash));
      before = page.revision;
    }
    return AddRecordChanges(state.store->View(), *state.schema,
                            table->Key(parsed.ids()), {before, limit, hash},
                            *answer);
  });
}

}  // namespace kam::rpc
