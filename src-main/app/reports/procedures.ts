import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { toUnwritableSummary } from '../unwritable-characters.ts';
import { writeReport } from './report.ts';

export const createReportProcedures = ({ session, files, jobs }: CompanyContext): ProceduresOf<'reports'> => {
  return {
    'reports.write': (order) => ({
      jobId: jobs.start('report', async (work) => {
        const path = files.temporaryPath();
        const written = await writeReport(session, { ...order, path }, work);
        const company = session.file().company();
        const name = createTexts(order.language)('report.fileName', { company: company.name });
        const file = await files.add({ path, origin: 'report', name: formatExportName(name, order.format) });
        return {
          token: file.token,
          name: file.name,
          bytes: file.bytes,
          rows: written.rows,
          ...toUnwritableSummary(written, order.encoding),
        };
      }),
    }),
  };
};
