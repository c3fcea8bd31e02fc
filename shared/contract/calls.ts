import type { z } from 'zod';
import { applyCalls } from './apply.ts';
import { approvalCalls } from './approval.ts';
import { calendarCalls } from './calendar.ts';
import { clockCalls } from './clocks.ts';
import { companyCalls } from './companies.ts';
import { companyRulesCalls } from './company-rules.ts';
import { connectionCalls } from './connections.ts';
import { consoleCalls } from './console.ts';
import { datedChangeCalls } from './dated-changes.ts';
import { draftCalls } from './drafts.ts';
import { fileCalls } from './files.ts';
import { fixFileCalls } from './fix-files.ts';
import { fixCalls } from './fixes.ts';
import { handoverBookCalls } from './handover-book.ts';
import { historyLogCalls } from './history-log.ts';
import { importCalls } from './imports.ts';
import { invoicingCalls } from './invoicing.ts';
import { jobCalls } from './jobs.ts';
import { leaverCalls } from './leavers.ts';
import { manualEntryCalls } from './manual-entry.ts';
import { matchingCalls } from './matching.ts';
import { noticeCalls } from './notices.ts';
import { orderCalls } from './orders.ts';
import { peopleCalls } from './people.ts';
import { planCalls } from './plan.ts';
import { readinessCalls } from './readiness.ts';
import { rehearsalCalls } from './rehearsal.ts';
import { reportCalls } from './reports.ts';
import { routeCalls } from './routes.ts';
import { secretCalls } from './secrets.ts';
import { serialCalls } from './serials.ts';
import { serverCalls } from './server.ts';
import { setupCalls } from './setup.ts';
import { supportCalls } from './support.ts';
import { triageCalls } from './triage.ts';
import { viewCalls } from './views.ts';

/** Every call between a window (or the command line) and the main process: the one contract. */
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
  ...jobCalls,
} as const;

export type CallName = keyof typeof CALLS;
/** The calls that name a company, and those about the console itself. */
export type CompanyCallName = { readonly [N in CallName]: (typeof CALLS)[N]['scope'] extends 'company' ? N : never }[CallName];
export type ConsoleCallName = Exclude<CallName, CompanyCallName>;
export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]['input']>;
export type CallParsedInput<N extends CallName> = z.output<(typeof CALLS)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]['output']>;
export const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(CALLS, name);
