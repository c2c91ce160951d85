#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "common/rpc/channel.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

// What the program says when it cannot start: one sentence, an exit code, and
// nothing of the engine's or gRPC's own words.

namespace kam::account::start_test {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::ServerProcess;
using kam::testing::StoreFlags;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kFailed = 1;
constexpr int kUsage = 64;
constexpr int kStoreRefused = 78;
// Who owns nothing.
constexpr uid_t kNobody = 65534;

// How a program ended, and the lines that it wrote for people; those of its log
// are JSON.
struct Ended {
  int exit = -1;
  std::vector<std::string> said;
};

std::vector<std::string> ForPeople(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() != '{') lines.push_back(line);
  }
  return lines;
}

// Runs the account service with `arguments` until it ends, as nobody if asked
// and allowed. One that serves is stopped, and has not ended by itself.
Ended RunToItsEnd(std::vector<std::string> arguments, bool as_nobody = false) {
  arguments.insert(arguments.begin(), "kam-account");
  std::vector<char*> words;
  words.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  // Opened here, since nobody may not find the way to it.
  const int program = open(KAM_ACCOUNT_BINARY, O_RDONLY | O_CLOEXEC);
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const pid_t process = fork();
  if (process == 0) {
    dup2(ends[1], STDERR_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    if (as_nobody && geteuid() == 0 && setuid(kNobody) != 0) _exit(126);
    fexecve(program, words.data(), environ);
    _exit(127);
  }
  close(ends[1]);
  close(program);
  std::string text;
  char buffer[4096];
  ssize_t size = 0;
  while ((size = read(ends[0], buffer, sizeof(buffer))) > 0) {
    text.append(buffer, static_cast<size_t>(size));
    if (text.find("\"msg\":\"serving\"") != std::string::npos) {
      kill(process, SIGKILL);
    }
  }
  close(ends[0]);
  int status = 0;
  waitpid(process, &status, 0);
  Ended ended;
  if (WIFEXITED(status)) ended.exit = WEXITSTATUS(status);
  ended.said = ForPeople(text);
  return ended;
}

class StartTest : public ::testing::Test {
 protected:
  std::string Data() const { return folder_.Path("data"); }

  // Starts on the data directory with further flags.
  Ended Start(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all = {
        "--data_dir=" + Data(), "--listen=127.0.0.1:0", "--min_free_percent=0",
        "--min_free_bytes=0", "--ballast_bytes=0"};
    all.insert(all.end(), more.begin(), more.end());
    return RunToItsEnd(all);
  }

  // Makes a store and lets it go.
  void HaveStore() const {
    const ServerProcess server(KAM_ACCOUNT_BINARY, StoreFlags(Data(), true));
  }

  std::string Read(const std::string& file) const {
    std::ifstream in(Data() + "/" + file);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  void Write(const std::string& file, const std::string& content) const {
    std::ofstream(Data() + "/" + file) << content;
  }

  static void ExpectRefused(const Ended& ended, int exit,
                            const std::string& words) {
    EXPECT_EQ(ended.exit, exit);
    EXPECT_THAT(ended.said, ElementsAre(HasSubstr(words)));
    for (const std::string& line : ended.said) {
      EXPECT_THAT(line, Not(AnyOf(HasSubstr("IO error"), HasSubstr("rocksdb"),
                                  HasSubstr("RocksDB"), HasSubstr(".cc:"),
                                  HasSubstr("grpc_status"))));
    }
  }

  const testing::TempDir folder_;
};

TEST_F(StartTest, RefusesWhatIsNoFlagOrNoValueOfIt) {
  struct Case {
    std::vector<std::string> arguments;
    std::string words;
  };
  const std::string data = "--data_dir=" + Data();
  for (const Case& wrong : std::vector<Case>{
           {{"--bogus"}, "--bogus is not a flag"},
           {{data, "--bogus=1"}, "--bogus is not a flag"},
           {{data, "--nolisten"}, "--nolisten is not a flag"},
           {{data, "extra"}, "'extra' is not a flag"},
           {{}, "--data_dir is required"},
           {{"--data_dir"}, "--data_dir needs a value"},
           {{data, "--max_calls=many"}, "--max_calls cannot be \"many\""},
           {{data, "--noinit=true"}, "--noinit cannot be \"true\""},
           {{data, "--max_calls=0"}, "--max_calls must be 1 or more"},
           {{data, "--min_free_percent", "100"}, "must be from 0 to 99"},
           {{data, "--drain_delay=-1s"}, "must be from 0 to 10 minutes"},
           {{data, "--ballast_bytes=-1"}, "must not be negative"},
           {{data, "--listen=nonsense"}, "must be a host and a port"},
           {{data, "--listen=127.0.0.1:99999"}, "must be a host and a port"},
       }) {
    SCOPED_TRACE(wrong.words);
    ExpectRefused(RunToItsEnd(wrong.arguments), kUsage, wrong.words);
  }
  EXPECT_FALSE(std::filesystem::exists(Data()));
}

TEST_F(StartTest, RefusesADirectoryThatIsNotThere) {
  ExpectRefused(Start(), kFailed, "pass --init to make it");
  EXPECT_FALSE(std::filesystem::exists(Data()));
}

TEST_F(StartTest, RefusesADirectoryWithoutAStore) {
  std::filesystem::create_directory(Data());
  ExpectRefused(Start(), kFailed, "holds no store");
  EXPECT_TRUE(std::filesystem::is_empty(Data()));
}

TEST_F(StartTest, RefusesADirectoryInUseWhichGoesOn) {
  const ServerProcess first(KAM_ACCOUNT_BINARY, StoreFlags(Data(), true));
  ExpectRefused(Start(), kFailed, "in use by another process");
  ExpectRefused(Start({"--init"}), kFailed, "in use by another process");
  const auto programs =
      v1::ProgramService::NewStub(rpc::MakeChannel(first.address()));
  grpc::ClientContext context;
  v1::CreateProgramRequest request;
  request.set_program_id("p");
  request.mutable_program()->set_display_name("P");
  request.mutable_program()->set_reporting_currency("USD");
  request.mutable_program()->set_time_zone("UTC");
  v1::Program created;
  EXPECT_THAT(programs->CreateProgram(&context, request, &created), GrpcIsOk());
}

TEST_F(StartTest, RefusesAnotherFormatAndLeavesItAlone) {
  HaveStore();
  const std::string own = Read("FORMAT");
  Write("FORMAT", "1 account\n");
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{}, {"--init"}}) {
    ExpectRefused(Start(more), kFailed, "another format; this program reads");
  }
  Write("FORMAT", own);
  EXPECT_EQ(Start().exit, -1);  // It serves.
}

TEST_F(StartTest, RefusesTheStoreOfAnotherService) {
  HaveStore();
  Write("FORMAT", absl::StrReplaceAll(Read("FORMAT"), {{"account", "team"}}));
  ExpectRefused(Start(), kFailed, "belongs to the service 'team'");
}

TEST_F(StartTest, RefusesADirectoryThatItMayNotWrite) {
  HaveStore();
  std::filesystem::permissions(folder_.Path("."), std::filesystem::perms(0755));
  std::filesystem::permissions(Data(), std::filesystem::perms(0555));
  ExpectRefused(
      RunToItsEnd({"--data_dir=" + Data(), "--listen=127.0.0.1:0"}, true),
      kFailed, "cannot be written");
  std::filesystem::permissions(Data(), std::filesystem::perms(0755));
}

TEST_F(StartTest, RefusesAStoreThatIsDamaged) {
  HaveStore();
  Write("CURRENT", "MANIFEST-999999\n");
  ExpectRefused(Start(), kStoreRefused, "restore it from a backup");
}

TEST_F(StartTest, RefusesAnAddressInUse) {
  const ServerProcess first(KAM_ACCOUNT_BINARY,
                            StoreFlags(folder_.Path("first"), true));
  ExpectRefused(Start({"--init", "--listen=" + first.address()}), kFailed,
                "cannot be listened on");
}

}  // namespace
}  // namespace kam::account::start_test
