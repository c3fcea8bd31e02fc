import type { Context } from 'hono';
import type { RuleViolation } from '#main/sandbox/gateway/rules.ts';
import { createServerLayout, parseModulePath } from '#main/sandbox/layout.ts';
import {
  type Sandbox as ReferenceServer,
  type SandboxEnv,
  type SandboxOptions as ServerOptions,
  startSandbox as startServer,
} from '#main/sandbox/sandbox.ts';
import { type AmazonWatch, watchAmazon } from './amazon-faults.ts';
import { applyEdit, type SandboxEdit } from './concurrent-edits.ts';
import { createFaultInjection, type FaultInjection } from './groupware-faults.ts';

export type SandboxOptions = Omit<ServerOptions, 'around'> & {
  /** Milliseconds that Amazon's fault `slow` waits before responding and `drip` between two characters. */
  readonly slownessMs?: number;
};

/** One call to the groupware, without access key and secrets. */
export interface SandboxCall {
  readonly module: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  /** Unfinished calls when this one arrived, itself included. */
  readonly inFlight: number;
}

/** The demo company's servers with faults, other administrators and a record of what they received. */
export interface Sandbox extends ReferenceServer {
  /** The latest calls to the groupware, oldest first. */
  readonly calls: readonly SandboxCall[];
  /** Adds a fault of the groupware; `null` ends all. */
  readonly misbehave: FaultInjection['misbehave'];
  /** An edit by another administrator; returns the violated rule, if any. */
  edit(edit: SandboxEdit): RuleViolation | null;
  /** Forgets answered requests, as a server does after a while: each would be processed again. */
  forgetRequests(): void;
  readonly amazon: ReferenceServer['amazon'] & Pick<AmazonWatch, 'calls' | 'misbehave'>;
}

const CALLS_KEPT = 5000;

/** Starts the demo company's servers as the product does, with faults and a record around them. */
export async function startSandbox({ slownessMs, ...options }: SandboxOptions = {}): Promise<Sandbox> {
  const faults = createFaultInjection();
  const watch = watchAmazon(slownessMs);
  const { calls, record } = recordCalls(options);
  const server: ReferenceServer = await startServer({
    ...options,
    around: {
      arrival: (context, next) => record(context, () => watch.arrival(server.amazon, context, next)),
      turn: (context, serve) => faults.serve(context, server.writing, serve),
    },
  });
  const { writing } = server;
  return {
    ...server,
    calls,
    misbehave: faults.misbehave,
    edit: (edit) => applyEdit(writing, edit),
    forgetRequests: () => writing.database.requests.forget(),
    amazon: { ...server.amazon, calls: watch.calls, misbehave: watch.misbehave },
  };
}

function recordCalls({ platform, folder, gateway }: SandboxOptions) {
  const layout = createServerLayout(platform, folder);
  const modules = ['dneor', 'zrconst', ...(gateway === false ? [] : ['tsunagi'])];
  const calls: SandboxCall[] = [];
  let inFlight = 0;
  return {
    calls,
    async record(context: Context<SandboxEnv>, next: () => Promise<void>): Promise<void> {
      const module = context.req.method === 'POST' ? parseModulePath(layout, context.req.path) : null;
      if (module === null || !modules.includes(module)) return next();
      const parameters = new URLSearchParams(await context.req.text());
      inFlight++;
      context.env.outgoing.once('close', () => {
        inFlight--;
      });
      const seen = inFlight;
      await next();
      for (const secret of ['value', 'login_id', 'password']) if (parameters.has(secret)) parameters.set(secret, '***');
      const action = parameters.get('action') ?? '';
      calls.push({ module, action, parameters: Object.fromEntries(parameters), status: context.res.status, inFlight: seen });
      if (calls.length > CALLS_KEPT) calls.shift();
    },
  };
}
