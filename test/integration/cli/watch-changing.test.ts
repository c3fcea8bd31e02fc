import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditWatchedLists } from '#main/hosts/cli/watch/watch-lists.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('a list overwritten while it is read is reported as such, by name, and not as cut off', async () => {
  const folder = temporaryFolder('changing');
  const path = (name: string): string => join(folder, name);
  try {
    writeMorning(folder);
    writeFileSync(path('amazon.csv'), 'メールアドレス,氏名,役割\ntaro@example.co.jp,taro さん,宇宙飛行士\n');
    const places = {
      neo: path('neo.csv'),
      amazon: path('amazon.csv'),
      organizations: undefined,
      company: undefined,
      dataFolder: undefined,
      mostDays: null,
    };
    const policy = {
      name: '',
      words: {},
      email: DEFAULT_EMAIL_POLICY,
      groups: {},
      amazonUsersFrom: undefined,
      excludedBy: null,
      companyDirectory: null,
    };
    const later = new Date(Date.now() + 60_000);
    const reading = {
      headerRows: {},
      words: {},
      separators: {},
      skipBadRows: false,
      withoutValues: true,
      translate: createTexts('ja'),
      // The warning about an unknown value occurs during the read, so here the export writes the file at that moment.
      warn: () => utimesSync(path('neo.csv'), later, later),
    };
    await expect(auditWatchedLists(places, policy, '2026-11-30', reading, new AbortController().signal)).rejects.toMatchObject({
      failure: { code: 'list-changing', params: { file: 'neo.csv' } },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
