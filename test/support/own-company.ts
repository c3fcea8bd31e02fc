import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyToDrafts } from '#main/company/drafts/draft-apply.ts';
import { importList } from '#main/company/lists/list-import.ts';
import type { CompanySession } from '#main/company/session.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import type { ListKind } from '#shared/contract/imports/list-kinds.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { createSilentJobContext } from './apply-company.ts';
import { openCompanies } from './engine.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A Thursday, 10:00 in Japan. */
export const TEST_TIME = Date.parse('2026-11-26T01:00:00.000Z');

/** One company in this process, with a clock that only the test advances. */
export interface OwnCompany {
  readonly session: CompanySession;
  /** Folder for files that a test writes. */
  readonly folder: string;
  readonly clock: { now: number };
  /** Imports a list from its lines, header first. */
  take(kind: Exclude<ListKind, 'orders'>, lines: readonly string[]): Promise<void>;
  /** Writes these lines to a file and returns its path. */
  fileOf(name: string, lines: readonly string[]): string;
  draft(section: string, id: string, body: object): void;
  close(): Promise<void>;
}

export async function openOwnCompany(kind: Company['kind'] = 'test', operator = 'tanaka'): Promise<OwnCompany> {
  const folder = temporaryFolder('own-company');
  const clock = { now: TEST_TIME };
  const companies = openCompanies(join(folder, 'companies'), { now: () => clock.now, operator, machine: 'PC01' });
  const { id } = await companies.create({ name: '自社', kind });
  const session = await companies.within(id, async (opened) => opened);
  const fileOf = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    return path;
  };
  return {
    session,
    folder,
    clock,
    fileOf,
    async take(list, lines) {
      const file = { path: fileOf(`${list}.csv`, lines), name: `${list}.csv`, kind: list, reading: {} };
      await importList(file, session.file(), { origin: 'file', at: session.timestamp(), confirmed: undefined }, createSilentJobContext());
      await session.ready();
    },
    draft: (section, draftId, body) =>
      void applyToDrafts(session, { kind: 'put', section, id: draftId, body, note: '' } as unknown as DraftEdit),
    async close() {
      await companies.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
