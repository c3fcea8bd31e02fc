import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseListOptions } from '#main/hosts/cli/lists/list-options.ts';
import { readDirectoryFiles } from '#main/hosts/cli/lists/read-directory.ts';
import { AUDIT_COMMAND } from '#main/hosts/cli/options/definitions.ts';
import { parseArguments } from '#main/hosts/cli/options/parser.ts';
import { UsageError } from '#main/hosts/cli/options/usage-error.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TEXTS = createTexts('ja');

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('separators');
  // A single cell does not show whether the comma is part of a name.
  writeFileSync(join(folder, 'neo.csv'), 'ログインID,氏名,職場用メールアドレス,所属組織\nabe,阿部 愛,abe@example.co.jp,"営業、企画部"\n');
  writeFileSync(join(folder, 'amazon.csv'), 'メールアドレス,氏名,グループ\nabe@example.co.jp,阿部 愛,"東京,大阪"\n');
});

async function read(...more: string[]) {
  const { values } = parseArguments(AUDIT_COMMAND, ['--neo', 'neo.csv', '--amazon', 'amazon.csv', ...more], TEXTS);
  const reading = { ...(await parseListOptions(values, TEXTS)), translate: TEXTS, warn: () => undefined };
  const files = { neo: join(folder, 'neo.csv'), amazon: join(folder, 'amazon.csv'), organizations: undefined };
  const { directory } = await readDirectoryFiles(files, DEFAULT_EMAIL_POLICY, reading);
  return { neo: directory.neoUsers[0]?.organizations, amazon: directory.amazonUsers[0]?.groups };
}

describe('--separator', () => {
  it('sets the separator between several organizations or groups of one value', async () => {
    expect(await read()).toEqual({ neo: ['営業、企画部'], amazon: ['東京,大阪'] });
    expect(await read('--separator', 'comma')).toEqual({ neo: ['営業、企画部'], amazon: ['東京', '大阪'] });
    expect(await read('--separator', 'neo=ideographic-comma')).toEqual({ neo: ['営業', '企画部'], amazon: ['東京,大阪'] });
    expect(await read('--separator', 'none')).toEqual({ neo: ['営業、企画部'], amazon: ['東京,大阪'] });
  });

  it('of one list overrides that of both', async () => {
    const both = { neo: ['営業', '企画部'], amazon: ['東京', '大阪'] };
    expect(await read('--separator', 'ideographic-comma', '--separator', 'amazon=comma')).toEqual(both);
    expect(await read('--separator', 'amazon=comma', '--separator', 'ideographic-comma')).toEqual(both);
  });

  it.each(['tab', 'organizations=comma', 'neo=', 'neo=tab', ';'])('refuses %s', async (value) => {
    await expect(read('--separator', value)).rejects.toThrow(UsageError);
  });
});
