import { amazonCalls } from './amazon-calls.ts';
import { invoicingCalls } from './analysis-invoicing.ts';
import { routeCalls } from './analysis-routes.ts';
import { applyCalls } from './apply-calls.ts';
import { approvalCalls } from './approval-calls.ts';
import { bookCalls } from './book.ts';
import { bundleCalls } from './bundle-calls.ts';
import { calendarCalls } from './calendar-calls.ts';
import { clockCalls } from './clock-calls.ts';
import { companyRulesCalls } from './company-rules-calls.ts';
import { connectionCalls } from './connection-calls.ts';
import { deadlineCalls } from './deadline-calls.ts';
import { draftCalls } from './draft-calls.ts';
import type { Engine, Work } from './engine.ts';
import { exclusionCalls } from './exclusion-calls.ts';
import { findingCalls } from './finding-calls.ts';
import { fixCalls } from './fix-calls.ts';
import { formerListCalls } from './former-list-calls.ts';
import { handOverCalls } from './hand-over-calls.ts';
import { historyCalls } from './history-calls.ts';
import { logCalls } from './log-calls.ts';
import { orderCalls } from './order-calls.ts';
import { orderRehearsalCalls } from './order-rehearsal-calls.ts';
import { peopleCalls } from './people-calls.ts';
import { planCalls } from './plan-calls.ts';
import { planFileCalls } from './plan-file-calls.ts';
import { profileCalls } from './profile-calls.ts';
import { rehearsalCalls } from './rehearsal-calls.ts';
import { secretCalls } from './secret-calls.ts';
import { type EngineParts, EngineSession } from './session.ts';
import { setupCalls } from './setup-calls.ts';
import { supportCalls } from './support-calls.ts';
import { triageCalls } from './triage-calls.ts';
import { undoCalls } from './undo-calls.ts';
import { viewCalls } from './view-calls.ts';
import { LONG_WORK } from './worker-protocol.ts';

/** The engine in this thread. */
export function createLocalEngine(parts: EngineParts): Engine {
  const session = new EngineSession(parts);
  const calls: Omit<Engine, 'close'> = {
    ...profileCalls(session),
    ...connectionCalls(session),
    ...amazonCalls(session),
    ...peopleCalls(session),
    ...formerListCalls(session),
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
    ...orderRehearsalCalls(session),
    ...clockCalls(session),
    ...deadlineCalls(session),
    ...bookCalls(session),
    ...supportCalls(session),
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
    nameOperator: async (name) => session.nameOperator(name),
  };
  return { ...held(session, calls), close: () => session.close() };
}

/** Every call keeps to the workspace that was open when it came. */
function held(session: EngineSession, calls: Omit<Engine, 'close'>): Omit<Engine, 'close'> {
  const entries = Object.entries(calls) as [keyof typeof calls, (...args: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(
    entries.map(([name, call]) => [
      name,
      LONG_WORK.has(name)
        ? (...args: unknown[]) => session.hold(args.at(-1) as Work, (work) => call(...args.slice(0, -1), work))
        : (...args: unknown[]) => session.hold(null, () => call(...args)),
    ]),
  ) as unknown as Omit<Engine, 'close'>;
}
