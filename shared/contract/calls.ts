import type { z } from 'zod';
import { checkScheduleCalls } from './check-schedule.ts';
import { companyCalls } from './companies/companies.ts';
import { consoleCalls } from './companies/console.ts';
import { supportCalls } from './companies/support.ts';
import { connectionCalls } from './connections/connections.ts';
import { secretCalls } from './connections/secrets.ts';
import { serverCalls } from './connections/server.ts';
import { datedChangeCalls } from './drafts/dated-changes.ts';
import { draftCalls } from './drafts/drafts.ts';
import { fileCalls } from './files.ts';
import { amazonUserCalls } from './fixes/amazon-users.ts';
import { causeCalls } from './fixes/causes.ts';
import { fixFileCalls } from './fixes/fix-files.ts';
import { fixCalls } from './fixes/fixes.ts';
import { leaverCalls } from './fixes/leavers.ts';
import { handoverBookCalls } from './handover-book.ts';
import { historyLogCalls } from './history-log.ts';
import { importCalls } from './imports/imports.ts';
import { invoicingCalls } from './invoicing.ts';
import { jobCalls } from './jobs.ts';
import { amazonOrderCalls } from './orders/amazon-orders.ts';
import { calendarCalls } from './orders/calendar.ts';
import { clockCalls } from './orders/clocks.ts';
import { noticeCalls } from './orders/notices.ts';
import { orderCalls } from './orders/orders.ts';
import { peopleCalls } from './people.ts';
import { applyCalls } from './plan/apply.ts';
import { approvalCalls } from './plan/approval.ts';
import { manualEntryCalls } from './plan/manual-entry.ts';
import { planCalls } from './plan/plan.ts';
import { presenceCalls } from './presence.ts';
import { matchingCalls } from './readiness/matching.ts';
import { readinessCalls } from './readiness/readiness.ts';
import { reportCalls } from './reports.ts';
import { companyRulesCalls } from './routes/company-rules.ts';
import { rehearsalCalls } from './routes/rehearsal.ts';
import { routeCalls } from './routes/routes.ts';
import { serialCalls } from './serials.ts';
import { setupCalls } from './setup.ts';
import { teamCalls } from './team.ts';
import { teamServerCalls } from './team-servers.ts';
import { triageCalls } from './triage.ts';
import { viewCalls } from './views.ts';
import { weeklyCheckCalls } from './weekly-check.ts';

/** All calls from a window or the command line to the main process. */
export const CALLS = {
  ...consoleCalls,
  ...companyCalls,
  ...fileCalls,
  ...importCalls,
  ...serverCalls,
  ...connectionCalls,
  ...secretCalls,
  ...readinessCalls,
  ...matchingCalls,
  ...triageCalls,
  ...reportCalls,
  ...viewCalls,
  ...fixCalls,
  ...fixFileCalls,
  ...amazonUserCalls,
  ...causeCalls,
  ...draftCalls,
  ...companyRulesCalls,
  ...leaverCalls,
  ...datedChangeCalls,
  ...calendarCalls,
  ...routeCalls,
  ...serialCalls,
  ...invoicingCalls,
  ...rehearsalCalls,
  ...orderCalls,
  ...amazonOrderCalls,
  ...peopleCalls,
  ...clockCalls,
  ...noticeCalls,
  ...setupCalls,
  ...planCalls,
  ...applyCalls,
  ...approvalCalls,
  ...historyLogCalls,
  ...manualEntryCalls,
  ...handoverBookCalls,
  ...supportCalls,
  ...weeklyCheckCalls,
  ...checkScheduleCalls,
  ...presenceCalls,
  ...teamCalls,
  ...teamServerCalls,
  ...jobCalls,
} as const;

export type CallName = keyof typeof CALLS;
/** Names of the calls that concern a company; `ConsoleCallName` are those that concern the console. */
export type CompanyCallName = { readonly [N in CallName]: (typeof CALLS)[N]['scope'] extends 'company' ? N : never }[CallName];
export type ConsoleCallName = Exclude<CallName, CompanyCallName>;
export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]['input']>;
export type CallParsedInput<N extends CallName> = z.output<(typeof CALLS)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]['output']>;
export const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(CALLS, name);
