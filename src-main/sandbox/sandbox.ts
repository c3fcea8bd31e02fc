import { randomBytes } from 'node:crypto';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { type AmazonSide, type AmazonSideOptions, createAmazonSide } from './amazon/amazon-side.ts';
import { amazonFaultSchema } from './amazon/faults.ts';
import { mountAmazon } from './amazon/mount-amazon.ts';
import { createCallQueue } from './call-queue.ts';
import { DEMO_SEED, DEMO_TODAY } from './company/company.ts';
import { type GroupwareDatabase, openGroupwareDatabase } from './database/database.ts';
import { initialState, initialStateWithEdits } from './database/initial-state.ts';
import {
  createFaultInjection,
  type Fault,
  type FaultInjection,
  faultSchema,
  LOGIN_PAGE,
  MAINTENANCE_PAGE,
  redirectOf,
} from './fault-injection.ts';
import { answerGateway, answerStock } from './gateway/answer-request.ts';
import { applyEdit, editBeforeWrite, editSchema, type SandboxEdit } from './gateway/concurrent-edits.ts';
import { answerLogin, type Login } from './gateway/login.ts';
import { refuse } from './gateway/refusal.ts';
import { type Breach, ServerRules } from './gateway/rules.ts';
import { type Writing, writingActions } from './gateway/writing.ts';
import { dropConnection, dropMidAnswer } from './hang-up.ts';
import { type Layout, layoutOf, moduleIn, modulePath, NOTHING_THERE } from './layout.ts';
import { sameSecret } from './same-secret.ts';

export interface SandboxOptions {
  readonly seed?: number;
  /** `YYYY-MM-DD`: base of the days of invitations and orders. */
  readonly today?: string;
  /** SQLite file of the company, or `:memory:` (default). */
  readonly database?: string;
  /** 0 (default) = any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** Omitted = a new random one. */
  readonly accessKey?: string;
  /** User of the login API; omitted = `neo-admin` with a new random password. */
  readonly login?: Login;
  /** HTTP Basic in front of everything, as on hosted servers. */
  readonly basic?: { readonly user: string; readonly password: string };
  /** Windows: modules end in `.exe`. Omitted = Linux. */
  readonly platform?: Layout['platform'];
  /** Path of the modules; omitted = the platform's usual one. */
  readonly folder?: string;
  /** Certificate and key (PEM) for https. Omitted = http. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** `false` = a stock NEO without the gateway module. */
  readonly gateway?: boolean;
  /** How long calls are refused after the queue was full. Default 10,000 ms, like NEO. */
  readonly throttleMs?: number;
  /** Two colleagues have changed something since the company was set up (`laterEdits`). */
  readonly colleagues?: boolean;
  /** Opens `POST /_sandbox/misbehave`, `POST /_sandbox/edit` and `POST /_sandbox/amazon` on the loopback address. */
  readonly control?: boolean;
  /** The server's clock in epoch ms, used for leases. Omitted = this machine's. */
  readonly now?: () => number;
  readonly amazon?: AmazonSideOptions;
}

/** One call to the server, without access key and secrets. */
export interface SandboxCall {
  readonly module: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  /** Unfinished calls when this one arrived, itself included. */
  readonly inFlight: number;
}

export interface Sandbox {
  /** The address an administrator copies from the browser: of `dneo.cgi`, or `dneo.exe` on Windows. */
  readonly address: string;
  /** The address of one of its modules. */
  moduleAddress(module: string): string;
  readonly accessKey: string;
  readonly login: Login;
  /** The latest calls, oldest first. */
  readonly calls: readonly SandboxCall[];
  misbehave(what: Fault | null): void;
  /** An edit by another administrator; returns the violated rule, if any. */
  edit(edit: SandboxEdit): Breach | null;
  /** Resets the company to its initial state. */
  startOver(): void;
  /** Forgets answered requests, as a server does after a while: each would be processed again. */
  forgetRequests(): void;
  /** Amazon's side of the company, on the same port. */
  readonly amazon: AmazonSide & { readonly origin: string };
  close(): Promise<void>;
}

type Env = { Bindings: HttpBindings };

const CALLS_KEPT = 5000;
/** An object that names 20,000 people stays below this. */
const MAX_BODY = 4 * 1024 * 1024;
/** Maximum calls waiting besides the running one. Source: docs/domain/neo.md#throttle. */
const MAX_WAITING = 10;
const JSON_TYPE = 'application/json; charset=UTF-8';
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Starts the demo company's groupware on the loopback address, in memory unless a database file is given. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const database = openGroupwareDatabase({
    path: options.database ?? ':memory:',
    seed: options.seed ?? DEMO_SEED,
    today: options.today ?? DEMO_TODAY,
    initialState: options.colleagues === true ? initialStateWithEdits : initialState,
  });
  try {
    return await serve(database, options);
  } catch (error) {
    // Windows does not delete open files, and the caller may want to.
    database.close();
    throw error;
  }
}

async function serve(database: GroupwareDatabase, options: SandboxOptions): Promise<Sandbox> {
  const writing: Writing = { database, rules: new ServerRules(knownTo(database), database.objects), now: options.now ?? Date.now };
  const accessKey = options.accessKey ?? randomBytes(20).toString('hex');
  const faults = createFaultInjection();
  const calls: SandboxCall[] = [];
  const amazon = createAmazonSide(options.amazon);
  const login = options.login ?? { loginId: 'neo-admin', password: randomBytes(12).toString('base64url') };
  const layout = layoutOf(options.platform, options.folder);
  const app = createApp({ ...options, accessKey, login, layout }, { writing, faults, calls, amazon });

  const { tls } = options;
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: '127.0.0.1',
    ...(tls === undefined ? {} : { createServer: createSecureServer, serverOptions: { ...tls } }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const moduleAddress = (module: string): string => `${origin}${modulePath(layout, module)}`;
  return {
    address: moduleAddress('dneo'),
    moduleAddress,
    accessKey,
    login,
    calls,
    misbehave: faults.misbehave,
    edit: (edit) => applyEdit(writing, edit),
    startOver: () => database.startOver(),
    forgetRequests: () => database.requests.forget(),
    amazon: { ...amazon, origin },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      database.close();
    },
  };
}

/** People known to the server; they do not change while it runs. */
function knownTo(database: GroupwareDatabase): ConstructorParameters<typeof ServerRules>[0] {
  const ids = (list: 'users' | 'organizations' | 'roles'): ReadonlySet<string> => {
    const items = database.page(list, 0, 0, -1).items as readonly { readonly id: string; readonly state?: string }[];
    return new Set(items.flatMap(({ id, state }) => (state === 'deleted' ? [] : [id])));
  };
  return { users: ids('users'), organizations: ids('organizations'), roles: ids('roles') };
}

interface Parts {
  readonly writing: Writing;
  readonly faults: FaultInjection;
  readonly calls: SandboxCall[];
  readonly amazon: AmazonSide;
}

function createApp(
  options: SandboxOptions & { readonly accessKey: string; readonly login: Login; readonly layout: Layout },
  { writing, faults, calls, amazon }: Parts,
): Hono<Env> {
  const queue = createCallQueue({ throttleMs: options.throttleMs ?? 10_000, maxWaiting: MAX_WAITING });
  const serverName = "desknet's NEO (デモ商事)";
  let inFlight = 0;
  const app = new Hono<Env>();

  // A web page must not reach the sandbox by a name that resolves to this machine.
  app.use(async (context, next) => (LOOPBACK_HOST.test(context.req.header('host') ?? '') ? next() : context.text('', 421)));
  app.use(bodyLimit({ maxSize: MAX_BODY }));

  if (options.control) {
    openControl(app, 'misbehave', faultSchema.nullable(), (what) => {
      faults.misbehave(what);
      return null;
    });
    openControl(app, 'edit', editSchema, (edit) => applyEdit(writing, edit));
    openControl(app, 'amazon', amazonFaultSchema.nullable(), (fault) => {
      amazon.misbehave(fault);
      return null;
    });
  }
  mountAmazon(app, amazon);

  const { basic, layout } = options;
  if (basic) {
    app.use(async (context, next) => {
      if (moduleIn(layout, context.req.path) === null) return next();
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
      for (const secret of ['value', 'login_id', 'password']) if (parameters.has(secret)) parameters.set(secret, '***');
      calls.push({ module, action, parameters: Object.fromEntries(parameters), status: response.status, inFlight: seen });
      if (calls.length > CALLS_KEPT) calls.shift();
      return response;
    };
    const injected = faults.faultFor(action);
    const is = (kind: Fault['kind']): boolean => injected.some((what) => what.kind === kind);

    const location = injected.map((what) => redirectOf(what.kind, new URL(context.req.url))).find((to) => to !== null);
    if (location !== undefined) return finish(context.redirect(location, 302));
    const throttle = injected.find(({ kind }) => kind === 'throttle');
    if (throttle !== undefined) {
      if (throttle.ms !== undefined) context.header('Retry-After', String(Math.ceil(throttle.ms / 1000)));
      return finish(context.text('Too Many Requests', 429));
    }
    const outcome = await queue.run(async () => {
      for (const what of injected) if (what.kind === 'latency') await faults.delay(what.ms ?? 1000);
      if (is('unavailable')) return context.text('Service Unavailable', 503);
      // A request for a key has none.
      if (is('key-expired') || (module !== 'dneor' && !sameSecret(context.req.header('x-desknets-auth') ?? '', options.accessKey)))
        return context.text('Forbidden', 403);
      if (is('html')) return context.html(MAINTENANCE_PAGE);
      if (is('login-page')) return context.html(LOGIN_PAGE);
      if (is('no-right')) return context.json(refuse('W10008', '権限がありません。', ''));
      if (is('wrong-shape')) return context.json(['ok']);
      // The server has ended: waiting clients get no response.
      if (is('cut-before') || !database.isOpen()) return dropConnection(context);
      if (is('edited-meanwhile')) editBeforeWrite(writing, parameters);
      const text = JSON.stringify(answer(parameters));
      if (is('cut-after')) return dropConnection(context);
      if (is('cut')) return dropMidAnswer(context, text, JSON_TYPE);
      return context.body(is('broken-json') ? text.slice(0, text.length / 2) : text, 200, {
        'Content-Type': JSON_TYPE,
      });
    });
    return finish(outcome === 'throttled' ? context.text('Too Many Requests', 429) : outcome);
  };

  const { database, now } = writing;
  const gateway = { database, serverName, writing: writingActions(writing), now };
  const modules: Readonly<Record<string, (parameters: URLSearchParams) => object>> = {
    ...(options.gateway !== false && { tsunagi: (parameters) => answerGateway(gateway, parameters) }),
    dneor: (parameters) => answerLogin(options, parameters),
    zrconst: (parameters) => answerStock(database, parameters),
  };
  app.post('*', async (context, next) => {
    const module = moduleIn(layout, context.req.path);
    const answer = module !== null && Object.hasOwn(modules, module) ? modules[module] : undefined;
    return module === null || answer === undefined ? next() : serve(context, module, answer);
  });
  app.get('*', async (context, next) =>
    moduleIn(layout, context.req.path) === 'dneo'
      ? context.html(`<!DOCTYPE html><html lang="ja"><title>${serverName}</title><h1>デモ商事株式会社</h1></html>`)
      : next(),
  );
  app.notFound((context) => context.html(NOTHING_THERE[layout.platform], 404));
  return app;
}

/** Accepts JSON at a control address and returns errors. */
function openControl<T>(app: Hono<Env>, name: string, schema: z.ZodType<T>, work: (order: T) => Breach | null): void {
  app.post(`/_sandbox/${name}`, async (context) => {
    // A form of another site cannot send this content type without a preflight.
    if (context.req.header('content-type') !== 'application/json') return context.text('', 415);
    const parsed = schema.safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) return context.json({ problems: parsed.error.issues.map((issue) => issue.message) }, 400);
    const breach = work(parsed.data);
    return breach === null ? context.json({}) : context.json(breach, 422);
  });
}
