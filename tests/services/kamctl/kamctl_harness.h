#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/kamctl/run.h"
#include "services/suite/suite.h"
#include "tests/testing/temp_dir.h"

namespace kam::kamctl {

// Two accounts, and what they bought.
inline constexpr char kAccounts[] =
    "Key,Customer,Region\n"
    "1,\"Brakes, and Gears\",North\n"
    "2,Bike Würld,South\n";
inline constexpr char kLedger[] =
    "document_id,account_key,booked_on,revenue,direct_cost\n"
    "SO1-1,1,2013-03-04,1000.5000,600\n"
    "SO1-2,1,2013-04-05,500.00,700.25\n"
    "SO2-1,2,2013-04-06,250,100\n";

// What a run of kamctl gave.
struct Outcome {
  Exit exit;
  std::string out;
  std::string err;
};

// kamctl against the five services in this process, over a socket.
class KamctlTest : public ::testing::Test {
 protected:
  KamctlTest() {
    suite::SuiteOptions options;
    options.server.listen = "127.0.0.1:0";
    options.server.drain_delay = absl::ZeroDuration();
    // The machine may be busy, and what is built for sanitizers is slow.
    options.section_limit = absl::Seconds(30);
    options.store = [this](const std::string& service) {
      storage::StoreOptions store;
      store.directory = folder_.Path(service);
      store.service = service;
      store.init = true;
      store.disk.min_free_bps = 0;
      store.disk.min_free_bytes = 0;
      store.disk.ballast_bytes = 0;
      return store;
    };
    auto suite = suite::Suite::Open(std::move(options));
    EXPECT_TRUE(suite.ok()) << suite.status();
    suite_ = *std::move(suite);
    address_ = absl::StrCat("127.0.0.1:", suite_->port());
  }

  // Runs kamctl in programme p with `arguments`, and `input` as its input.
  Outcome Run(const std::vector<std::string>& arguments,
              const std::string& input = "") const {
    std::vector<std::string> all = {"kamctl", "--address", address_,
                                    "--program", "p"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<const char*> argv;
    argv.reserve(all.size());
    for (const std::string& argument : all) argv.push_back(argument.c_str());
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const Exit exit = kamctl::Run(static_cast<int>(argv.size()), argv.data(),
                                  Streams{in, out, err, false});
    return {exit, out.str(), err.str()};
  }

  // Runs kamctl and expects success.
  std::string Done(const std::vector<std::string>& arguments,
                   const std::string& input = "") const {
    const Outcome outcome = Run(arguments, input);
    EXPECT_EQ(outcome.exit, Exit::kDone) << outcome.err << outcome.out;
    return outcome.out;
  }

  // Runs kamctl with --json and returns what it printed as a message.
  template <typename Message>
  Message Json(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "--json");
    Message message;
    const auto status =
        google::protobuf::util::JsonStringToMessage(Done(arguments), &message);
    EXPECT_TRUE(status.ok()) << status.ToString();
    return message;
  }

  void HaveProgram() const {
    Done({"program", "create", "p", "--name", "Programme", "--currency", "USD",
          "--time-zone", "UTC"});
  }

  void HaveAccounts() const {
    HaveProgram();
    Done({"import", "accounts", "-", "--column", "name=Customer"}, kAccounts);
  }

  void HaveLedger() const {
    HaveAccounts();
    Done({"import", "ledger", "-", "--set", "cost_of_sales=0"}, kLedger);
  }

  const testing::TempDir folder_;
  std::unique_ptr<suite::Suite> suite_;
  std::string address_;
};

}  // namespace kam::kamctl
