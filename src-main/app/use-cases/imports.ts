import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { ListChanges } from '#shared/contract/list-changes.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import type { ListFile } from '../engine/engine.ts';
import type { JobProgress } from '../jobs.ts';
import type { HandlersOf } from './handlers.ts';

const KEPT_COMPARISONS = 5;

export const importHandlers = ({ engine, files, jobs, workspaceChanged, ordersChanged }: CompanyContext): HandlersOf<'imports'> => {
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
  /** What the last comparisons found, by their jobs. */
  const compared = new Map<string, ListChanges>();
  const compare = (work: (progress: JobProgress) => Promise<ListChanges>): { jobId: string } => {
    const jobId = jobs.start('compare-list', async (progress) => {
      const changes = await work(progress);
      compared.set(jobId, changes);
      for (const old of [...compared.keys()].slice(0, -KEPT_COMPARISONS)) compared.delete(old);
      return { gone: changes.gone };
    });
    return { jobId };
  };
  return {
    'imports.preview': (input) => engine.previewList(listFile(input)),
    'imports.top': (input) => engine.topOfList(listFile(input)),
    async 'imports.badRows'(input) {
      const path = files.temporaryPath();
      const file = listFile(input);
      await engine.writeBadRows(file, { path, language: input.language });
      const name = createTexts(input.language)('import.badRow.fileName', { file: file.name.replace(/\.[^.]*$/, '') });
      const { token, name: shown, bytes } = await files.add({ path, origin: 'report', name: `${name}.csv` });
      return { token, name: shown, bytes };
    },
    'imports.compare'(input) {
      const file = { ...listFile(input), kind: input.kind };
      return compare((work) => engine.compareList(file, work));
    },
    'imports.changes': ({ jobId }) => ({ changes: compared.get(jobId) ?? null }),
    'imports.commit'(input) {
      const file = listFile(input);
      return {
        jobId: jobs.start('import', async (work) => {
          const { rows } = await engine.importList({ ...file, confirmed: input.confirmed }, work);
          await (input.kind === 'orders' ? ordersChanged() : workspaceChanged());
          await files.drop(input.token);
          return { rows };
        }),
      };
    },
    'imports.former': () => engine.formerLists(),
    'imports.compareFormer': ({ id }) => compare((work) => engine.compareFormer(id, work)),
    async 'imports.takeFormer'({ id }) {
      const taken = await engine.takeFormer(id);
      await workspaceChanged();
      return taken;
    },
    async 'imports.removeDirectory'() {
      const removed = await engine.removeDirectory();
      await workspaceChanged();
      return removed;
    },
    'imports.limit': () => engine.listLimit(),
    'imports.changeLimit': ({ limit }) => engine.changeListLimit(limit),
  };
};
