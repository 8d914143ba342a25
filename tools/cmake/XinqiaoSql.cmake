# xinqiao_sql_library(NAME NAMESPACE ns DIRECTORY dir)
#
# Embeds every dir/*.sql as one constant of queries.h beside dir, named after the file:
# storage/queries/lock_books.sql becomes ns::kLockBooks of services/S/storage/queries.h.
function(xinqiao_sql_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAMESPACE;DIRECTORY" "")
  file(GLOB queries CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${arg_DIRECTORY}/*.sql)
  cmake_path(GET arg_DIRECTORY PARENT_PATH parent)
  file(RELATIVE_PATH here ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  set(out ${PROJECT_BINARY_DIR}/sql)
  set(header ${out}/${here}/${parent}/queries.h)
  add_custom_command(
    OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DNAMESPACE=${arg_NAMESPACE} "-DQUERIES=${queries}"
            -DHEADER=${header} -P ${PROJECT_SOURCE_DIR}/tools/cmake/EmbedSql.cmake
    DEPENDS ${queries} ${PROJECT_SOURCE_DIR}/tools/cmake/EmbedSql.cmake
    COMMENT "SQL of ${name}"
    VERBATIM)
  add_custom_target(${name}_header DEPENDS ${header})
  add_library(${name} INTERFACE)
  add_dependencies(${name} ${name}_header)
  target_include_directories(${name} INTERFACE ${out})
endfunction()
