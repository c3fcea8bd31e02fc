import type { Companies } from '#main/app/engine/companies.ts';
import type { Engine } from '#main/app/engine/engine.ts';
import { type CompaniesParts, createLocalCompanies } from '#main/app/engine/local-companies.ts';
import { WorkspaceFolder } from '#main/storage/workspace-folder.ts';

type Options = Partial<Omit<CompaniesParts, 'folder'>>;

/** One company's engine, with the end of everything that was opened for it. */
export type OpenEngine = Engine & Pick<Companies, 'close'>;

/** The companies of a folder, without a demo company. */
export const openCompanies = (folder: string | WorkspaceFolder, options: Options = {}): Companies =>
  createLocalCompanies({
    folder: typeof folder === 'string' ? new WorkspaceFolder(folder) : folder,
    startDemo: () => Promise.reject(new Error('not here')),
    now: Date.now,
    ...options,
  });

/** One of them alone. */
export function openEngine(folder: string | WorkspaceFolder, id: string, options: Options = {}): OpenEngine {
  const companies = openCompanies(folder, options);
  return { ...companies.of(id), close: () => companies.close() };
}
