import { applyProcedures } from './apply/procedures.ts';
import { approvalProcedures } from './approval/procedures.ts';
import { clockProcedures } from './clocks/procedures.ts';
import { companiesProcedures, companyProcedures } from './companies/procedures.ts';
import { companyRulesProcedures } from './company-rules/procedures.ts';
import { connectionProcedures } from './connections/procedures.ts';
import { consoleProcedures } from './console/procedures.ts';
import type { CompanyContext, ConsoleContext } from './context.ts';
import { datedChangeProcedures } from './dated-changes/procedures.ts';
import type { CompanyProcedures, ConsoleProcedures } from './dispatcher.ts';
import { draftProcedures } from './drafts/procedures.ts';
import { fileProcedures } from './files/procedures.ts';
import { fixProcedures } from './fixes/procedures.ts';
import { handoverBookProcedures } from './handover-book/procedures.ts';
import { historyLogProcedures } from './history-log/procedures.ts';
import { importProcedures } from './imports/procedures.ts';
import { invoicingProcedures } from './invoicing/procedures.ts';
import { jobProcedures } from './jobs/procedures.ts';
import { leaverProcedures } from './leavers/procedures.ts';
import { manualEntryProcedures } from './manual-entry/procedures.ts';
import { matchingProcedures } from './matching/procedures.ts';
import { noticeProcedures } from './notices/procedures.ts';
import { orderProcedures } from './orders/procedures.ts';
import { peopleProcedures } from './people/procedures.ts';
import { planProcedures } from './plan/procedures.ts';
import { readinessProcedures } from './readiness/procedures.ts';
import { rehearsalProcedures } from './rehearsal/procedures.ts';
import { reportProcedures } from './reports/procedures.ts';
import { routeProcedures } from './routes/procedures.ts';
import { bundleProcedures, secretProcedures } from './secrets/procedures.ts';
import { serialProcedures } from './serials/procedures.ts';
import { serverProcedures } from './server/procedures.ts';
import { setupProcedures } from './setup/procedures.ts';
import { supportProcedures } from './support/procedures.ts';
import { triageProcedures } from './triage/procedures.ts';
import { viewProcedures } from './views/procedures.ts';

/** Creates the procedures of all calls that belong to a company. */
export const createCompanyProcedures = (context: CompanyContext): CompanyProcedures => ({
  ...companyProcedures(context),
  ...routeProcedures(context),
  ...serialProcedures(context),
  ...invoicingProcedures(context),
  ...rehearsalProcedures(context),
  ...applyProcedures(context),
  ...approvalProcedures(context),
  ...clockProcedures(context),
  ...companyRulesProcedures(context),
  ...connectionProcedures(context),
  ...datedChangeProcedures(context),
  ...draftProcedures(context),
  ...fixProcedures(context),
  ...manualEntryProcedures(context),
  ...handoverBookProcedures(context),
  ...historyLogProcedures(context),
  ...importProcedures(context),
  ...leaverProcedures(context),
  ...matchingProcedures(context),
  ...noticeProcedures(context),
  ...peopleProcedures(context),
  ...orderProcedures(context),
  ...planProcedures(context),
  ...readinessProcedures(context),
  ...reportProcedures(context),
  ...secretProcedures(context),
  ...serverProcedures(context),
  ...setupProcedures(context),
  ...triageProcedures(context),
  ...viewProcedures(context),
});

/** Creates the procedures of all calls that belong to no company. */
export const createConsoleProcedures = (context: ConsoleContext): ConsoleProcedures => ({
  ...consoleProcedures(context),
  ...companiesProcedures(context),
  ...fileProcedures(context),
  ...bundleProcedures(context),
  ...jobProcedures(context),
  ...supportProcedures(context),
});
