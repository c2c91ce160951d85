#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "kam/account/v1/interaction.pb.h"
#include "kam/planning/v1/plan.pb.h"

namespace kam::bench {

// An interaction with a note of the usual length, `number` weeks back.
account::v1::Interaction MakeInteraction(int number);

// An open action that is due in thirty days and `number` more. Without an
// owner.
planning::v1::Action MakeAction(int number);

// How much belongs to one account: contacts, assigned members, actions of its
// active plan, interactions with notes.
struct AccountSize {
  int contacts = 0;
  int members = 0;
  int actions = 0;
  int interactions = 0;
};

// A programme to be made for measuring: so many accounts of one size.
struct SampleProgram {
  std::string id;
  int accounts = 0;
  AccountSize size;
};

// Accounts made for measuring. All are alike but for their ids.
class SampleAccounts {
 public:
  // Makes the programme with its accounts in the suite behind the channel,
  // unless it is there. Errors as of the rpcs.
  static absl::StatusOr<SampleAccounts> Make(
      const std::shared_ptr<grpc::Channel>& suite, SampleProgram program);

  // The name of the programme.
  const std::string& program() const { return program_; }
  const AccountSize& size() const { return size_; }
  // Names of the accounts.
  std::vector<std::string> names() const;
  // Name of a further account, for what is written while measuring.
  std::string writing_account() const;

 private:
  explicit SampleAccounts(SampleProgram program);

  absl::Status MakeMembers(const std::shared_ptr<grpc::Channel>& suite) const;
  absl::Status MakeAccounts(const std::shared_ptr<grpc::Channel>& suite) const;
  absl::Status MakeAccount(const std::shared_ptr<grpc::Channel>& suite,
                           int number) const;
  absl::Status MakeRelations(const std::shared_ptr<grpc::Channel>& suite,
                             const std::string& account) const;
  absl::Status MakeTeam(const std::shared_ptr<grpc::Channel>& suite,
                        const std::string& account) const;
  absl::Status MakePlan(const std::shared_ptr<grpc::Channel>& suite,
                        const std::string& account) const;

  const std::string program_;
  const int accounts_;
  const AccountSize size_;
};

}  // namespace kam::bench
