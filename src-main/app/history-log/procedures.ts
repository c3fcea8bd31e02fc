import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { toUnwritableSummary } from '../unwritable-characters.ts';
import { writeHistoryFile } from './history-file.ts';
import { createHistoryLogService } from './history-log-service.ts';

export const createHistoryLogProcedures = ({ session, files, jobs }: CompanyContext): ProceduresOf<'historyLog'> => {
  const historyLog = createHistoryLogService(session);
  return {
    'historyLog.list': historyLog.historyLog,
    'historyLog.entry': historyLog.historyEntry,
    'historyLog.has': async ({ hash }) => ({ found: await historyLog.historyHas(hash) }),
    'historyLog.verify': historyLog.verifyHistory,
    'historyLog.export': (order) => ({
      jobId: jobs.start('history-export', async (work) => {
        const path = files.temporaryPath();
        const { entries, unwritable } = await writeHistoryFile(session, { ...order, path }, work);
        const company = session.file().company();
        const name = createTexts(order.language)('historyFile.name', { company: company.name });
        const file = await files.add({ path, origin: 'report', name: formatExportName(name, order.format) });
        return { token: file.token, name: file.name, bytes: file.bytes, entries, ...toUnwritableSummary({ unwritable }, order.encoding) };
      }),
    }),
  };
};
