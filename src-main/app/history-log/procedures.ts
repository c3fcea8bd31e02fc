import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { unwritableOf } from '../unwritable-characters.ts';
import { writeHistoryFile } from './history-file.ts';
import { historyLogService } from './history-log-service.ts';

export const historyLogProcedures = ({ session, files, jobs }: CompanyContext): ProceduresOf<'historyLog'> => {
  const historyLog = historyLogService(session);
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
        const file = await files.add({ path, origin: 'report', name: exportName(name, order.format) });
        return { token: file.token, name: file.name, bytes: file.bytes, entries, ...unwritableOf({ unwritable }, order.encoding) };
      }),
    }),
  };
};
