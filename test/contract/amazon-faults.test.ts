import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBusinessDay } from '#main/company/business-day.ts';
import { startDemoCompany } from '#main/hosts/worker/demo-company.ts';
import { keychainOfTest, type OwnConsole, openOwnConsole } from '../support/drawn-services/own-console.ts';
import { removeFolder, unwrapResult } from '../support/host-clients.ts';
import type { AmazonFault } from '../support/sandbox/amazon-faults.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PERSON = 'taichi.yoshida@demo-shoji.example';
const WRONG = 'Wrong0Wrong1Wrong2Wrong3Wrong4';

describe("the window's test of a demo Amazon that has a fault", () => {
  const folder = temporaryFolder('amazon-faults');
  let console: OwnConsole;
  let sandbox: Sandbox;
  beforeAll(async () => {
    console = openOwnConsole({
      folder,
      keychain: keychainOfTest(),
      now: Date.now,
      operator: '佐藤',
      startDemo: () =>
        startDemoCompany(
          { demo: join(folder, 'demo'), temporary: join(folder, 'temporary') },
          getBusinessDay(Date.now()),
          async (options) => {
            sandbox = await startSandbox(options);
            return sandbox;
          },
        ),
    });
    unwrapResult(await console.finish(console.call('companies.openDemo', {})));
    unwrapResult(await console.call('secrets.useSession', { use: true }));
  });
  afterAll(async () => {
    await console.close();
    removeFolder(folder);
  });
  const test = async (fault: AmazonFault | null, extras: ('production' | 'profile' | 'wrong-secret')[] = []) => {
    sandbox.amazon.misbehave(fault);
    const { passed } = unwrapResult(await console.finish(console.call('connections.testAmazon', { testEmail: PERSON, extras })));
    const { amazon } = unwrapResult(await console.call('connections.results', {}));
    return { passed, layer: (id: string) => amazon?.layers.find(({ layer }) => layer === id) };
  };

  it('does not confirm the password if the server accepts any other password too', async () => {
    const step = async () => unwrapResult(await console.call('setup.guide', {})).steps.find(({ id }) => id === 'connection-test');
    expect((await test('any-secret', ['wrong-secret'])).passed).toBe(true);
    expect((await step())?.check).toMatchObject({ level: 'none', lacks: [{ key: 'test-unproven' }] });
    await test(null, ['wrong-secret']);
    expect((await step())?.check?.level).toBe('met');
  });

  it('names the missing field that the fault reports', async () => {
    const { layer } = await test('status-403');
    expect(layer('amazon-punchout-test')).toMatchObject({ state: 'failed', reasons: [{ id: 'status-data-missing', field: 'testEmail' }] });
  });

  it('leaves no password that was said back: not in answers, not in files, not in reported bugs', async () => {
    unwrapResult(await console.call('secrets.set', { name: 'catalog-password', value: WRONG }));
    expect((await test('echo', ['production', 'profile', 'wrong-secret'])).passed).toBe(false);
    const written = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
    expect(written.length).toBeGreaterThan(100_000);
    const shown = JSON.stringify([unwrapResult(await console.call('connections.results', {})), console.bugs]);
    for (const text of [written, shown]) expect(text).not.toMatch(/Wrong0Wrong|initiate-demo-punchout|openid=demo/);
  });
});
