# Tests run from the top folder, so they name goldens and data by their path in the repository.
function(xinqiao_test_properties path labels)
  set_tests_properties(${path} PROPERTIES
    LABELS "${labels}"
    TIMEOUT 120
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    ENVIRONMENT "XINQIAO_BUILD_DIR=${PROJECT_BINARY_DIR};UBSAN_OPTIONS=print_stacktrace=1")
endfunction()

# xinqiao_test(PATH SOURCES ... DEPS ... LABELS ...)  tests/<PATH>.cc and SOURCES, run by ctest.
# Labels: unit, postgres or e2e, and grpc for what ThreadSanitizer cannot judge.
function(xinqiao_test path)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS;LABELS")
  string(REPLACE "/" "_" name ${path})
  add_executable(${name} ${PROJECT_SOURCE_DIR}/tests/${path}.cc ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_DEPS} GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${XINQIAO_WARNINGS})
  add_test(NAME ${path} COMMAND ${name})
  xinqiao_test_properties(${path} "${arg_LABELS}")
endfunction()

# xinqiao_python_test(PATH LABELS ...)  tests/<PATH>.py, a unittest script, run by ctest.
function(xinqiao_python_test path)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LABELS")
  add_test(NAME ${path} COMMAND /usr/bin/python3 -B ${PROJECT_SOURCE_DIR}/tests/${path}.py)
  xinqiao_test_properties(${path} "${arg_LABELS}")
endfunction()

# All of them by one name: cmake --build ... --target benches
add_custom_target(benches)

# xinqiao_benchmark(PATH SOURCES ... DEPS ...)  tests/<PATH>.cc as bin/bench_X, where X is the
# file's name without _bench. Built on demand only.
function(xinqiao_benchmark path)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  cmake_path(GET path STEM stem)
  string(REGEX REPLACE "_bench$" "" stem ${stem})
  set(name bench_${stem})
  add_executable(${name} EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/${path}.cc ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${XINQIAO_WARNINGS})
  add_dependencies(benches ${name})
endfunction()
