import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { FileTokens } from './file-tokens.ts';

type LoadedFiles = CallOutput<'fixes.loadedFile'>;
type Export = Pick<NonNullable<LoadedFiles['file']>, 'token' | 'reading' | 'takenAt' | 'origin'>;
type Template = Pick<NonNullable<LoadedFiles['template']>, 'token' | 'reading' | 'values' | 'existing'>;

/** Files of one export and its report. */
export interface WrittenFixFiles {
  readonly files: readonly FileToken[];
  readonly report: FileToken;
}

/** Tokens of the files that fix files are made from. Kept when the company is closed and opened again, and lost when the console ends. */
export interface RetainedFixFiles {
  neoExport: Export | null;
  amazonTemplate: Template | null;
  /** Files of exports, by export id. */
  readonly written: Map<number, WrittenFixFiles>;
}

export const createRetainedFixFiles = (): RetainedFixFiles => ({ neoExport: null, amazonTemplate: null, written: new Map() });

/** The files that the console already has for the fix files, so that no window asks for them again. */
export interface FixSources {
  /** Stores the export from which the list was imported, and deletes the previous one. `takenAt`: that of the imported list. */
  keepImported(file: Pick<Export, 'token' | 'reading' | 'takenAt'>): Promise<void>;
  /** Stores the export from which a fix file was written. */
  keepExport(file: Pick<Export, 'token' | 'reading'>): Promise<void>;
  /** Stores the template from which a sheet was written, with its values. */
  keepTemplate(template: Template): Promise<void>;
  /** Returns the files, and why there is no export. Files of another caller are not returned. */
  find(): LoadedFiles;
  /** Files of exports made since the start, by export id. */
  readonly written: Map<number, WrittenFixFiles>;
}

type Read = CallParsedInput<'fixes.previewNeoFile'>['reading'];
const isWorkbook = (name: string): boolean => /\.xls[xm]$/i.test(name);

/** `people` provides the company's current lists. */
export function createFixSources(kept: RetainedFixFiles, files: FileTokens, people: Pick<CompanyFile['people'], 'current'>): FixSources {
  const listed = () => people.current().find(({ side }) => side === 'neo');
  /** Returns a known file; `null` if the token belongs to another caller. */
  const known = (token: string): { readonly name: string; readonly bytes: number } | null => {
    try {
      const { name, bytes } = files.find(token);
      return { name, bytes };
    } catch {
      return null;
    }
  };
  async function replace(previous: string | undefined, token: string): Promise<void> {
    if (previous !== undefined && previous !== token) await files.drop(previous);
  }
  async function keep(file: { readonly token: string; readonly reading: Read; readonly takenAt: string }, origin: Export['origin']) {
    const previous = kept.neoExport?.token;
    kept.neoExport = { ...file, origin };
    await replace(previous, file.token);
  }
  function neoExport(): Pick<LoadedFiles, 'file' | 'missing'> {
    const list = listed();
    if (list === undefined) return { file: null, missing: null };
    const one = kept.neoExport;
    const file = one === null || one.takenAt !== list.takenAt ? null : known(one.token);
    if (one === null || file === null) return { file: null, missing: list.origin === 'file' ? 'ended' : 'server' };
    return isWorkbook(file.name) ? { file: null, missing: 'workbook' } : { file: { ...one, ...file }, missing: null };
  }
  return {
    written: kept.written,
    keepImported: (file) => keep(file, 'imported'),
    async keepExport({ token, reading }) {
      const list = listed();
      if (list === undefined || kept.neoExport?.token === token) return;
      await keep({ token, reading, takenAt: list.takenAt }, 'chosen');
    },
    async keepTemplate(template) {
      const previous = kept.amazonTemplate?.token;
      kept.amazonTemplate = template;
      await replace(previous, template.token);
    },
    find() {
      const one = kept.amazonTemplate;
      const template = one === null ? null : known(one.token);
      return { ...neoExport(), template: one === null || template === null ? null : { ...one, ...template } };
    },
  };
}
