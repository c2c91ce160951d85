#include <unistd.h>

#include <iostream>

#include "services/kamctl/run.h"

int main(int argc, char** argv) {
  const kam::kamctl::Streams streams{std::cin, std::cout, std::cerr,
                                     isatty(STDERR_FILENO) == 1};
  return static_cast<int>(kam::kamctl::Run(argc, argv, streams));
}
