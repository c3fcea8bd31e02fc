import { createApplyProcedures } from './apply/procedures.ts';
import { createApprovalProcedures } from './approval/procedures.ts';
import { createCheckScheduleProcedures } from './check-schedule/procedures.ts';
import { createClockProcedures } from './clocks/procedures.ts';
import { createCompanyDetailProcedures, createCompanyListProcedures } from './companies/procedures.ts';
import { createCompanyRulesProcedures } from './company-rules/procedures.ts';
import { createConnectionProcedures } from './connections/procedures.ts';
import { createConsoleInfoProcedures } from './console/procedures.ts';
import type { CompanyContext, ConsoleContext } from './context.ts';
import { createDatedChangeProcedures } from './dated-changes/procedures.ts';
import type { CompanyProcedures, ConsoleProcedures } from './dispatcher.ts';
import { createDraftProcedures } from './drafts/procedures.ts';
import { createFileProcedures } from './files/procedures.ts';
import { createFixProcedures } from './fixes/procedures.ts';
import { createHandoverBookProcedures } from './handover-book/procedures.ts';
import { createHistoryLogProcedures } from './history-log/procedures.ts';
import { createImportProcedures } from './imports/procedures.ts';
import { createInvoicingProcedures } from './invoicing/procedures.ts';
import { createJobProcedures } from './jobs/procedures.ts';
import { createLeaverProcedures } from './leavers/procedures.ts';
import { createManualEntryProcedures } from './manual-entry/procedures.ts';
import { createMatchingProcedures } from './matching/procedures.ts';
import { createNoticeProcedures } from './notices/procedures.ts';
import { createOrderProcedures } from './orders/procedures.ts';
import { createPeopleProcedures } from './people/procedures.ts';
import { createPlanProcedures } from './plan/procedures.ts';
import { createPresenceProcedures } from './presence/procedures.ts';
import { createReadinessProcedures } from './readiness/procedures.ts';
import { createRehearsalProcedures } from './rehearsal/procedures.ts';
import { createReportProcedures } from './reports/procedures.ts';
import { createRouteProcedures } from './routes/procedures.ts';
import { createBundleProcedures, createSecretProcedures } from './secrets/procedures.ts';
import { createSerialProcedures } from './serials/procedures.ts';
import { createServerProcedures } from './server/procedures.ts';
import { createSetupProcedures } from './setup/procedures.ts';
import { createSupportProcedures } from './support/procedures.ts';
import { createTeamProcedures } from './team/procedures.ts';
import { createTeamServerProcedures } from './team-servers/procedures.ts';
import { createTriageProcedures } from './triage/procedures.ts';
import { createViewProcedures } from './views/procedures.ts';
import { createWeeklyCheckProcedures } from './weekly-check/procedures.ts';

/** Creates the procedures of all calls that belong to a company. */
export const createCompanyProcedures = (context: CompanyContext): CompanyProcedures => ({
  ...createCompanyDetailProcedures(context),
  ...createRouteProcedures(context),
  ...createSerialProcedures(context),
  ...createInvoicingProcedures(context),
  ...createRehearsalProcedures(context),
  ...createApplyProcedures(context),
  ...createApprovalProcedures(context),
  ...createCheckScheduleProcedures(context),
  ...createClockProcedures(context),
  ...createCompanyRulesProcedures(context),
  ...createConnectionProcedures(context),
  ...createDatedChangeProcedures(context),
  ...createDraftProcedures(context),
  ...createFixProcedures(context),
  ...createManualEntryProcedures(context),
  ...createHandoverBookProcedures(context),
  ...createHistoryLogProcedures(context),
  ...createImportProcedures(context),
  ...createLeaverProcedures(context),
  ...createMatchingProcedures(context),
  ...createNoticeProcedures(context),
  ...createPeopleProcedures(context),
  ...createOrderProcedures(context),
  ...createPlanProcedures(context),
  ...createPresenceProcedures(context),
  ...createReadinessProcedures(context),
  ...createReportProcedures(context),
  ...createSecretProcedures(context),
  ...createServerProcedures(context),
  ...createSetupProcedures(context),
  ...createTriageProcedures(context),
  ...createViewProcedures(context),
  ...createWeeklyCheckProcedures(context),
});

/** Creates the procedures of all calls that belong to no company. */
export const createConsoleProcedures = (context: ConsoleContext): ConsoleProcedures => ({
  ...createConsoleInfoProcedures(context),
  ...createCompanyListProcedures(context),
  ...createFileProcedures(context),
  ...createBundleProcedures(context),
  ...createJobProcedures(context),
  ...createSupportProcedures(context),
  ...createTeamProcedures(context),
  ...createTeamServerProcedures(context),
});
