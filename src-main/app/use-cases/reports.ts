import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import { unwritableOf } from '../report-unwritable.ts';
import type { HandlersOf } from './handlers.ts';

export const reportHandlers = ({ engine, files, jobs }: CompanyContext): HandlersOf<'reports'> => ({
  'reports.write': (order) => ({
    jobId: jobs.start('report', async (work) => {
      const path = files.temporaryPath();
      const written = await engine.writeReport({ ...order, path }, work);
      const { profile } = await engine.current();
      const name = createTexts(order.language)('report.fileName', { profile: profile.name });
      const file = await files.add({ path, origin: 'report', name: exportName(name, order.format) });
      return { token: file.token, name: file.name, bytes: file.bytes, rows: written.rows, ...unwritableOf(written, order.encoding) };
    }),
  }),
});
