import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Translate } from '#shared/messages/texts.ts';
import { formatPerson } from '../../../company/operator.ts';
import { removeFolder, tryToRemove, writePrivateFile } from '../../../disk/held-files.ts';
import { makeLockedFolder } from '../../../storage/data-folder/locked-folder.ts';
import { SEALED_SECRETS, SealedSecrets, WrongMasterKeyError } from '../../../storage/sealed-secrets.ts';
import { onFirstEndSignal } from '../../end-signals.ts';
import { DEMO_ROLES, startDemoProvider } from '../../server/demo-provider.ts';
import { findFreePort } from '../../server/free-port.ts';
import { ConfigError, parseServerConfig, type ServerConfig } from '../../server/server-config.ts';
import { openServerDatabase, openTeam, readConfigFile, readMasterKey, startTeamServer } from '../../server/team-server.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { SERVE_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import type { Output } from '../output/output.ts';
import { requireOutputWritten } from '../output/standard-output.ts';

/** Port of the demo: a fixed address can be bookmarked. */
const DEMO_PORT = 8480;
const CLIENT_ID = 'tsunagi-demo';

/** The application's files, beside the bundle or in the source. */
const bundled = import.meta.filename.endsWith('.js');
const PROGRAM = {
  worker:
    [join(import.meta.dirname, 'worker.js'), join(import.meta.dirname, '../worker.js')].find((path) => bundled && existsSync(path)) ??
    join(import.meta.dirname, '../../worker/start.ts'),
  page:
    [join(import.meta.dirname, '../renderer'), join(import.meta.dirname, '../../renderer')].find((path) => bundled && existsSync(path)) ??
    join(import.meta.dirname, '../../../../dist/renderer'),
};

/** `tsunagi serve`: runs a team server until the process is ended. Exit 2 if the configuration cannot be used. */
export const runServe = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(SERVE_COMMAND, args, async ({ values, translate, output }) => {
    const {
      config: configFile,
      demo,
      port,
      'new-recovery-code': newRecoveryCode,
      'rotate-key': nextKeyFile,
      'access-log': accessLog,
    } = values;
    if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535))
      throw UsageError.value(`--port ${port.slice(0, 60)}`, '0-65535');
    if (demo === (configFile !== undefined)) throw new UsageError(translate('serve.needsConfig'));
    try {
      if (configFile === undefined) return await serveDemo(port === undefined ? DEMO_PORT : Number(port));
      const text = readConfigFile('--config', configFile);
      const config = parseServerConfig(text, configFile, process.env);
      if (newRecoveryCode) return await makeRecoveryCode(config);
      if (nextKeyFile !== undefined) return rotateKey(config, nextKeyFile);
      if (accessLog) return await printAccessLog(config, translate, output);
      return await serve(port === undefined ? config : { ...config, listen: { ...config.listen, port: Number(port) } });
    } catch (error) {
      if (error instanceof WrongMasterKeyError) throw new UsageError(translate('serve.wrongKey'));
      if (error instanceof ConfigError)
        throw new UsageError(translate('serve.config', { file: configFile ?? '', problems: error.message }));
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
        throw new UsageError(translate('cli.usage.portTaken', { port: port ?? '' }));
      throw error;
    }

    async function serve(config: ServerConfig, isDemo = false): Promise<ExitCode> {
      const server = await startTeamServer(config, PROGRAM);
      try {
        if (isDemo) await server.openDemo();
        output.result({ type: 'listening', address: config.publicUrl });
        output.print(translate('serve.listening', { url: config.publicUrl }));
        if (isDemo) output.print(translate('serve.demo'));
        output.print(translate('serve.stop'));
        await requireOutputWritten();
        await new Promise<void>((resolve) => onFirstEndSignal(resolve));
      } finally {
        await server.close();
      }
      return EXIT_CODES.fine;
    }

    /** Starts with a provider of its own and temporary data, which are deleted at the end. */
    async function serveDemo(wanted: number): Promise<ExitCode> {
      const folder = makeLockedFolder(tmpdir(), 'tsunagi-serve-');
      const own = wanted === 0 ? await findFreePort() : wanted;
      const publicUrl = `http://localhost:${own}`;
      const provider = await startDemoProvider({
        clientId: CLIENT_ID,
        redirectUri: `${publicUrl}/sign-in/callback`,
        postLogoutUri: `${publicUrl}/sign-in`,
        backChannelUri: `${publicUrl}/back-channel-logout`,
      });
      try {
        const masterKeyFile = join(folder.path, 'master.key');
        writePrivateFile(masterKeyFile, randomBytes(32).toString('base64'), 'wx');
        const oidc = {
          issuer: provider.issuer,
          clientId: CLIENT_ID,
          scopes: ['openid', 'profile', 'email'],
          rolesClaim: 'roles',
          roles: DEMO_ROLES,
        };
        const dataFolder = join(folder.path, 'data');
        return await serve({ publicUrl, listen: { host: '127.0.0.1', port: own }, dataFolder, masterKeyFile, oidc }, true);
      } finally {
        await provider.close();
        tryToRemove(() => removeFolder(folder.path));
        folder.remove();
      }
    }

    async function makeRecoveryCode({ dataFolder }: ServerConfig): Promise<ExitCode> {
      const { team, close } = openTeam(dataFolder);
      try {
        const code = await team.createRecoveryCode();
        output.result({ type: 'recoveryCode', code });
        output.print(translate('serve.recoveryCode', { code }));
        output.print(translate('serve.recoveryKeep'));
        await requireOutputWritten();
      } finally {
        close();
      }
      return EXIT_CODES.fine;
    }

    function rotateKey({ dataFolder, masterKeyFile }: ServerConfig, nextKey: string): ExitCode {
      const next = readMasterKey(nextKey);
      const master = readMasterKey(masterKeyFile);
      const secrets = openServerDatabase(join(dataFolder, SEALED_SECRETS), (path) => new SealedSecrets(path, master, () => undefined));
      try {
        secrets.rotate(next);
      } finally {
        secrets.close();
      }
      output.print(translate('serve.rotated'));
      return EXIT_CODES.fine;
    }
  });

/** Prints the entries of the access log, oldest first. The server may be running. */
async function printAccessLog({ dataFolder }: ServerConfig, translate: Translate, output: Output): Promise<ExitCode> {
  const { team, close } = openTeam(dataFolder);
  try {
    for (const { at, person, event, subject, detail } of await team.describeAccessLog()) {
      output.result({ type: 'access', at, person, event, subject, detail });
      const words = translate(`team.log.event.${event}`, { name: subject?.name ?? '' });
      output.print(`${at} ${person === null ? '-' : formatPerson(person.name, person.account)} ${words}`);
    }
    await requireOutputWritten();
  } finally {
    close();
  }
  return EXIT_CODES.fine;
}
