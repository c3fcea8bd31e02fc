import type { CallParsedInput } from '#shared/contract/calls.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { Scene } from '../console.ts';
import type { ListFile } from '../engine/engine.ts';
import type { HandlersOf } from './handlers.ts';

export const importHandlers = ({ engine, files, jobs, workspaceChanged, ordersChanged }: Scene): HandlersOf<'imports'> => {
  const listFile = ({ token, kind, reading }: CallParsedInput<'imports.preview'>): ListFile => {
    const { path, name } = files.find(token);
    const { encoding, delimiter, mapping, headerRow, words, skipBadRows } = reading;
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
        ...(skipBadRows && { skipBadRows }),
      },
    };
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
