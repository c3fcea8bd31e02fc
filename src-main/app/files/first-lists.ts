import { createTexts } from '#shared/messages/texts.ts';
import { getBusinessDay } from '../../company/business-day.ts';
import { writePrivateFile } from '../../disk/held-files.ts';
import { recognizeList } from '../../files/lists/recognize-list.ts';
import type { ConsoleContext } from '../context.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';

/** Procedures for the first two lists before a company exists: detection of their kind, and example files. */
export const createFirstListProcedures = ({
  files,
}: Pick<ConsoleContext, 'files'>): Pick<ConsoleProceduresOf<'files'>, 'files.recognize' | 'files.example'> => ({
  'files.recognize'({ token }) {
    const { path, name } = files.find(token);
    return recognizeList(path, name);
  },
  async 'files.example'({ list, language }) {
    // Loaded on demand, because the console otherwise does not need the demo company.
    const [{ createDemoCompany, DEMO_SEED }, { exportDemoList }] = await Promise.all([
      import('../../sandbox/company/company.ts'),
      import('../../sandbox/demo-files.ts'),
    ]);
    const company = createDemoCompany(DEMO_SEED, getBusinessDay(Date.now()));
    // The example contains no unknown words, so that no question interrupts the first import.
    const amazonUsers = company.amazonUsers.filter(({ unclear }) => unclear === undefined);
    const { content, ending } = await exportDemoList({ ...company, amazonUsers }, list);
    const path = files.temporaryPath();
    writePrivateFile(path, content, 'wx');
    return files.add({ path, origin: 'report', name: `${createTexts(language)(`import.example.${list}`)}.${ending}` });
  },
});
