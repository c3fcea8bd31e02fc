import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTranslator } from 'use-intl/core';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { toPrintableLines, toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import { formatFailure } from '#shared/messages/failure-text.ts';
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { getDefaultDataFolder } from '../../storage/data-folder/data-folder.ts';
import { hasNoSpace } from '../../storage/data-folder/free-space.ts';
import { lockDataFolder } from '../../storage/data-folder/restore-moves.ts';
import { createLog } from '../../storage/log/log.ts';
import { toStorageFailure } from '../../storage/storage-failure.ts';
import { onEndSignal } from '../end-signals.ts';
import { openConsole } from '../open-console.ts';
import { openPermittedLink } from '../policy/open-link.ts';
import { readPageFiles } from '../policy/page-files.ts';
import { createPrintableTexts } from '../printable-texts.ts';
import { getSystemLocale } from '../system-locale.ts';
import { removeInstanceFile, requestLaunchAddress, writeInstanceFile } from './instance-file.ts';
import { createLaunchPage, getLaunchPagePath } from './launch-page.ts';
import { hasDisplay, openBrowser } from './open-browser.ts';
import { startNodeHost } from './server.ts';
import { readStartArguments, type StartArguments } from './start-arguments.ts';
import { createTerminalQuestion } from './terminal-question.ts';

/** The terminal's language; the window has its own setting. */
const language = getSystemLocale().startsWith('ja') ? 'ja' : 'en';
const text = createTranslator({ locale: language, messages: { ja, en }[language].nodeHost });
const print = (line: string): void => void process.stdout.write(`${toPrintableLines(line)}\n`);

/** Runs bundled (`dist/main/node-console.js`) or from source (`src-main/hosts/node/main.ts`). */
const bundled = import.meta.filename.endsWith('.js');
const workerFile = join(import.meta.dirname, bundled ? 'worker.js' : '../worker/start.ts');
const pageFolder = join(import.meta.dirname, bundled ? '../renderer' : '../../../dist/renderer');

/** Exit code of the command line for an unusable data folder. */
const OWN_FAULT = 5;
const SAME_REQUEST_MS = 1_000;
const MAX_SHUTDOWN_MS = 15_000;

/** Prints the address on its own line; with a display, opens the browser on the redirecting page. */
async function show(address: string, page: string, opens: boolean, message: 'running' | 'already'): Promise<void> {
  print(text(opens && message === 'running' ? 'opening' : message));
  print(address);
  // If the browser cannot be opened, the user can use the printed address.
  if (opens && existsSync(page)) await openBrowser(pathToFileURL(page).href).catch(() => undefined);
}

async function serve({ port, openBrowser: wanted, idleMs }: StartArguments, dataFolder: string, release: () => void): Promise<void> {
  const log = createLog({ folder: join(dataFolder, 'log') });
  const console = openConsole({
    host: 'node',
    dataFolder,
    commandProgram: [process.execPath, join(import.meta.dirname, bundled ? 'cli.js' : '../cli/main.ts')],
    log,
    dialogs: null,
    openLink: (link, extraHosts) => openPermittedLink(link, extraHosts, openBrowser),
    confirmTrust: createTerminalQuestion({ input: process.stdin, output: process.stdout, language }),
    workerFile,
    onSettingsSetAside: (path) => print(text('settings-set-aside', { file: path })),
  });
  const { dispatcher, files, close } = console;
  const pagePath = getLaunchPagePath(dataFolder);
  const launchPage = createLaunchPage(pagePath);
  // Removes the file of a killed host.
  launchPage.remove();
  const host = await startNodeHost({
    dispatcher,
    files,
    page: readPageFiles(pageFolder),
    reportBug: log.reportBug,
    launchPage,
    port,
    ...(idleMs === null ? {} : { idle: { afterMs: idleMs, onIdle: () => void end(0) } }),
  });
  log.registerSecret(host.key);
  writeInstanceFile(dataFolder, { pid: process.pid, port: host.port, key: host.key });
  log.info('started', { port: host.port });

  let endingSince: number | null = null;
  const end = async (code: number): Promise<void> => {
    if (endingSince !== null) {
      // A second request ends the process at once. Ctrl+C may arrive twice, from the terminal and from npm; that counts as one request.
      if (Date.now() - endingSince > SAME_REQUEST_MS) process.exit(code || 130);
      return;
    }
    endingSince = Date.now();
    setTimeout(() => process.exit(code), MAX_SHUTDOWN_MS).unref();
    print(text('closing'));
    await host.close();
    await close();
    removeInstanceFile(dataFolder);
    log.info('ended');
    release();
    process.exit(code);
  };
  onEndSignal(() => void end(0));
  const crash = (error: unknown): void => {
    log.reportBug('uncaught', error);
    void end(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  if (hasNoSpace(dataFolder)) print(text('disk-full', { folder: dataFolder }));
  print(text('stop'));
  const address = host.launchUrl();
  const opens = wanted && hasDisplay(process.platform, process.env);
  if (opens) launchPage.write(address);
  await show(address, pagePath, opens, 'running');
}

async function main(): Promise<void> {
  const args = readStartArguments(process.argv.slice(2));
  if (typeof args === 'string') {
    process.stderr.write(`${text('usage', { argument: toPrintableText(args) })}\n`);
    process.exit(2);
  }
  const dataFolder = args.dataFolder ?? getDefaultDataFolder();
  const lock = lockDataFolder(dataFolder);
  if (lock === null) {
    const address = await requestLaunchAddress(dataFolder);
    if (address === null) {
      process.stderr.write(`${text('already-elsewhere')}\n`);
      process.exit(1);
    }
    await show(address, getLaunchPagePath(dataFolder), args.openBrowser && hasDisplay(process.platform, process.env), 'already');
    return;
  }
  try {
    await serve(args, dataFolder, lock.release);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'listen') throw toStorageFailure(error, dataFolder) ?? error;
    // Windows refuses ports in its reserved ranges, and Linux ports below 1024.
    process.stderr.write(`${text(code === 'EADDRINUSE' ? 'port-taken' : 'port-refused', { port: String(args.port) })}\n`);
    process.exit(1);
  }
}

/** An unusable data folder is reported as on the command line. */
await main().catch((error: unknown) => {
  const failure = error instanceof ExpectedError ? error.failure : toStorageFailure(error)?.failure;
  if (failure === undefined) throw error;
  const texts = createPrintableTexts(language);
  const { what, why, next } = formatFailure(failure, (key, values) => texts(`error.${key}`, values));
  process.stderr.write(`${what}\n${why}\n${next}\n`);
  process.exit(OWN_FAULT);
});
