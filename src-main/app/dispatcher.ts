import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { fail, ok, type Result } from '#shared/contract/call/result.ts';
import {
  CALLS,
  type CallName,
  type CallOutput,
  type CallParsedInput,
  type CompanyCallName,
  type ConsoleCallName,
  isCallName,
} from '#shared/contract/calls.ts';
import { EVENTS, type EventData, type EventName } from '#shared/contract/events.ts';
import { getRoles, hasRole } from '#shared/domain/team/roles.ts';
import { type Caller, type CallSource, OPERATOR_ID } from '../company/caller.ts';
import { type RedactText, type ReportBug, redactFailure, toFailure } from './failures.ts';

/** Passed to a procedure beside its input. `signal` is aborted when the caller cancels or the console closes. */
export interface CallContext {
  readonly signal: AbortSignal;
}

/** A caller as identified by the host. `name: null` = use the operator name of the console's settings. */
export interface NamedCaller extends Omit<Caller, 'name'> {
  readonly name: string | null;
}

/** Returns the caller for one window of a console with a single user. */
export const createWindowCaller = (window = ''): NamedCaller => ({ id: OPERATOR_ID, window, source: 'window', name: null });

/** Implementation of a call; throws `ExpectedError` for the failures listed in the contract. */
export type Procedure<N extends CallName> = (input: CallParsedInput<N>, context: CallContext) => Promise<CallOutput<N>> | CallOutput<N>;

/** One procedure per call that belongs to no company. */
export type ConsoleProcedures = { readonly [N in ConsoleCallName]: Procedure<N> };
/** One procedure per call that belongs to a company. */
export type CompanyProcedures = { readonly [N in CompanyCallName]: Procedure<N> };

/** Metadata of a call, sent beside its input. */
export interface CallerContext {
  /** Set by the host, never by the page. */
  readonly caller: NamedCaller;
  readonly callId?: string;
  /** Id of the company; omitted for calls that belong to no company. */
  readonly company?: unknown;
}

/** The only entry point of the application, for all hosts and the command line. */
export interface Dispatcher {
  /** Runs a call. Accepts any input, returns a `Result` and never rejects. */
  call(name: unknown, input: unknown, context: CallerContext): Promise<Result<unknown>>;
  /** Cancels a running call; unknown ids are ignored. */
  cancel(callId: string): void;
  /** Adds a listener for all events; returns a function that removes it. */
  on(listener: EventListener): () => void;
  /** Refuses new calls, cancels running ones and waits until they have ended. */
  close(): Promise<void>;
}

/** `owner`: id of the person who receives the event; `null` = all people. */
export type EventListener = <E extends EventName>(event: E, data: EventData<E>, owner: string | null) => void;

/** Checks an event against the contract and sends it to all listeners; `owner` limits it to one person. */
export type Publish = <E extends EventName>(event: E, data: EventData<E>, owner?: string | null) => void;

export interface EventBus {
  readonly publish: Publish;
  readonly on: Dispatcher['on'];
}

/** Creates an event bus. A listener that throws is reported as a bug and does not affect the others. */
export function createEventBus(reportBug: ReportBug): EventBus {
  const listeners = new Set<EventListener>();
  return {
    publish(event, data, owner = null) {
      const parsed = EVENTS[event].safeParse(data);
      if (!parsed.success) {
        reportBug(`event ${event}`, parsed.error);
        return;
      }
      for (const listener of listeners) {
        try {
          listener(event, data, owner);
        } catch (error) {
          reportBug(`listener of ${event}`, error);
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Runs the checks and the procedure of a call. `company`: the id in the call; `null` for calls that belong to no company. */
export type CallHandler = (
  name: CallName,
  company: string | null,
  input: unknown,
  context: CallContext & { readonly caller: NamedCaller },
) => Promise<unknown>;

/** Maximum length of a company id in a call; real ids are shorter. */
const MAX_ID_LENGTH = 100;

const isAllowedFrom = (name: CallName, source: CallSource): boolean => CALLS[name].from === 'anywhere' || CALLS[name].from === source;

/** Returns the failure for a person of a team server who may not make the call; `null` = allowed. A company without a role is not found. */
function findMissingRole(name: CallName, { member }: NamedCaller, company: unknown): Result<never> | null {
  if (member === undefined) return null;
  const { role } = CALLS[name];
  const id = typeof company === 'string' ? company : null;
  if (hasRole(member.access, role, id)) return null;
  if (id !== null && getRoles(member.access, id).length === 0) return fail('company-not-found');
  return fail('role-missing', { role });
}

/** Determines the cause of an unexpected error in a call of a company; returns the error itself if no cause is found. */
export type ExplainError = (error: unknown, company: string) => Promise<unknown>;

/** Adds strict parsing of input and output around `handle`. */
export function createDispatcher(
  handle: CallHandler,
  bus: EventBus,
  reportBug: ReportBug,
  redact: RedactText,
  explain: ExplainError = async (error) => error,
): Dispatcher {
  const running = new Map<
    symbol,
    { readonly callId: string | undefined; readonly abort: AbortController; readonly ended: Promise<unknown> }
  >();
  let closing = false;

  async function run(name: CallName, input: unknown, { caller, company }: CallerContext, signal: AbortSignal): Promise<Result<unknown>> {
    if (!isAllowedFrom(name, caller.source)) return fail('not-allowed', { reason: 'source' });
    const isAboutCompany = CALLS[name].scope === 'company';
    const refusal = findMissingRole(name, caller, isAboutCompany ? company : null);
    if (refusal !== null) return refusal;
    if (isAboutCompany && (typeof company !== 'string' || company === '' || company.length > MAX_ID_LENGTH))
      return fail('invalid-input', { call: name, field: 'company', problem: 'missing' });
    const parsed = safeParseUntrusted<CallParsedInput<CallName>>(CALLS[name].input, input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const params = { call: name, field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' };
      return { ok: false, error: redactFailure({ code: 'invalid-input', params }, redact) };
    }
    try {
      const output = await handle(name, isAboutCompany ? (company as string) : null, parsed.data, { signal, caller });
      if (signal.aborted) return fail('cancelled');
      return ok(CALLS[name].output.parse(output));
    } catch (error) {
      if (signal.aborted) return fail('cancelled');
      const cause = isAboutCompany ? await explain(error, company as string) : error;
      return toFailure(cause, `call ${name}`, reportBug, redact);
    }
  }

  return {
    call(name, input, context) {
      if (closing) return Promise.resolve(fail('closing'));
      if (!isCallName(name))
        return Promise.resolve(
          fail('unknown-call', { call: typeof name === 'string' ? redact(name.slice(0, 2_000)).slice(0, 60) : typeof name }),
        );
      const abort = new AbortController();
      const key = Symbol(name);
      const ended = run(name, input, context, abort.signal).finally(() => running.delete(key));
      running.set(key, { callId: context.callId, abort, ended });
      return ended;
    },
    cancel(callId) {
      for (const call of running.values()) if (call.callId === callId) call.abort.abort();
    },
    on: bus.on,
    async close() {
      closing = true;
      for (const call of running.values()) call.abort.abort();
      await Promise.allSettled([...running.values()].map((call) => call.ended));
    },
  };
}
