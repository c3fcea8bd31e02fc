import { createTexts } from '#shared/messages/texts.ts';
import type { Scene } from '../console.ts';
import { exportName } from '../export-name.ts';
import { unwritableOf } from '../report-unwritable.ts';
import type { HandlersOf } from './handlers.ts';

export const reportHandlers = ({ engine, files, jobs }: Scene): HandlersOf<'reports'> => ({
  'reports.write': (order) => ({
    jobId: jobs.start('report', async (work) => {
      const path = files.temporaryPath();
      const written = await engine.writeReport({ ...order, path }, work);
      const workspace = await engine.current();
      const name = createTexts(order.language)('report.fileName', { profile: workspace?.profile.name ?? '' });
      const file = await files.add({ path, origin: 'report', name: exportName(name, order.format) });
      return { token: file.token, name: file.name, bytes: file.bytes, rows: written.rows, ...unwritableOf(written, order.encoding) };
    }),
  }),
});
