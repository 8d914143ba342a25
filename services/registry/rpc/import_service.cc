#include "services/registry/rpc/import_service.h"

#include <memory>
#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/export_stream.h"
#include "services/registry/rpc/import_codec.h"

namespace xinqiao::registry {
namespace {

// No upload says it; so one that does not say its number of rows is incomplete.
constexpr int64_t kNotSaid = -1;

// Takes the messages of one upload.
class ImportTaker final : public rpc::StreamTaker {
 public:
  explicit ImportTaker(const Imports& imports) : imports_(imports) {}

  absl::Status Take(const Call& call, const google::protobuf::Message& message) override {
    const auto& request = static_cast<const v1::CreateImportRequest&>(message);
    if (!decoder_.has_value()) return Start(call, request);
    if (row_count_ != kNotSaid) {
      return errors::WrongFields(
          {{.field = "row_count", .description = "is not in the last message"}});
    }
    if (request.has_row_count()) row_count_ = request.row_count();
    ASSIGN_OR_RETURN(ImportRows rows, decoder_->Decode(request));
    return upload_->Append(call, std::move(rows));
  }

  absl::StatusOr<Answer> End(const Call& call) override {
    if (!decoder_.has_value()) {
      return errors::WrongFields({{.field = "columns", .description = "is required"}});
    }
    return upload_->Finish(call, row_count_);
  }

  void Abandon(const Call& call) override {
    if (upload_ != nullptr) upload_->Abandon(call);
  }

 private:
  absl::Status Start(const Call& call, const v1::CreateImportRequest& first) {
    ASSIGN_OR_RETURN(ImportDecoder decoder, ImportDecoder::Create(first));
    ASSIGN_OR_RETURN(upload_, imports_.StartUpload(call, decoder.request_id()));
    decoder_ = std::move(decoder);
    if (first.has_row_count()) row_count_ = first.row_count();
    return absl::OkStatus();
  }

  const Imports& imports_;
  std::optional<ImportDecoder> decoder_;  // After the first message; so is upload_.
  std::unique_ptr<ImportUpload> upload_;
  int64_t row_count_ = kNotSaid;
};

}  // namespace

ImportService::ImportService(Imports& imports, Exports& exports, rpc::Executor& executor)
    : rpc::Service(*v1::Import::descriptor()->file()->FindServiceByName("ImportService"),
                   executor) {
  ClientStream<v1::CreateImportRequest>("CreateImport", rpc::StreamBounds(), [&imports] {
    return std::make_unique<ImportTaker>(imports);
  });

  Unary<v1::GetImportRequest>(
      "GetImport", rpc::Run::kExecutor,
      [&imports](const Call& call,
                 const v1::GetImportRequest& request) -> absl::StatusOr<v1::Import> {
        ASSIGN_OR_RETURN(const std::string import_id, Decode(request));
        ASSIGN_OR_RETURN(const Import import, imports.GetImport(call, import_id));
        return Encode(import);
      });

  Unary<v1::ListImportProblemsRequest>(
      "ListImportProblems", rpc::Run::kExecutor,
      [&imports](const Call& call, const v1::ListImportProblemsRequest& request)
          -> absl::StatusOr<v1::ListImportProblemsResponse> {
        ASSIGN_OR_RETURN(const ProblemsRequest wanted, Decode(request));
        ASSIGN_OR_RETURN(const Imports::ProblemPage page,
                         imports.ListImportProblems(call, wanted.import_id, wanted.range));
        return Encode(request, page);
      });

  Unary<v1::ApplyImportRequest>(
      "ApplyImport", rpc::Run::kExecutor,
      [&imports](const Call& call,
                 const v1::ApplyImportRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(ApplyRequest wanted, Decode(request));
        return imports.ApplyImport(call, std::move(wanted.request_id), wanted.import_id);
      });

  ServerStream<v1::ExportRegistryRequest>(
      "ExportRegistry",
      [&exports, &executor](const google::protobuf::Message& message, Stream stream)
          -> absl::StatusOr<grpc::ServerWriteReactor<grpc::ByteBuffer>*> {
        const auto& request = static_cast<const v1::ExportRegistryRequest&>(message);
        rpc::Fields fields(errors::kDomain);
        const std::string scope_id = fields.Id("scope", request.scope(), kOrganizationPattern);
        const std::optional<absl::CivilDay> day = fields.DayIfSet("as_of", request.as_of());
        RETURN_IF_ERROR(fields.status());
        ASSIGN_OR_RETURN(std::unique_ptr<Export> source, exports.Start(scope_id, day));
        return new ExportStream(std::move(source),
                                {.call = stream.call, .ended = std::move(stream.ended)}, executor);
      });
}

}  // namespace xinqiao::registry
