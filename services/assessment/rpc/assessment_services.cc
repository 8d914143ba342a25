#include "services/assessment/rpc/assessment_services.h"

namespace xinqiao::assessment {

ReportService::ReportService(const Deps& deps)
    : ReadService(*v1::SelfCheckTable::descriptor()->file()->FindServiceByName("ReportService"),
                  deps) {
  Read<v1::GetSelfCheckTableRequest>("GetSelfCheckTable", &Assessment::GetSelfCheckTable);
  Read<v1::ExplainSelfCheckFigureRequest>("ExplainSelfCheckFigure",
                                          &Assessment::ExplainSelfCheckFigure);
}

DutyService::DutyService(const Deps& deps)
    : ReadService(*v1::DutyProgress::descriptor()->file()->FindServiceByName("DutyService"), deps) {
  Read<v1::ListDutyProgressRequest>("ListDutyProgress", &Assessment::ListDutyProgress);
  Read<v1::ExplainDutyProgressRequest>("ExplainDutyProgress", &Assessment::ExplainDutyProgress);
}

}  // namespace xinqiao::assessment
