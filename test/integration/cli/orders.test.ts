import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { BUSINESS_LAYERS } from '#shared/domain/integration/connection-test/connection-test.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { CLI } from '../../support/built.ts';
import { disableKeychain } from '../../support/disable-keychain.ts';
import { openHostClient, removeFolder, unwrapResult } from '../../support/host-clients.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { confirmForCommands } from '../../support/trust-keys.ts';

disableKeychain();

let folder: string | undefined;
let company: string;
/** Confirms the connection on a machine without a keychain. */
const KEY = { TSUNAGI_ACCESS_KEY: 'a-key-of-the-test' };
const SECRETS = { TSUNAGI_AMAZON_CLIENT_SECRET: DEMO_AMAZON_CLIENT_SECRET, TSUNAGI_AMAZON_REFRESH_TOKEN: DEMO_AMAZON_REFRESH_TOKEN };

/** Opens the demo company with a fault of its Amazon, and closes the console again. */
async function choose(fault: 'none' | 'orders-shape'): Promise<void> {
  const client = await openHostClient('dispatcher', folder);
  folder = client.folder;
  expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
  const connection = { ...DEMO_AMAZON_BUSINESS, clientId: getBusinessClientId(fault) };
  unwrapResult(await client.call('connections.changeAmazonBusiness', { connection }));
  company = unwrapResult(await client.call('companies.current', {})).company.id;
  await client.close();
  await confirmForCommands(join(folder, 'workspaces'), company, KEY.TSUNAGI_ACCESS_KEY);
}
beforeAll(() => choose('none'), 60_000);
afterAll(() => removeFolder(folder ?? ''));

/** Runs a command as a separate process without the developer's keychain. */
const tsunagi = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = SECRETS,
): Promise<{ exit: number; out: string; err: string }> =>
  new Promise((resolve, failed) => {
    const options = {
      env: { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', ...KEY, ...env },
      timeout: 120_000,
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile(process.execPath, [CLI, ...args, '--data-dir', folder ?? '', '--profile', company], options, (error, out, err) => {
      try {
        if (args.includes('--json')) requirePrinted(args, out, err);
        for (const secret of Object.values(SECRETS)) expect(out + err).not.toContain(secret);
        resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
      } catch (unknown) {
        failed(unknown);
      }
    });
  });
const linesOf = (out: string) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) =>
        JSON.parse(line) as {
          readonly type: string;
          readonly kind?: string;
          readonly source?: { readonly findings: readonly { count: number }[] } | null;
        },
    );

describe('Amazon’s orders on the command line', () => {
  it('are compared only after they were read', async () => {
    const { exit, out } = await tsunagi(['orders', '--json']);
    expect([exit, linesOf(out)]).toEqual([1, [{ type: 'amazon-orders', hours: 24, source: null }]]);
  });

  it('have a connection that is tested layer by layer', async () => {
    const { exit, out } = await tsunagi(['doctor', '--connection', 'amazon-business', '--json']);
    const { layers } = JSON.parse(out) as { layers: { layer: string; state: string }[] };
    expect([exit, layers.map(({ layer, state }) => [layer, state])]).toEqual([0, BUSINESS_LAYERS.map((layer) => [layer, 'passed'])]);
    const wrong = await tsunagi(['doctor', '--connection', 'amazon-business'], { ...SECRETS, TSUNAGI_AMAZON_REFRESH_TOKEN: 'wrong' });
    expect(wrong.exit).toBe(3);
  });

  it('are read, and then listed with the period and every finding', async () => {
    const read = await tsunagi(['read', 'amazon-orders', '--days', '60', '--json']);
    expect([read.exit, linesOf(read.out).at(-1)?.type]).toEqual([0, 'amazon-orders']);
    const { exit, out } = await tsunagi(['orders', '--json']);
    const [summary, ...rows] = linesOf(out);
    const total = summary?.source?.findings.reduce((sum, { count }) => sum + count, 0);
    expect([exit, rows.length]).toEqual([1, total]);
    expect(rows.length).toBeGreaterThan(10);
    const printed = await tsunagi(['orders', '--hours', '720']);
    expect(printed.out).toContain('見当たらないものは「不明」です');
    expect(printed.out).toContain('申請者と別のアドレスの注文');
  });

  it('stay those of the former reading after a fault, with exit 3', async () => {
    const before = await tsunagi(['orders', '--json']);
    await choose('orders-shape');
    expect((await tsunagi(['read', 'amazon-orders'])).exit).toBe(3);
    // The first line has the time at which NEO's requests were read, which opening the demo company reads again.
    const after = await tsunagi(['orders', '--json']);
    expect(linesOf(after.out).slice(1)).toEqual(linesOf(before.out).slice(1));
  }, 60_000);

  it('are not read without secrets or a keychain, nor a directory that is not set', async () => {
    for (const args of [
      ['read', 'amazon-orders'],
      ['read', 'directory'],
    ])
      expect((await tsunagi(args, {})).exit).toBe(2);
  });

  it.each([
    ['read', 'amazon-orders', '--days', '0'],
    ['read', 'amazon-orders', '--days', '367'],
    ['read', 'everything'],
    ['orders', '--hours', '0'],
  ])('refuse %s %s %s %s', async (...args) => {
    expect((await tsunagi(args)).exit).toBe(2);
  });
});
