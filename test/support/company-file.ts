import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import type { HistoryRecord } from '#main/storage/history-log.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Creates the file of a new test company without a server. */
export const newCompanyFile = (path: string): CompanyFile =>
  CompanyFile.create(path, {
    id: 'a',
    name: '自社',
    kind: 'test',
    serverAddress: null,
    readOnly: false,
    createdAt: '2026-11-26T00:00:00.000Z',
  });

/** Creates a company file for each test, in a separate folder. `anew` opens the same file a second time, as the next console would. */
export function companyFileForEach(): { now(): CompanyFile; anew(): CompanyFile } {
  let folder: string;
  let open: CompanyFile[];
  const path = (): string => join(folder, 'a.tsunagi');
  beforeEach(() => {
    folder = temporaryFolder('file');
    open = [newCompanyFile(path())];
  });
  afterEach(() => {
    for (const file of open) file.close();
  });
  return {
    now: () => open[0] as CompanyFile,
    anew() {
      const file = CompanyFile.openToRead(path());
      open.push(file);
      return file;
    },
  };
}

/** Returns a history entry with defaults for all fields that a test does not set. */
export const historyRecord = (changes: Partial<HistoryRecord> = {}): HistoryRecord => ({
  at: '2026-11-26T00:00:00.000Z',
  by: '田中',
  kind: 'put',
  section: null,
  id: '',
  name: '',
  sentence: createPhrase('plan.item.create'),
  reason: '',
  runId: null,
  requestId: null,
  before: null,
  after: null,
  ...changes,
});
