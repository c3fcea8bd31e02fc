import { writeWhole } from '../../files/atomic-file.ts';
import { crashDumps, crashFolder } from '../../storage/log/crash-dumps.ts';
import type { ConsoleContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';
import { supportFactsOf } from './support-facts.ts';
import { supportText } from './support-file.ts';

/** Number of log lines: enough to show what preceded a failure, and still readable. */
const LOG_LINES = 200;

export const supportProcedures = ({
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
      supportText({
        madeAt: new Date().toISOString(),
        info,
        versions: process.versions,
        arch: process.arch,
        checks,
        settings: settings.get(),
        company: companyId === null ? null : await inCompany(companyId, ({ session }) => supportFactsOf(session)),
        crashes: crashDumps(crashFolder(info.dataFolder)),
        log: await recentLog(LOG_LINES),
      }),
    );
    const path = files.temporaryPath();
    await writeWhole(path, text);
    const { token, name, bytes } = await files.add({ path, origin: 'report', name: exportName('tsunagi-support', 'json') });
    return { token, name, bytes, text };
  },
});
