import { applyHandlers } from './apply/procedures.ts';
import { approvalHandlers } from './approval/procedures.ts';
import { clockHandlers } from './clocks/procedures.ts';
import { companyRulesHandlers } from './company-rules/procedures.ts';
import { connectionHandlers } from './connections/procedures.ts';
import { consoleHandlers } from './console/procedures.ts';
import type { CompanyContext, ConsoleContext } from './context.ts';
import { datedChangeHandlers } from './dated-changes/procedures.ts';
import type { CompanyHandlers, ConsoleHandlers } from './dispatcher.ts';
import { draftHandlers } from './drafts/procedures.ts';
import { fileHandlers } from './files/procedures.ts';
import { fixHandlers } from './fixes/procedures.ts';
import { handOverHandlers } from './hand-over/procedures.ts';
import { handoverHandlers } from './handover/procedures.ts';
import { historyLogHandlers } from './history-log/procedures.ts';
import { importHandlers } from './imports/procedures.ts';
import { invoicingHandlers } from './invoicing/procedures.ts';
import { jobHandlers } from './jobs/procedures.ts';
import { leaverHandlers } from './leavers/procedures.ts';
import { matchingHandlers } from './matching/procedures.ts';
import { noticeHandlers } from './notices/procedures.ts';
import { orderHandlers } from './orders/procedures.ts';
import { peopleHandlers } from './people/procedures.ts';
import { planHandlers } from './plan/procedures.ts';
import { companyHandlers, profileHandlers } from './profiles/procedures.ts';
import { readinessHandlers } from './readiness/procedures.ts';
import { rehearsalHandlers } from './rehearsal/procedures.ts';
import { reportHandlers } from './reports/procedures.ts';
import { routeHandlers } from './routes/procedures.ts';
import { bundleHandlers, secretHandlers } from './secrets/procedures.ts';
import { serialHandlers } from './serials/procedures.ts';
import { serverHandlers } from './server/procedures.ts';
import { setupHandlers } from './setup/procedures.ts';
import { supportHandlers } from './support/procedures.ts';
import { triageHandlers } from './triage/procedures.ts';
import { viewHandlers } from './views/procedures.ts';

/** Answers every call about one company. */
export const createCompanyHandlers = (context: CompanyContext): CompanyHandlers => ({
  ...companyHandlers(context),
  ...routeHandlers(context),
  ...serialHandlers(context),
  ...invoicingHandlers(context),
  ...rehearsalHandlers(context),
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

/** Answers every call about the console itself. */
export const createConsoleHandlers = (context: ConsoleContext): ConsoleHandlers => ({
  ...consoleHandlers(context),
  ...profileHandlers(context),
  ...fileHandlers(context),
  ...bundleHandlers(context),
  ...jobHandlers(context),
  ...supportHandlers(context),
});
