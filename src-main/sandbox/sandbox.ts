import { randomBytes } from 'node:crypto';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AmazonBusinessServers } from '#shared/domain/integration/amazon-business.ts';
import type { CloudDirectory, CloudServers } from '#shared/domain/integration/cloud-directory.ts';
import { createDemoAmazonState, type DemoAmazonState } from './amazon/amazon-side.ts';
import { BUSINESS_PATHS, mountAmazonBusiness } from './amazon/business-side.ts';
import { BusinessUsers } from './amazon/business-users.ts';
import { mountAmazon } from './amazon/mount-amazon.ts';
import { createOrderReports, type OrderReport } from './amazon/order-reports.ts';
import { createCallQueue } from './call-queue.ts';
import { createEntraUsers } from './cloud/demo-cloud-users.ts';
import { ENTRA_PATHS, type EntraSideUser, mountEntra } from './cloud/entra-side.ts';
import { GOOGLE_PATHS, type GoogleSideOptions, mountGoogle } from './cloud/google-side.ts';
import type { DemoAmazonUser } from './company/amazon-accounts.ts';
import { createDemoCompany, DEMO_SEED, DEMO_TODAY } from './company/company.ts';
import { type GroupwareDatabase, openGroupwareDatabase } from './database/database.ts';
import { createInitialState, createInitialStateWithEdits } from './database/initial-state.ts';
import { answerGateway, answerStockNeo } from './gateway/answer-request.ts';
import { answerLogin, type Login } from './gateway/login.ts';
import { ServerRules } from './gateway/rules.ts';
import { createWritingActions, type WritingContext } from './gateway/writing.ts';
import { dropConnection } from './hang-up.ts';
import { createServerLayout, getModulePath, NOT_FOUND_PAGES, parseModulePath, type ServerLayout } from './layout.ts';
import { isSameSecret } from './same-secret.ts';

export type SandboxEnv = { Bindings: HttpBindings };

export interface SandboxOptions {
  readonly seed?: number;
  /** `YYYY-MM-DD`, on which the days of invitations and orders are based. */
  readonly today?: string;
  /** SQLite file of the company, or `:memory:` (default). */
  readonly database?: string;
  /** Port; 0 (default) = any free port. The address is always 127.0.0.1. */
  readonly port?: number;
  /** Omitted = a new random key. */
  readonly accessKey?: string;
  /** User of the login API; omitted = `neo-admin` with a new random password. */
  readonly login?: Login;
  /** HTTP Basic for all paths, as on hosted servers. */
  readonly basic?: { readonly user: string; readonly password: string };
  /** With Windows, modules have the extension `.exe`. Omitted = Linux. */
  readonly platform?: ServerLayout['platform'];
  /** Path of the modules; omitted = the usual path of the platform. */
  readonly folder?: string;
  /** Certificate and key (PEM) for https; omitted = http. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** `false` = a standard NEO without the gateway module. */
  readonly gateway?: boolean;
  /** Time in milliseconds for which calls are refused after the queue was full. Default: 10,000, as in NEO. */
  readonly throttleMs?: number;
  /** Whether two colleagues have changed settings since the company was set up (`createLaterEdits`). */
  readonly colleagues?: boolean;
  /** The server's clock in epoch ms, used for leases. Omitted = this machine's clock. */
  readonly now?: () => number;
  /** The demo's Google Workspace; omitted = none. */
  readonly google?: GoogleSideOptions;
  /** People of the demo's Entra ID; omitted = those of the company. */
  readonly entraUsers?: () => readonly EntraSideUser[];
  /** Orders of the demo's Amazon; omitted = those of the company. */
  readonly amazonOrders?: () => readonly OrderReport[];
  /** Called with each user that was created over the demo's Amazon Business API. */
  readonly onAmazonUser?: (user: DemoAmazonUser) => void;
  readonly around?: SandboxMiddleware;
}

/** Records or replaces responses of the servers. */
export interface SandboxMiddleware {
  /** For every request, when it arrives. */
  readonly arrival: MiddlewareHandler<SandboxEnv>;
  /** For a call to the groupware, when its turn has come. */
  turn(context: Context<SandboxEnv>, serve: () => Promise<Response>): Promise<Response>;
}

export interface Sandbox {
  /** Address that an administrator copies from the browser: that of `dneo.cgi`, or `dneo.exe` on Windows. */
  readonly address: string;
  /** Returns the address of a module. */
  moduleAddress(module: string): string;
  readonly accessKey: string;
  readonly login: Login;
  /** What the groupware's calls write to, and the rules that they obey. */
  readonly writing: WritingContext;
  /** Resets the company to its initial state. */
  startOver(): void;
  /** The demo's Amazon, on the same port. */
  readonly amazon: DemoAmazonState & { readonly origin: string };
  /** The demo's cloud directories, on the same port. */
  readonly cloudServers: Readonly<Record<CloudDirectory['kind'], CloudServers>>;
  /** The demo's Amazon Business API, on the same port. */
  readonly amazonBusiness: AmazonBusinessServers;
  close(): Promise<void>;
}

/** Maximum size of a request in bytes; enough for an object that names 20,000 people. */
const MAX_BODY = 4 * 1024 * 1024;
/** Maximum number of waiting calls besides the running one. Source: docs/domain/neo.md#throttle. */
const MAX_WAITING = 10;
const JSON_TYPE = 'application/json; charset=UTF-8';
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Starts the demo company's groupware on the loopback address, in memory unless a database file is given. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const database = openGroupwareDatabase({
    path: options.database ?? ':memory:',
    seed: options.seed ?? DEMO_SEED,
    today: options.today ?? DEMO_TODAY,
    initialState: options.colleagues === true ? createInitialStateWithEdits : createInitialState,
  });
  try {
    return await serve(database, options);
  } catch (error) {
    // Closed because Windows does not delete open files, and the caller may delete the database.
    database.close();
    throw error;
  }
}

async function serve(database: GroupwareDatabase, options: SandboxOptions): Promise<Sandbox> {
  const writing: WritingContext = { database, rules: new ServerRules(knownTo(database), database.objects), now: options.now ?? Date.now };
  const accessKey = options.accessKey ?? randomBytes(20).toString('hex');
  const amazon = createDemoAmazonState();
  const businessUsers = amazonUsersOf(options);
  const login = options.login ?? { loginId: 'neo-admin', password: randomBytes(12).toString('base64url') };
  const layout = createServerLayout(options.platform, options.folder);
  const app = createApp({ ...options, accessKey, login, layout, businessUsers }, writing, amazon);

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
  const moduleAddress = (module: string): string => `${origin}${getModulePath(layout, module)}`;
  return {
    address: moduleAddress('dneo'),
    moduleAddress,
    accessKey,
    login,
    writing,
    startOver() {
      database.startOver();
      businessUsers.startOver();
    },
    amazon: { ...amazon, origin },
    cloudServers: {
      entra: { purpose: 'demo', signIn: `${origin}${ENTRA_PATHS.signIn}`, api: `${origin}${ENTRA_PATHS.api}` },
      google: { purpose: 'demo', signIn: `${origin}${GOOGLE_PATHS.signIn}`, api: `${origin}${GOOGLE_PATHS.api}` },
    },
    amazonBusiness: { purpose: 'demo', signIn: `${origin}${BUSINESS_PATHS.signIn}`, api: `${origin}${BUSINESS_PATHS.api}` },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      database.close();
    },
  };
}

/** Returns the people of the demo's Entra ID, created with the first request. */
function entraUsersOf({ seed = DEMO_SEED, today = DEMO_TODAY }: SandboxOptions): () => readonly EntraSideUser[] {
  let users: readonly EntraSideUser[] | null = null;
  return () => (users ??= createEntraUsers(seed, today));
}

const amazonUsersOf = ({ seed = DEMO_SEED, today = DEMO_TODAY, onAmazonUser }: SandboxOptions): BusinessUsers =>
  new BusinessUsers({
    existing: () => createDemoCompany(seed, today).amazonUsers.map(({ email }) => email),
    today,
    onCreated: (user) => onAmazonUser?.(user),
  });

function amazonOrdersOf({ seed = DEMO_SEED, today = DEMO_TODAY }: SandboxOptions): () => readonly OrderReport[] {
  let reports: readonly OrderReport[] | null = null;
  return () => {
    if (reports !== null) return reports;
    const { company, orders } = createInitialState(seed, today);
    reports = createOrderReports(company, orders());
    return reports;
  };
}

/** Returns the ids known to the server, which do not change while it runs. */
function knownTo(database: GroupwareDatabase): ConstructorParameters<typeof ServerRules>[0] {
  const ids = (list: 'users' | 'organizations' | 'roles'): ReadonlySet<string> => {
    const items = database.page(list, 0, 0, -1).items as readonly { readonly id: string; readonly state?: string }[];
    return new Set(items.flatMap(({ id, state }) => (state === 'deleted' ? [] : [id])));
  };
  return { users: ids('users'), organizations: ids('organizations'), roles: ids('roles') };
}

function createApp(
  options: SandboxOptions & {
    readonly accessKey: string;
    readonly login: Login;
    readonly layout: ServerLayout;
    readonly businessUsers: BusinessUsers;
  },
  writing: WritingContext,
  amazon: DemoAmazonState,
): Hono<SandboxEnv> {
  const { basic, layout, around } = options;
  const { database, now } = writing;
  const serverName = "desknet's NEO (デモ商事)";
  const app = new Hono<SandboxEnv>();

  // A web page must not reach the sandbox through a host name that resolves to this machine.
  app.use(async (context, next) => (LOOPBACK_HOST.test(context.req.header('host') ?? '') ? next() : context.text('', 421)));
  app.use(bodyLimit({ maxSize: MAX_BODY }));
  if (basic) {
    app.use(async (context, next) => {
      if (parseModulePath(layout, context.req.path) === null) return next();
      const expected = `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`;
      if (isSameSecret(context.req.header('authorization') ?? '', expected)) return next();
      return context.text('', 401, { 'WWW-Authenticate': 'Basic realm="neo", charset="UTF-8"' });
    });
  }
  if (around) app.use(around.arrival);
  mountAmazon(app, amazon);
  mountAmazonBusiness(app, { orders: options.amazonOrders ?? amazonOrdersOf(options), users: options.businessUsers });
  if (options.google !== undefined) mountGoogle(app, options.google);
  mountEntra(app, options.entraUsers ?? entraUsersOf(options));

  const gateway = { database, serverName, writing: createWritingActions(writing), now };
  const modules: Readonly<Record<string, (parameters: URLSearchParams) => object>> = {
    ...(options.gateway !== false && { tsunagi: (parameters) => answerGateway(gateway, parameters) }),
    dneor: (parameters) => answerLogin(options, parameters),
    zrconst: (parameters) => answerStockNeo(database, parameters),
  };
  const queue = createCallQueue({ throttleMs: options.throttleMs ?? 10_000, maxWaiting: MAX_WAITING });
  app.post('*', async (context, next) => {
    const module = parseModulePath(layout, context.req.path);
    const answer = module !== null && Object.hasOwn(modules, module) ? modules[module] : undefined;
    if (answer === undefined) return next();
    const serve = async (): Promise<Response> => {
      // Requests for a key (`dneor`) contain no key yet.
      if (module !== 'dneor' && !isSameSecret(context.req.header('x-desknets-auth') ?? '', options.accessKey))
        return context.text('Forbidden', 403);
      // After the server has ended, waiting clients get no response.
      if (!database.isOpen()) return dropConnection(context);
      return context.body(JSON.stringify(answer(new URLSearchParams(await context.req.text()))), 200, { 'Content-Type': JSON_TYPE });
    };
    const outcome = await queue.run(() => (around ? around.turn(context, serve) : serve()));
    return outcome === 'throttled' ? context.text('Too Many Requests', 429) : outcome;
  });
  app.get('*', async (context, next) =>
    parseModulePath(layout, context.req.path) === 'dneo'
      ? context.html(`<!DOCTYPE html><html lang="ja"><title>${serverName}</title><h1>デモ商事株式会社</h1></html>`)
      : next(),
  );
  app.notFound((context) => context.html(NOT_FOUND_PAGES[layout.platform], 404));
  return app;
}
