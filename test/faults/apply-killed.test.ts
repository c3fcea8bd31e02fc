import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessOf,
  applyAll,
  createCopies,
  createSilentJobContext,
  draftManyChanges,
  newCompany,
  openConsoleOn,
  planOf,
  SECRETS,
} from '../support/apply-company.ts';
import { childEnv, childProgram } from '../support/child-of-test.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runsUnderWine } from '../support/windows/on-windows.ts';

describe('an apply whose console is killed', () => {
  let sandbox: Sandbox;
  let folder: string;
  let companyId: string;
  let copies: ReturnType<typeof createCopies>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    folder = temporaryFolder('apply');
    companyId = await newCompany(folder, accessOf(sandbox), '試験');
    const engine = await openConsoleOn(folder, companyId);
    await draftManyChanges(engine, companyId);
    await engine.close();
    copies = createCopies(folder);
  });
  afterAll(async () => {
    await sandbox.close();
    copies.close();
  });

  /** Applies in a separate process and kills it as soon as it prints this line. */
  async function killAt(at: string, line: string): Promise<readonly string[]> {
    const child = spawn(process.execPath, [childProgram('apply-child'), at, companyId, sandbox.address, sandbox.accessKey], {
      env: childEnv(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const told: string[] = [];
    for await (const said of createInterface({ input: child.stdout })) {
      told.push(said);
      if (said === line) child.kill('SIGKILL');
    }
    await ended;
    return told;
  }

  const writes = ['put_object', 'delete_object', 'set_secret'];
  const lines = ['before intend 2', 'after intend 2', 'before succeed 3', 'after succeed 43'];
  const otherLines = ['after begin 1', 'after succeed 3', 'before succeed 20', 'after succeed 30'];
  it.each(runsUnderWine ? lines : [...lines, ...otherLines])(
    'shows its progress if killed "%s", and completes without doing anything twice',
    async (line) => {
      sandbox.startOver();
      const at = copies.copy();
      const from = sandbox.calls.length;
      const printed = await killAt(at, line);
      expect(printed).toContain(line);
      expect(printed.at(-1)).not.toMatch(/^ended/);
      const engine = await openConsoleOn(at, companyId);
      try {
        const { run } = await engine.planState();
        expect(run).toMatchObject({ state: 'interrupted', failed: 0 });
        const order = { runId: run?.id ?? '', ifHeld: 'refuse', secrets: SECRETS } as const;
        expect(await engine.resumeApply(order, accessOf(sandbox), createSilentJobContext())).toMatchObject({
          state: 'done',
          failed: 0,
          differing: 0,
        });
        await engine.readServer(accessOf(sandbox), createSilentJobContext());
        expect(await planOf(engine)).toEqual([]);
        expect(await engine.verifyHistory()).toMatchObject({ state: 'intact' });
        // Every object was written once, and each step has one request ID.
        const requests = new Map<string, Set<string>>();
        for (const { action, parameters } of sandbox.calls.slice(from)) {
          if (!writes.includes(action)) continue;
          const key = `${action} ${parameters['section']} ${parameters['id']}`;
          requests.set(key, (requests.get(key) ?? new Set()).add(parameters['request_id'] ?? ''));
        }
        expect([...requests.values()].every((ids) => ids.size === 1)).toBe(true);
        await expect(applyAll(engine, accessOf(sandbox))).rejects.toMatchObject({ failure: { code: 'plan-guarded' } });
      } finally {
        await engine.close();
      }
    },
  );
});
