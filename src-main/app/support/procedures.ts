import { writeContentAtomically } from '../../files/atomic-file.ts';
import { getCrashFolder, listCrashDumps } from '../../storage/log/crash-dumps.ts';
import type { ConsoleContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';
import { getSupportFacts } from './support-facts.ts';
import { formatSupportFile } from './support-file.ts';

/** Number of log lines: enough to show what preceded a failure, and still readable. */
const LOG_LINES = 200;

export const createSupportProcedures = ({
  info,
  inCompany,
  settings,
  files,
  doctor,
  recentLog,
  redact,
}: ConsoleContext): ConsoleProceduresOf<'support'> => ({
  async 'support.preview'({ companyId }) {
    const { checks } = await doctor();
    const text = redact(
      formatSupportFile({
        madeAt: new Date().toISOString(),
        info,
        versions: process.versions,
        arch: process.arch,
        checks,
        settings: settings.get(),
        company: companyId === null ? null : await inCompany(companyId, ({ session }) => getSupportFacts(session)),
        crashes: listCrashDumps(getCrashFolder(info.dataFolder)),
        log: await recentLog(LOG_LINES),
      }),
    );
    const path = files.temporaryPath();
    await writeContentAtomically(path, text);
    const { token, name, bytes } = await files.add({ path, origin: 'report', name: formatExportName('tsunagi-support', 'json') });
    return { token, name, bytes, text };
  },
});
