# xinqiao_library(NAME SOURCES ... DEPS ...)  a static library, warnings as errors. Without
# SOURCES it is headers only.
function(xinqiao_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC ${arg_DEPS})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_compile_options(${name} PRIVATE ${XINQIAO_WARNINGS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${arg_DEPS})
    target_include_directories(${name} INTERFACE ${PROJECT_SOURCE_DIR})
  endif()
endfunction()

# All of them by one name: cmake --build ... --target services
add_custom_target(services)

# xinqiao_service(NAME SOURCES main.cc ... DEPS ...)  the executable bin/NAME_server.
function(xinqiao_service name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  add_executable(${name}_server ${arg_SOURCES})
  target_link_libraries(${name}_server PRIVATE ${arg_DEPS})
  target_include_directories(${name}_server PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name}_server PRIVATE ${XINQIAO_WARNINGS})
  add_dependencies(services ${name}_server)
  install(TARGETS ${name}_server)
endfunction()
