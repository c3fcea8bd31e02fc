import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { DEMO_GROUP_ID } from '#main/sandbox/amazon/business-users.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
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

/** Selects a fault of the demo company's Amazon; the lists stay as they are once the company exists. */
async function choose(fault: BusinessFault): Promise<void> {
  const client = await openHostClient('dispatcher', folder);
  if (folder === undefined) {
    folder = client.folder;
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    const { revision } = unwrapResult(await client.call('fixes.worklist', { filter: EMPTY_FINDING_FILTER, by: 'cause' }));
    const selection = { revision, filter: EMPTY_FINDING_FILTER, except: [] };
    unwrapResult(await client.call('fixes.adoptMany', { selection, ticked: [], invite: true }));
    company = unwrapResult(await client.call('companies.current', {})).company.id;
  } else unwrapResult(await client.call('companies.open', { id: company }));
  const connection = { ...DEMO_AMAZON_BUSINESS, clientId: getBusinessClientId(fault) };
  unwrapResult(await client.call('connections.changeAmazonBusiness', { connection }));
  await client.close();
  await confirmForCommands(join(folder, 'workspaces'), company, KEY.TSUNAGI_ACCESS_KEY);
}
beforeAll(() => choose('users-silent'), 60_000);
afterAll(() => removeFolder(folder ?? ''));

const argumentsOf = (more: readonly string[], group = DEMO_GROUP_ID): readonly string[] => [
  ...['create', 'amazon-users', '--group', group, '--data-dir', folder ?? '', '--profile', company],
  ...more,
];
const environment = { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', ...KEY, ...SECRETS };

/** Runs the command as a separate process without the developer's keychain. */
const create = (more: readonly string[], group?: string): Promise<{ exit: number; out: string; err: string }> =>
  new Promise((resolve, failed) => {
    const args = argumentsOf(more, group);
    execFile(process.execPath, [CLI, ...args], { env: environment, timeout: 120_000 }, (error, out, err) => {
      try {
        if (args.includes('--json')) requirePrinted(args, out, err);
        for (const secret of Object.values(SECRETS)) expect(out + err).not.toContain(secret);
        resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
      } catch (unknown) {
        failed(unknown);
      }
    });
  });

interface Line {
  readonly type: string;
  readonly people?: number;
  readonly leftOut?: number;
  readonly email?: string;
  readonly why?: string;
  readonly state?: string;
  readonly done?: number;
  readonly created?: number;
}
const linesOf = (out: string): readonly Line[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
const planned = async (): Promise<number> => linesOf((await create(['--json'])).out)[0]?.people ?? -1;
const confirm = (people: number, ...more: readonly string[]) => create(['--confirm', String(people), '--operator', '田中', ...more]);

describe('Amazon users on the command line', () => {
  it('are printed with the exit 1 while there are people to create, and nothing is sent', async () => {
    const { exit, out } = await create(['--json']);
    const [plan, ...rows] = linesOf(out);
    expect([exit, rows.filter(({ type }) => type === 'amazon-user').length]).toEqual([1, plan?.people]);
    const printed = await create([]);
    expect(printed.out).toContain('実際の Amazon のアカウントでは未確認です');
    expect(printed.out).toContain(`--confirm ${plan?.people}`);
    expect(await planned()).toBe(plan?.people);
  });

  it('are not created for another number, with exit 4', async () => {
    const { exit, err } = await confirm((await planned()) + 1);
    expect([exit, err.includes('異なります')]).toEqual([4, true]);
  });

  it('stop at a group that does not exist, with exit 3 and no words of Amazon', async () => {
    const people = await planned();
    const { exit, out, err } = await create(['--confirm', String(people), '--operator', '田中'], 'ANOTHER');
    expect([exit, err.includes('続けて何人も拒否された'), (out + err).includes('does not exist')]).toEqual([3, true, false]);
    expect(out.match(/拒否 {2}INVALID_REQUEST_PARAMETER\n/g)).toHaveLength(5);
    expect(await planned()).toBe(people);
  });

  it('are continued after the process was killed, and the person without an answer is not sent again', async () => {
    const people = await planned();
    const child = spawn(process.execPath, [CLI, ...argumentsOf(['--confirm', String(people), '--operator', '田中', '--json'])], {
      env: environment,
    });
    let text = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        // The third person gets no answer.
        if (/"done":2,/.test(text)) setTimeout(() => child.kill('SIGKILL'), 500);
      });
      child.on('exit', () => resolve());
    });
    const { out } = await create(['--json']);
    const whys = linesOf(out).flatMap(({ why }) => why ?? []);
    expect(linesOf(out)[0]?.people).toBe(people - 3);
    expect(['created-before', 'result-unknown'].map((why) => whys.filter((each) => each === why).length)).toEqual([2, 1]);

    await choose('none');
    const rest = await confirm(people - 3, '--json');
    const sent = linesOf(rest.out).filter(({ type }) => type === 'amazon-user-request');
    expect([rest.exit, linesOf(rest.out).find(({ type }) => type === 'amazon-users')?.created]).toEqual([0, people - 3]);
    expect(sent.filter(({ state }) => state === 'unknown')).toHaveLength(1);
    const last = await create([]);
    expect([last.exit, last.out.includes('作成するユーザーはいません')]).toEqual([0, true]);
  }, 120_000);

  it.each([
    ['--confirm', '0'],
    ['--confirm', 'all'],
  ])('refuse %s %s', async (...args) => {
    expect((await create(args)).exit).toBe(2);
  });
});
