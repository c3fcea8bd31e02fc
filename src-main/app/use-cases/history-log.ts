import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import type { HandlersOf } from './handlers.ts';

export const historyLogHandlers = ({ engine, files, jobs }: CompanyContext): HandlersOf<'historyLog'> => ({
  'historyLog.list': (window) => engine.historyLog(window),
  'historyLog.entry': (at) => engine.historyEntry(at),
  'historyLog.verify': () => engine.verifyHistory(),
  'historyLog.export': (order) => ({
    jobId: jobs.start('history-export', async (work) => {
      const path = files.temporaryPath();
      const { entries } = await engine.exportHistory({ ...order, path }, work);
      const { profile } = await engine.current();
      const name = createTexts(order.language)('historyFile.name', { profile: profile.name });
      const file = await files.add({ path, origin: 'report', name: exportName(name, order.format) });
      return { token: file.token, name: file.name, bytes: file.bytes, entries };
    }),
  }),
});
