import { writeWhole } from '../../files/atomic-file.ts';
import { crashDumps, crashFolder } from '../../storage/crash-dumps.ts';
import type { ConsoleContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import { supportText } from '../support-file.ts';
import type { ConsoleHandlersOf } from './handlers.ts';

/** Enough to see what went before a failure, and still to be read whole. */
const LOG_LINES = 200;

export const supportHandlers = ({
  info,
  companyOf,
  settings,
  files,
  doctor,
  recentLog,
  redact,
}: ConsoleContext): ConsoleHandlersOf<'support'> => ({
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
        company: companyId === null ? null : await (await companyOf(companyId)).engine.supportFacts(),
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
