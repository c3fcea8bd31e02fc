import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { readTextPatientlyAsync } from '../../disk/held-files.ts';
import { writeContentAtomically } from '../../files/atomic-file.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createBookService } from './book.ts';

export const createHandoverBookProcedures = ({
  session,
  files,
  jobs,
  printer,
  secretService,
}: CompanyContext): ProceduresOf<'handoverBook'> => {
  const service = createBookService(session);
  return {
    'handoverBook.write'({ language, form }) {
      if (form === 'pdf' && printer === null) throw new ExpectedError('not-allowed', { reason: 'desktop-only' });
      const jobId = jobs.start('handover-book', async (work) => {
        const path = files.temporaryPath();
        // Update which secrets exist, because one may have been deleted from the keychain.
        await secretService.list();
        const { chapters } = await service.writeBook({ path, language }, work);
        if (form === 'pdf' && printer !== null) await writeContentAtomically(path, await printer.toPdf(await readTextPatientlyAsync(path)));
        const company = session.file().company();
        const file = await files.add({
          path,
          origin: 'report',
          name: formatExportName(createTexts(language)('book.name', { company: company.name }), form),
        });
        return { token: file.token, name: file.name, bytes: file.bytes, chapters };
      });
      return { jobId };
    },
  };
};
