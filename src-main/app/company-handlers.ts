import type { CompanyContext } from './context.ts';
import type { CompanyHandlers } from './dispatcher.ts';
import { analysisHandlers } from './use-cases/analysis.ts';
import { applyHandlers } from './use-cases/apply.ts';
import { approvalHandlers } from './use-cases/approval.ts';
import { clockHandlers } from './use-cases/clocks.ts';
import { companyRulesHandlers } from './use-cases/company-rules.ts';
import { connectionHandlers } from './use-cases/connections.ts';
import { datedChangeHandlers } from './use-cases/dated-changes.ts';
import { draftHandlers } from './use-cases/drafts.ts';
import { fixHandlers } from './use-cases/fixes.ts';
import { handOverHandlers } from './use-cases/hand-over.ts';
import { handoverHandlers } from './use-cases/handover.ts';
import { historyLogHandlers } from './use-cases/history-log.ts';
import { importHandlers } from './use-cases/imports.ts';
import { leaverHandlers } from './use-cases/leavers.ts';
import { matchingHandlers } from './use-cases/matching.ts';
import { noticeHandlers } from './use-cases/notices.ts';
import { orderHandlers } from './use-cases/orders.ts';
import { peopleHandlers } from './use-cases/people.ts';
import { planHandlers } from './use-cases/plan.ts';
import { companyHandlers } from './use-cases/profiles.ts';
import { readinessHandlers } from './use-cases/readiness.ts';
import { reportHandlers } from './use-cases/reports.ts';
import { secretHandlers } from './use-cases/secrets.ts';
import { serverHandlers } from './use-cases/server.ts';
import { setupHandlers } from './use-cases/setup.ts';
import { triageHandlers } from './use-cases/triage.ts';
import { viewHandlers } from './use-cases/views.ts';

/** Answers every call about one company. */
export const createCompanyHandlers = (context: CompanyContext): CompanyHandlers => ({
  ...companyHandlers(context),
  ...analysisHandlers(context),
  ...applyHandlers(context),
  ...approvalHandlers(context),
  ...clockHandlers(context),
  ...companyRulesHandlers(context),
  ...connectionHandlers(context),
  ...datedChangeHandlers(context),
  ...draftHandlers(context),
  ...fixHandlers(context),
  ...handOverHandlers(context),
  ...handoverHandlers(context),
  ...historyLogHandlers(context),
  ...importHandlers(context),
  ...leaverHandlers(context),
  ...matchingHandlers(context),
  ...noticeHandlers(context),
  ...peopleHandlers(context),
  ...orderHandlers(context),
  ...planHandlers(context),
  ...readinessHandlers(context),
  ...reportHandlers(context),
  ...secretHandlers(context),
  ...serverHandlers(context),
  ...setupHandlers(context),
  ...triageHandlers(context),
  ...viewHandlers(context),
});
