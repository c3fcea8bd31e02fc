import { getBusinessDay } from '../../../company/business-day.ts';
import { runSandbox, type SandboxMessage } from '../../../sandbox/run.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { makeFolder } from '../../../storage/data-folder/make-folder.ts';
import { toStorageFailure } from '../../../storage/storage-failure.ts';
import { onFirstEndSignal } from '../../end-signals.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { SANDBOX_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { requireOutputWritten } from '../output/standard-output.ts';

/** Converts an event of the sandbox to the type of an output line. */
type NewsLine<N extends SandboxMessage> = N extends SandboxMessage ? { readonly type: N['key'] } & N['params'] : never;

/** `tsunagi sandbox`: runs the demo company's server until the process is ended. Exit 2 if it cannot start. */
export const runSandboxCommand = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(SANDBOX_COMMAND, args, async ({ values: { port, 'data-dir': dataFolder, server, folder }, translate, output }) => {
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw UsageError.value(`--port ${port.slice(0, 60)}`, '0-65535');
    if (folder !== undefined && !/^(?:\/[\w.-]+)+$/.test(folder))
      throw UsageError.value(`--folder ${folder.slice(0, 60)}`, '/cgi-bin/dneo');
    let sandbox: Sandbox;
    try {
      if (dataFolder !== undefined) makeFolder(dataFolder);
      sandbox = await runSandbox({
        port: Number(port),
        ...(dataFolder !== undefined && { dataFolder }),
        ...(folder !== undefined && { folder }),
        platform: server,
        today: getBusinessDay(Date.now()),
        print({ key, params }) {
          output.result({ type: key, ...params } as NewsLine<SandboxMessage>);
          output.print(translate(`sandbox.${key}`, params));
        },
      });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE') throw new UsageError(translate('cli.usage.portTaken', { port }));
      if (dataFolder !== undefined && toStorageFailure(error, dataFolder)?.failure.code === 'storage-unusable')
        throw new UsageError(translate('cli.usage.noFolder', { folder: dataFolder }));
      throw error;
    }
    try {
      // The sandbox cannot be used if its address and key were not printed.
      await requireOutputWritten();
      await new Promise<void>((resolve) => onFirstEndSignal(resolve));
    } finally {
      await sandbox.close();
    }
    return EXIT_CODES.fine;
  });
