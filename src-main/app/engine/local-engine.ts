import { amazonCalls } from './amazon-calls.ts';
import { invoicingCalls } from './analysis-invoicing.ts';
import { routeCalls } from './analysis-routes.ts';
import { applyCalls } from './apply-calls.ts';
import { approvalCalls } from './approval-calls.ts';
import { bundleCalls } from './bundle-calls.ts';
import { calendarCalls } from './calendar-calls.ts';
import { clockCalls } from './clock-calls.ts';
import { companyRulesCalls } from './company-rules-calls.ts';
import { connectionCalls } from './connection-calls.ts';
import { draftCalls } from './draft-calls.ts';
import type { Engine } from './engine.ts';
import { exclusionCalls } from './exclusion-calls.ts';
import { findingCalls } from './finding-calls.ts';
import { fixCalls } from './fix-calls.ts';
import { handOverCalls } from './hand-over-calls.ts';
import { historyCalls } from './history-calls.ts';
import { logCalls } from './log-calls.ts';
import { orderCalls } from './order-calls.ts';
import { peopleCalls } from './people-calls.ts';
import { planCalls } from './plan-calls.ts';
import { planFileCalls } from './plan-file-calls.ts';
import { profileCalls } from './profile-calls.ts';
import { rehearsalCalls } from './rehearsal-calls.ts';
import { secretCalls } from './secret-calls.ts';
import { type EngineParts, EngineSession } from './session.ts';
import { setupCalls } from './setup-calls.ts';
import { triageCalls } from './triage-calls.ts';
import { undoCalls } from './undo-calls.ts';
import { viewCalls } from './view-calls.ts';

/** The engine in this thread. */
export function createLocalEngine(parts: EngineParts): Engine {
  const session = new EngineSession(parts);
  return {
    ...profileCalls(session),
    ...connectionCalls(session),
    ...amazonCalls(session),
    ...peopleCalls(session),
    ...findingCalls(session),
    ...triageCalls(session),
    ...fixCalls(session),
    ...historyCalls(session),
    ...exclusionCalls(session),
    ...viewCalls(session),
    ...companyRulesCalls(session),
    ...draftCalls(session),
    ...routeCalls(session),
    ...invoicingCalls(session),
    ...rehearsalCalls(session),
    ...calendarCalls(session),
    ...orderCalls(session),
    ...clockCalls(session),
    ...secretCalls(session),
    ...bundleCalls(session),
    ...setupCalls(session),
    ...planCalls(session),
    ...applyCalls(session),
    ...approvalCalls(session),
    ...undoCalls(session),
    ...logCalls(session),
    ...handOverCalls(session),
    ...planFileCalls(session),
    close: () => session.close(),
  };
}
