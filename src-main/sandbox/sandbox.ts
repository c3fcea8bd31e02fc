import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answerGateway, answerStock } from './answers.ts';
import { createCallQueue } from './call-queue.ts';
import { createDemoCompany, DEMO_SEED, DEMO_TODAY } from './company/company.ts';
import { openGroupwareDatabase } from './database.ts';
import { createTemper, MAINTENANCE_PAGE, type Misbehaviour, misbehaviourSchema } from './misbehaviour.ts';

export interface SandboxOptions {
  readonly seed?: number;
  /** `YYYY-MM-DD`: what the days of invitation are counted from. */
  readonly today?: string;
  /** SQLite file that keeps the company, or `:memory:` (default). */
  readonly database?: string;
  /** 0 (default) = any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** Left out = a new random one. */
  readonly accessKey?: string;
  /** HTTP Basic in front of everything, as hosted servers have. */
  readonly basic?: { readonly user: string; readonly password: string };
  /** `false` = a stock NEO without the gateway module. */
  readonly gateway?: boolean;
  /** How long calls are refused after the queue was full. Default 10,000 ms, as NEO does. */
  readonly throttleMs?: number;
  /** Opens `POST /_sandbox/misbehave` on the loopback address. */
  readonly control?: boolean;
}

/** One call as the server saw it; the access key is never kept. */
export interface SandboxCall {
  readonly module: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  /** Calls of which neither the answer nor the end of the connection was seen, when this one arrived; itself included. */
  readonly inFlight: number;
}

export interface Sandbox {
  /** What an administrator would copy from the browser: the address of `dneo.cgi`. */
  readonly address: string;
  readonly accessKey: string;
  /** The latest calls, oldest first. */
  readonly calls: readonly SandboxCall[];
  misbehave(what: Misbehaviour | null): void;
  close(): Promise<void>;
}

type Env = { Bindings: HttpBindings };

const FOLDER = '/cgi-bin/dneo';
const CALLS_KEPT = 5000;
const MAX_BODY = 64 * 1024;
/** Calls that may wait besides the one at work. Source: handbook neo.md 5. */
const MAX_WAITING = 10;
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Starts the demo company's groupware on the loopback address. Needs nothing but memory unless a database file is named. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const database = openGroupwareDatabase(options.database ?? ':memory:', () =>
    createDemoCompany(options.seed ?? DEMO_SEED, options.today ?? DEMO_TODAY),
  );
  const accessKey = options.accessKey ?? randomBytes(20).toString('hex');
  const temper = createTemper();
  const calls: SandboxCall[] = [];
  const app = createApp({ ...options, accessKey }, { database, temper, calls });

  const server = createAdaptorServer({ fetch: app.fetch, hostname: '127.0.0.1' });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    database.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${FOLDER}/dneo.cgi`,
    accessKey,
    calls,
    misbehave: temper.misbehave,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      database.close();
    },
  };
}

interface Parts {
  readonly database: ReturnType<typeof openGroupwareDatabase>;
  readonly temper: ReturnType<typeof createTemper>;
  readonly calls: SandboxCall[];
}

function createApp(options: SandboxOptions & { readonly accessKey: string }, { database, temper, calls }: Parts): Hono<Env> {
  const queue = createCallQueue({ throttleMs: options.throttleMs ?? 10_000, maxWaiting: MAX_WAITING });
  const serverName = "desknet's NEO (デモ商事)";
  let inFlight = 0;
  const app = new Hono<Env>();

  // A page in a browser must not reach the sandbox by a name that resolves to this machine.
  app.use(async (context, next) => (LOOPBACK_HOST.test(context.req.header('host') ?? '') ? next() : context.text('', 421)));
  app.use(bodyLimit({ maxSize: MAX_BODY }));

  if (options.control) {
    app.post('/_sandbox/misbehave', async (context) => {
      // A form of another site cannot send this content type without asking first.
      if (context.req.header('content-type') !== 'application/json') return context.text('', 415);
      const parsed = misbehaviourSchema.nullable().safeParse(await context.req.json().catch(() => undefined));
      if (!parsed.success) return context.json({ problems: parsed.error.issues.map((issue) => issue.message) }, 400);
      temper.misbehave(parsed.data);
      return context.json({});
    });
  }

  const { basic } = options;
  if (basic) {
    app.use(`${FOLDER}/*`, async (context, next) => {
      const expected = `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`;
      if (sameSecret(context.req.header('authorization') ?? '', expected)) return next();
      return context.text('', 401, { 'WWW-Authenticate': 'Basic realm="neo", charset="UTF-8"' });
    });
  }

  const serve = async (context: Context<Env>, module: string, answer: (parameters: URLSearchParams) => object): Promise<Response> => {
    const parameters = new URLSearchParams(await context.req.text());
    const action = parameters.get('action') ?? '';
    inFlight++;
    context.env.outgoing.once('close', () => {
      inFlight--;
    });
    const seen = inFlight;
    const finish = (response: Response): Response => {
      calls.push({ module, action, parameters: Object.fromEntries(parameters), status: response.status, inFlight: seen });
      if (calls.length > CALLS_KEPT) calls.shift();
      return response;
    };
    const mood = temper.moodFor(action);
    const is = (kind: Misbehaviour['kind']): boolean => mood.some((what) => what.kind === kind);

    if (is('throttle')) return finish(context.text('Too Many Requests', 429));
    const outcome = await queue.run(async () => {
      for (const what of mood) if (what.kind === 'latency') await wait(what.ms ?? 1000);
      if (is('unavailable')) return context.text('Service Unavailable', 503);
      if (is('key-expired') || !sameSecret(context.req.header('x-desknets-auth') ?? '', options.accessKey))
        return context.text('Forbidden', 403);
      if (is('html')) return context.html(MAINTENANCE_PAGE);
      if (is('wrong-shape')) return context.json(['ok']);
      const text = JSON.stringify(answer(parameters));
      if (is('cut')) return cutOff(context, text);
      return context.body(is('broken-json') ? text.slice(0, text.length / 2) : text, 200, {
        'Content-Type': 'application/json; charset=UTF-8',
      });
    });
    return finish(outcome === 'throttled' ? context.text('Too Many Requests', 429) : outcome);
  };

  if (options.gateway !== false) {
    app.post(`${FOLDER}/tsunagi.cgi`, (context) =>
      serve(context, 'tsunagi', (parameters) => answerGateway(database, serverName, parameters)),
    );
  }
  app.post(`${FOLDER}/zrconst.cgi`, (context) => serve(context, 'zrconst', (parameters) => answerStock(database, parameters)));
  app.get(`${FOLDER}/dneo.cgi`, (context) =>
    context.html(`<!DOCTYPE html><html lang="ja"><title>${serverName}</title><h1>デモ商事株式会社</h1></html>`),
  );
  return app;
}

/** Promises the whole answer, sends half of it and drops the connection. */
function cutOff(context: Context<Env>, text: string): Response {
  const { outgoing } = context.env;
  const bytes = Buffer.from(text);
  outgoing.writeHead(200, { 'Content-Type': 'application/json; charset=UTF-8', 'Content-Length': bytes.length });
  outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

/** Compares in constant time, whatever the lengths. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
