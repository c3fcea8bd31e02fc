import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
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

/** Numbers about the server in Prometheus' text format. They contain names of calls and failures, never of people or companies. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: 'tsunagi_calls_total',
    help: 'Calls by name and outcome: ok, or the code of the failure.',
    labelNames: ['call', 'outcome'],
    registers,
  });
  const durations = new Histogram({ name: 'tsunagi_call_duration_seconds', help: 'Duration of calls.', buckets: DURATIONS_S, registers });
  const access = new Counter({
    name: 'tsunagi_access_events_total',
    help: 'Events of the access log since the start, such as signed-in and sign-in-failed.',
    labelNames: ['event'],
    registers,
  });
  const sessions = new Gauge({ name: 'tsunagi_sessions', help: 'Open sessions.', registers });
  const people = new Gauge({ name: 'tsunagi_people', help: 'People who signed in at least once.', registers });

  return {
    measure: (dispatcher) => ({
      ...dispatcher,
      async call(name, input, context) {
        const stop = durations.startTimer();
        const result = await dispatcher.call(name, input, context);
        stop();
        const outcome = result.ok ? 'ok' : result.error.code;
        // The name of an unknown call comes from the request.
        calls.inc({ call: outcome === 'unknown-call' ? 'unknown' : String(name), outcome });
        return result;
      },
    }),
    countAccess: (event) => access.inc({ event }),
    async serve({ host, port }, team) {
      const app = new Hono<HostEnv>();
      app.get('/metrics', async (c) => {
        const members = await team.members();
        people.set(members.length);
        sessions.set(members.reduce((sum, member) => sum + member.sessions.length, 0));
        c.header('Content-Type', registry.contentType);
        return c.body(await registry.metrics());
      });
      const { server } = await listen(app, { host, port });
      return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
    },
  };
}
