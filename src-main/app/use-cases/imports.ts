import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { Scene } from '../console.ts';
import type { ListFile } from '../engine/engine.ts';
import type { HandlersOf } from './handlers.ts';

export const importHandlers = ({ engine, files, jobs, workspaceChanged, ordersChanged }: Scene): HandlersOf<'imports'> => {
  const listFile = ({ token, kind, reading }: CallParsedInput<'imports.preview'>): ListFile => {
    const { path, name } = files.find(token);
    const { encoding, delimiter, mapping } = reading;
    return { path, name, kind, reading: { ...(encoding && { encoding }), ...(delimiter && { delimiter }), ...(mapping && { mapping }) } };
  };
  return {
    'imports.preview': (input) => engine.previewList(listFile(input)),
    'imports.commit'(input) {
      const file = listFile(input);
      return {
        jobId: jobs.start('import', async (work) => {
          const { rows } = await engine.importList(file, work);
          await (input.kind === 'orders' ? ordersChanged() : workspaceChanged());
          await files.drop(input.token);
          return { rows };
        }),
      };
    },
  };
};
