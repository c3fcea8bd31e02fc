import { environmentManager, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DRAFT_SETTLE_MS, getRefetchTiming, subscribeOutdated } from '#renderer/client/changes.ts';
import { EventHub } from '#renderer/client/event-hub.ts';
import { CallError, createCallOptions, createQueries, followChanges, storeAnswer } from '#renderer/client/queries.ts';
import { bindToCompany, type Connection, createFailure, type Transport } from '#renderer/client/transport.ts';
import type { Topic } from '#shared/contract/call/topics.ts';
import type { CallInput, CallName } from '#shared/contract/calls.ts';

describe('when a query is to be asked again', () => {
  test('is immediately if it reads a changed topic, and never otherwise', () => {
    expect(getRefetchTiming('views.list', ['views'])).toBe('now');
    expect(getRefetchTiming('views.list', ['drafts', 'plan'])).toBe('never');
  });
  test('is once the drafts are at rest if it is heavy and nothing else of it changed', () => {
    expect(getRefetchTiming('plan.state', ['drafts'])).toBe('at-rest');
    expect(getRefetchTiming('plan.state', ['drafts', 'plan'])).toBe('now');
    expect(getRefetchTiming('drafts.summary', ['drafts'])).toBe('now');
  });
});

/** Returns a window with two companies that records every call and responds with its number. */
function aWindow() {
  const hub = new EventHub();
  const asked: string[] = [];
  const cancelled: string[] = [];
  let refuse = false;
  let held: Promise<void> | null = null;
  let watch = (_connection: Connection): void => undefined;
  const base = {
    companyId: null,
    on: hub.on.bind(hub),
    cancel: (id: string) => cancelled.push(id),
    onConnection: (listener: typeof watch) => {
      watch = listener;
      listener('open');
      return () => undefined;
    },
    call: async (name: CallName, _input: unknown, options?: { readonly company?: string }) => {
      asked.push([options?.company, name].filter((part) => part !== undefined).join(' '));
      const value = asked.length;
      await held;
      return refuse ? createFailure('closing') : { ok: true, value };
    },
  } as unknown as Transport;
  const queries = createQueries();
  const stops = [followChanges(base, queries)];
  const settled = () => vi.advanceTimersByTimeAsync(0);
  return {
    asked,
    cancelled,
    queries,
    settled,
    refuse: (yes: boolean) => {
      refuse = yes;
    },
    /** Holds back responses until the returned function is called. */
    hold: (): (() => void) => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
    connection: (state: Connection) => watch(state),
    /** Subscribes to a query. */
    look<N extends CallName>(company: string, name: N, input: CallInput<N>) {
      const observer = new QueryObserver(queries, createCallOptions(bindToCompany(base, company), name, input));
      stops.push(observer.subscribe(() => undefined));
      return observer;
    },
    async change(companyId: string | null, ...topics: Topic[]) {
      hub.emit('changed', { companyId, topics, revision: 1 });
      await settled();
    },
    async asks(deed: () => Promise<unknown>): Promise<string[]> {
      const before = asked.length;
      await deed();
      return asked.slice(before);
    },
    close: () => {
      for (const stop of stops) stop();
      queries.clear();
    },
  };
}

describe('the answers of a window', () => {
  let window: ReturnType<typeof aWindow>;
  beforeEach(() => {
    vi.useFakeTimers();
    // Without a document, the library assumes a server and never marks data as stale.
    environmentManager.setIsServer(() => false);
    window = aWindow();
  });
  afterEach(() => {
    window.close();
    vi.useRealTimers();
  });

  test('sends a query requested twice at once only once', async () => {
    const [first, second] = [window.look('a', 'drafts.summary', {}), window.look('a', 'drafts.summary', {})];
    await window.settled();
    expect(window.asked).toEqual(['a drafts.summary']);
    expect(second.getCurrentResult().data).toBe(first.getCurrentResult().data);
    expect(await window.asks(() => window.change('a', 'drafts'))).toEqual(['a drafts.summary']);
  });

  test('repeats after a change the queries that read it, of the same company and the console', async () => {
    window.look('a', 'drafts.summary', {});
    window.look('b', 'drafts.summary', {});
    window.look('a', 'views.list', { kind: 'matching' });
    window.look('a', 'companies.list', {});
    await window.settled();
    expect(await window.asks(() => window.change('a', 'drafts'))).toEqual(['a drafts.summary']);
    expect(await window.asks(() => window.change('b', 'companies'))).toEqual(['a companies.list']);
    expect(await window.asks(() => window.change(null, 'views', 'companies'))).toEqual(['a views.list', 'a companies.list']);
  });

  test('a first answer that is pending when a topic changes is requested again', async () => {
    const release = window.hold();
    const plan = window.look('a', 'apply.state', { runId: null, states: [], offset: 0, limit: 1 });
    await window.settled();
    // Two changes need only one more query.
    for (let change = 0; change < 2; change++) expect(await window.asks(() => window.change('a', 'plan'))).toEqual([]);
    const asked = await window.asks(async () => {
      release();
      await window.settled();
      await window.settled();
    });
    expect(asked).toEqual(['a apply.state']);
    expect(plan.getCurrentResult()).toMatchObject({ data: 2, isStale: false });
  });

  test('prefers the response of a command to an older query, and repeats what changed in the meantime', async () => {
    const guide = window.look('a', 'setup.guide', {});
    await window.settled();
    const seen: unknown[] = [];
    guide.subscribe(({ data }) => seen.push(data));
    const release = window.hold();
    await window.change('a', 'setup');
    const answered = await window.asks(() => storeAnswer(window.queries, ['a', 'setup.guide', {}], 'of the command'));
    release();
    await window.settled();
    expect(answered).toEqual(['a setup.guide']);
    expect(window.cancelled).toHaveLength(1);
    expect([...new Set(seen)]).toEqual([1, 'of the command', 3]);
    expect(await window.asks(() => storeAnswer(window.queries, ['a', 'setup.guide', {}], 'of another'))).toEqual([]);
  });

  test('does the same if the drafts came to rest in the meantime', async () => {
    const release = window.hold();
    const plan = window.look('a', 'plan.state', {});
    await window.settled();
    await window.change('a', 'drafts');
    await vi.advanceTimersByTimeAsync(2 * DRAFT_SETTLE_MS);
    release();
    await vi.advanceTimersByTimeAsync(2 * DRAFT_SETTLE_MS);
    expect(window.asked).toEqual(['a plan.state', 'a plan.state']);
    expect(plan.getCurrentResult()).toMatchObject({ data: 2, isStale: false });
  });

  test('repeats heavy queries once after a burst of changes, when the drafts are at rest', async () => {
    const plan = window.look('a', 'plan.state', {});
    await window.settled();
    const asked = await window.asks(async () => {
      for (let key = 0; key < 5; key++) {
        await window.change('a', 'drafts');
        await vi.advanceTimersByTimeAsync(DRAFT_SETTLE_MS / 2);
      }
    });
    expect(asked).toEqual([]);
    expect(plan.getCurrentResult().isStale).toBe(true);
    expect(await window.asks(() => vi.advanceTimersByTimeAsync(DRAFT_SETTLE_MS))).toEqual(['a plan.state']);
    expect(plan.getCurrentResult().isStale).toBe(false);
  });

  test('marks an unobserved query as stale, and repeats it when it is observed again', async () => {
    const observer = window.look('a', 'drafts.summary', {});
    await window.settled();
    observer.destroy();
    expect(await window.asks(() => window.change('a', 'drafts'))).toEqual([]);
    expect(
      await window.asks(async () => {
        window.look('a', 'drafts.summary', {});
        await window.settled();
      }),
    ).toEqual(['a drafts.summary']);
  });

  test('repeats nothing by itself, after a failure or on focus of the window', async () => {
    window.refuse(true);
    const observer = window.look('a', 'drafts.summary', {});
    await window.settled();
    const { error } = observer.getCurrentResult();
    expect(error instanceof CallError && error.failure.code).toBe('closing');
    expect(await window.asks(() => vi.advanceTimersByTimeAsync(60 * 60_000))).toEqual([]);
  });

  test('queries that depend on time are repeated automatically', async () => {
    window.look('a', 'orders.summary', {});
    await window.settled();
    expect(await window.asks(() => vi.advanceTimersByTimeAsync(6 * 60_000))).toEqual(['a orders.summary']);
  });

  test('an answer stays if its refresh fails', async () => {
    const observer = window.look('a', 'drafts.summary', {});
    await window.settled();
    const { data } = observer.getCurrentResult();
    window.refuse(true);
    await window.change('a', 'drafts');
    expect(observer.getCurrentResult()).toMatchObject({ data, isError: true });
  });

  test('everything is asked again after the console was out of reach', async () => {
    window.look('a', 'drafts.summary', {});
    await window.settled();
    expect(
      await window.asks(async () => {
        window.connection('lost');
        window.connection('open');
        await window.settled();
      }),
    ).toEqual(['a drafts.summary']);
  });
});

test('rows that no cache holds hear of what outdates them, and no longer once they are gone', () => {
  vi.useFakeTimers();
  const hub = new EventHub();
  let times = 0;
  const stop = subscribeOutdated({ on: (event, listener) => hub.on(event, listener) }, 'plan.items', () => {
    times += 1;
  });
  hub.emit('changed', { companyId: 'a', topics: ['views'], revision: 1 });
  hub.emit('changed', { companyId: 'a', topics: ['plan'], revision: 1 });
  expect(times).toBe(1);
  hub.emit('changed', { companyId: 'a', topics: ['drafts'], revision: 1 });
  vi.advanceTimersByTime(DRAFT_SETTLE_MS);
  expect(times).toBe(2);
  hub.emit('changed', { companyId: 'a', topics: ['drafts'], revision: 1 });
  stop();
  vi.advanceTimersByTime(DRAFT_SETTLE_MS);
  expect(times).toBe(2);
  vi.useRealTimers();
});
