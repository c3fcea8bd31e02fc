import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { childEnv } from '../../support/child-of-test.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('stopped');
  mkdirSync(join(folder, 'temporary'));
});

/** Each signal starts the command from its sources, which takes long under Wine. */
const SIGNALS = process.platform === 'win32' ? (['SIGINT'] as const) : (['SIGINT', 'SIGTERM', 'SIGHUP'] as const);

it.each(SIGNALS)('a command that works on a copy of a company removes the copy at %s, also while it is open', (signal) => {
  new CompanyFolder(join(folder, 'data', 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z').close();
  const module = pathToFileURL(join(import.meta.dirname, '../../../src-main/hosts/cli/company/command-company.ts')).href;
  const script = `const { openCompanyCopy } = await import(${JSON.stringify(module)});
    const { call } = await openCompanyCopy('自社', ${JSON.stringify(join(folder, 'data'))});
    await call('companies.current', {});
    process.emit(${JSON.stringify(signal)}, ${JSON.stringify(signal)});
    await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  const temporary = join(folder, 'temporary');
  const env = { ...childEnv(), TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const { status, signal: endedBy } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { env, stdio: 'ignore' });
  expect([status, endedBy]).toEqual(process.platform === 'win32' ? [128 + constants.signals[signal], null] : [null, signal]);
  expect(readdirSync(temporary)).toEqual([]);
});
