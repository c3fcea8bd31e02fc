import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { ListChanges } from '#shared/contract/imports/list-changes.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { importDirectory } from '../../company/lists/directory-import.ts';
import type { ListFile } from '../../company/lists/list-file.ts';
import { getListRules } from '../../company/lists/list-rules.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import type { JobProgress } from '../services/jobs.ts';
import { createFormerListService } from './former-list-service.ts';
import { createListService } from './list-service.ts';

const MAX_COMPARISONS = 5;

export const createImportProcedures = ({ session, files, jobs, fixSources, directoryService }: CompanyContext): ProceduresOf<'imports'> => {
  const list = createListService(session);
  const formerList = createFormerListService(session);

  const listFile = ({ token, kind, reading }: Pick<CallParsedInput<'imports.preview'>, 'token' | 'kind' | 'reading'>): ListFile => {
    const { path, name } = files.find(token);
    const { encoding, delimiter, mapping, headerRow, words, separators, skipBadRows } = reading;
    return {
      path,
      name,
      kind,
      reading: {
        ...(encoding && { encoding }),
        ...(delimiter && { delimiter }),
        ...(mapping && { mapping }),
        ...(headerRow && { headerRow }),
        ...(words && { words }),
        ...(separators && { separators }),
        ...(skipBadRows && { skipBadRows }),
      },
    };
  };
  /** Results of recent comparisons, by job id. */
  const compared = new Map<string, ListChanges>();
  const compare = (work: (progress: JobProgress) => Promise<ListChanges>): { jobId: string } => {
    const jobId = jobs.start('compare-list', async (progress) => {
      const changes = await work(progress);
      compared.set(jobId, changes);
      for (const old of [...compared.keys()].slice(0, -MAX_COMPARISONS)) compared.delete(old);
      return { gone: changes.gone };
    });
    return { jobId };
  };
  return {
    'imports.preview': (input) => list.previewList(listFile(input)),
    'imports.top': (input) => list.topOfList(listFile(input)),
    async 'imports.badRows'(input) {
      const path = files.temporaryPath();
      const file = listFile(input);
      await list.writeBadRows(file, { path, language: input.language });
      const name = createTexts(input.language)('import.badRow.fileName', { file: file.name.replace(/\.[^.]*$/, '') });
      const { token, name: shown, bytes } = await files.add({ path, origin: 'report', name: `${name}.csv` });
      return { token, name: shown, bytes };
    },
    'imports.compare'(input) {
      const file = { ...listFile(input), kind: input.kind };
      return compare((work) => list.compareList(file, work));
    },
    'imports.changes': ({ jobId }) => ({ changes: compared.get(jobId) ?? null }),
    'imports.commit'(input) {
      const file = listFile(input);
      return {
        jobId: jobs.start('import', async (work) => {
          const taken = await list.importList({ ...file, confirmed: input.confirmed }, work);
          // Keep the file, because the fix file for NEO is made from the same export.
          if (input.kind === 'neo-users') {
            const { encoding, delimiter, mapping } = input.reading;
            await fixSources.keepImported({ token: input.token, reading: { encoding, delimiter, mapping }, takenAt: taken.takenAt });
          } else await files.drop(input.token);
          return { ...taken };
        }),
      };
    },
    async 'imports.readDirectory'({ confirmed }) {
      const adapter = await directoryService.adapter();
      return {
        jobId: jobs.start('read-directory', async (work) => {
          const takenAt = session.timestamp();
          return { ...(await importDirectory(adapter, session.file(), { at: takenAt, confirmed }, work)), takenAt };
        }),
      };
    },
    'imports.present': list.presentLists,
    'imports.former': formerList.formerLists,
    'imports.compareFormer': ({ id }) => compare((work) => formerList.compareFormer(id, work)),
    'imports.takeFormer': ({ id }) => formerList.takeFormer(id),
    'imports.removeDirectory': formerList.removeDirectory,
    'imports.rules': () => getListRules(session.file()),
    'imports.limit': formerList.listLimit,
    'imports.changeLimit': ({ limit }) => formerList.changeListLimit(limit),
  };
};
