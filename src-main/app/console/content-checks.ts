import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SelfCheckResult } from '#shared/contract/companies/console.ts';
import { CompanyFolder } from '../../storage/company-folder.ts';
import { checkCompanyContent } from '../../storage/database/database-copy.ts';
import { toExpectedFailure } from '../../storage/storage-failure.ts';

type Content = Omit<SelfCheckResult, 'id'>;

/** Returns one check per company file of a data folder. Read-only; a damaged file is a result, not an error. */
export function checkContents(dataFolder: string): readonly SelfCheckResult[] {
  const workspaces = join(dataFolder, 'workspaces');
  const { names, failure } = companiesIn(workspaces);
  if (failure !== null) return [failure];
  if (names.size === 0) return [{ id: 'content', state: 'ok', key: 'content.none', params: {} }];
  return [...names].map(([file, company]) => ({ id: 'content', ...checkContent(join(workspaces, file), company) }));
}

/** Returns the company files with their display names; the file name is used if the company's name cannot be read. */
function companiesIn(workspaces: string): { readonly names: ReadonlyMap<string, string>; readonly failure: SelfCheckResult | null } {
  if (!existsSync(workspaces)) return { names: new Map(), failure: null };
  try {
    const { companies, unreadable } = CompanyFolder.toRead(workspaces).list();
    const read = companies.map(({ id, name }) => [`${id}.tsunagi`, name] as const);
    return { names: new Map([...read, ...unreadable.map(({ file }) => [file, file] as const)]), failure: null };
  } catch (error) {
    if (toExpectedFailure(error) === null) throw error;
    return { names: new Map(), failure: { id: 'content', state: 'failed', key: 'content.busy', params: { company: workspaces } } };
  }
}

function checkContent(path: string, company: string): Content {
  try {
    const check = checkCompanyContent(path);
    if (check === null) return { state: 'warning', key: 'content.unchecked', params: { company } };
    const { rows, changed } = check;
    return changed.length === 0
      ? { state: 'ok', key: 'content.ok', params: { company, rows } }
      : { state: 'failed', key: 'content.changed', params: { company, tables: changed.join(', ') } };
  } catch (error) {
    const code = toExpectedFailure(error)?.failure.code;
    if (code === undefined) throw error;
    return { state: 'failed', key: code === 'company-file-corrupt' ? 'content.unreadable' : 'content.busy', params: { company } };
  }
}
