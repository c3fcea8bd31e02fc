import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Hono } from 'hono';
import { isCallName } from '#shared/contract/calls.ts';
import type { AccessEvent } from '#shared/contract/team.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import type { Team } from '../../team/team.ts';
import { closeServer, listen } from '../http/listen.ts';
import type { HostEnv } from '../http/responses.ts';

/** Upper limits of the buckets of call durations, in seconds. */
const DURATIONS_S = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

export interface Metrics {
  /** Returns a dispatcher that counts and times all calls. */
  measure(dispatcher: Dispatcher): Dispatcher;
  countAccess(event: AccessEvent): void;
  /** Serves `/metrics` without sign-in. Rejects if the port is taken. */
  serve(address: { readonly host: string; readonly port: number }, team: Team): Promise<{ readonly port: number; close(): Promise<void> }>;
}

type Kind = 'counter' | 'gauge' | 'histogram';

/** Returns a metric in Prometheus' text format. `values`: numbers by suffix and labels, for example `{event="signed-in"}`. */
const formatMetric = (kind: Kind, name: string, help: string, values: Iterable<readonly [string, number]>): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...[...values].map(([suffix, value]) => `${name}${suffix} ${value}`), ''].join('\n');

/** Numbers about the server in Prometheus' text format. They contain names of calls and failures, never of people or companies. */
export function createMetrics(): Metrics {
  const calls = new Map<string, number>();
  const access = new Map<string, number>();
  const durations = { counts: DURATIONS_S.map(() => 0), sum: 0, count: 0 };
  const increase = (counts: Map<string, number>, labels: string): void => void counts.set(labels, (counts.get(labels) ?? 0) + 1);
  const addDuration = (seconds: number): void => {
    durations.sum += seconds;
    durations.count++;
    for (const [at, limit] of DURATIONS_S.entries()) if (seconds <= limit) durations.counts[at] = (durations.counts[at] ?? 0) + 1;
  };

  return {
    measure: (dispatcher) => ({
      ...dispatcher,
      async call(name, input, context) {
        const start = performance.now();
        const result = await dispatcher.call(name, input, context);
        addDuration((performance.now() - start) / 1_000);
        // Any other name comes from the request alone.
        increase(calls, `{call="${isCallName(name) ? name : 'unknown'}",outcome="${result.ok ? 'ok' : result.error.code}"}`);
        return result;
      },
    }),
    countAccess: (event) => increase(access, `{event="${event}"}`),
    async serve({ host, port }, team) {
      const delay = monitorEventLoopDelay();
      delay.enable();
      const app = new Hono<HostEnv>();
      app.get('/metrics', async (c) => {
        const members = await team.members();
        const sessions = members.reduce((sum, member) => sum + member.sessions.length, 0);
        const { user, system } = process.cpuUsage();
        const buckets = DURATIONS_S.map((limit, at) => [`_bucket{le="${limit}"}`, durations.counts[at] ?? 0] as const);
        const all = [
          ['_bucket{le="+Inf"}', durations.count],
          ['_sum', durations.sum],
          ['_count', durations.count],
        ] as const;
        const lag = Number.isNaN(delay.mean) ? 0 : delay.mean / 1e9;
        delay.reset();
        c.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
        return c.body(
          [
            formatMetric('counter', 'tsunagi_calls_total', 'Calls by name and outcome: ok, or the code of the failure.', calls),
            formatMetric('histogram', 'tsunagi_call_duration_seconds', 'Duration of calls.', [...buckets, ...all]),
            formatMetric('counter', 'tsunagi_access_events_total', 'Events of the access log since the start.', access),
            formatMetric('gauge', 'tsunagi_sessions', 'Open sessions.', [['', sessions]]),
            formatMetric('gauge', 'tsunagi_people', 'People who signed in at least once.', [['', members.length]]),
            formatMetric('counter', 'process_cpu_seconds_total', 'CPU time of the process.', [['', (user + system) / 1e6]]),
            formatMetric('gauge', 'process_resident_memory_bytes', 'Resident memory.', [['', process.memoryUsage.rss()]]),
            formatMetric('gauge', 'nodejs_eventloop_lag_seconds', 'Mean delay of the event loop since the last request.', [['', lag]]),
          ].join(''),
        );
      });
      const { server } = await listen(app, { host, port });
      return { port: (server.address() as AddressInfo).port, close: () => closeServer(server).finally(() => delay.disable()) };
    },
  };
}
