import { onTestFinished } from 'vitest';
import { EventHub } from '#renderer/client/event-hub.ts';
import type { Transport } from '#renderer/client/index.ts';
import type { Connection } from '#renderer/client/transport.ts';
import { type ErrorCode, type Failure, fail, type Result } from '#shared/contract/call/result.ts';
import { CALLS, type CallInput, type CallName, type CallOutput } from '#shared/contract/calls.ts';
import type { EventData, EventName } from '#shared/contract/events.ts';

/** A call sent by the window. It waits until the test answers it, so that responses can be late or arrive in another order. */
export interface SentCall<N extends CallName = CallName> {
  readonly name: N;
  readonly input: CallInput<N>;
  /** The company that the call names; `null` = none. */
  readonly company: string | null;
  /** Whether the window canceled the call. */
  readonly isCancelled: boolean;
  readonly isAnswered: boolean;
  answer(value: CallOutput<N>): void;
  refuse(code: ErrorCode, params?: Failure['params']): void;
}

type Responder<N extends CallName> = (input: CallInput<N>, company: string | null) => CallOutput<N> | Failure;

export interface FakeTransport extends Transport {
  /** All calls in the order in which they were sent. */
  readonly sent: readonly SentCall[];
  /** Calls with this name, answered or not. */
  sentOf<N extends CallName>(name: N): readonly SentCall<N>[];
  /** The oldest call with this name that waits for an answer; throws if there is none. */
  waiting<N extends CallName>(name: N): SentCall<N>;
  /** Answers every call with this name immediately; a value with a `code` is a failure. */
  always<N extends CallName>(name: N, respond: Responder<N>): void;
  emit<E extends EventName>(event: E, data: EventData<E>): void;
  setConnection(connection: Connection): void;
  /** Rejects all waiting calls, so that they do not affect the next test. */
  close(): void;
}

/**
 * Creates a host that the test controls; it is closed at the end of the test. Inputs and responses must be valid by the contract, so that
 * no test passes with impossible data.
 */
export function createFakeTransport(): FakeTransport {
  const hub = new EventHub();
  const sent: SentCall[] = [];
  const byCallId = new Map<string, () => void>();
  const responders = new Map<CallName, Responder<CallName>>();
  const watchers = new Set<(connection: Connection) => void>();
  let connection: Connection = 'open';
  const sentOf = <N extends CallName>(name: N): readonly SentCall<N>[] =>
    sent.filter((call): call is SentCall<N> & SentCall => call.name === name);
  const transport: FakeTransport = {
    host: 'node',
    companyId: null,
    dropFile: null,
    sent,
    sentOf,
    waiting(name) {
      const call = sentOf(name).find(({ isAnswered }) => !isAnswered);
      if (call === undefined) throw new Error(`No call ${name} waits; sent: ${sent.map((each) => each.name).join(', ')}`);
      return call;
    },
    always: (name, respond) => void responders.set(name, respond as unknown as Responder<CallName>),
    call(name, input, options) {
      CALLS[name].input.parse(input);
      const company = options?.company ?? null;
      return new Promise((resolve) => {
        const call = createCall(name, input, company, resolve as (result: Result<unknown>) => void);
        sent.push(call as unknown as SentCall);
        if (options?.callId !== undefined) byCallId.set(options.callId, call.cancel);
        const respond = responders.get(name);
        if (respond === undefined) return;
        const response = respond(input, company) as object;
        if ('code' in response) call.refuse(response.code as ErrorCode, (response as Failure).params);
        else call.answer(response as never);
      });
    },
    cancel: (callId) => byCallId.get(callId)?.(),
    on: (event, listener) => hub.on(event, listener),
    emit: (event, data) => hub.emit(event, data),
    pickFile: async () => ({ ok: true, value: null }),
    saveFile: async () => ({ ok: true, value: { saved: false, name: null } }),
    onConnection(listener) {
      watchers.add(listener);
      listener(connection);
      return () => watchers.delete(listener);
    },
    setConnection(now) {
      connection = now;
      for (const watcher of watchers) watcher(now);
    },
    close() {
      responders.clear();
      for (const call of sent) if (!call.isAnswered) call.refuse('cancelled');
    },
  };
  onTestFinished(transport.close);
  return transport;
}

function createCall<N extends CallName>(name: N, input: CallInput<N>, company: string | null, resolve: (result: Result<unknown>) => void) {
  const call = {
    name,
    input,
    company,
    isCancelled: false,
    isAnswered: false,
    answer(value: CallOutput<N>) {
      const { success, error, data } = CALLS[name].output.safeParse(value);
      if (!success) throw new Error(`Not an answer of ${name}: ${error.message}`);
      call.isAnswered = true;
      resolve({ ok: true, value: data });
    },
    refuse(code: ErrorCode, params: Failure['params'] = {}) {
      call.isAnswered = true;
      resolve(fail(code, params));
    },
    cancel() {
      call.isCancelled = true;
      if (!call.isAnswered) call.refuse('cancelled');
    },
  };
  return call;
}
