import { randomBytes } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { Settings } from '#shared/contract/companies/console.ts';
import { type Application, createApplication } from '../../app/application.ts';
import { runDoctor } from '../../app/console/doctor.ts';
import type { Preferences } from '../../app/ports.ts';
import { createFileTokens } from '../../app/services/file-tokens.ts';
import { createSecrets } from '../../app/services/secrets.ts';
import { createTrustKeys } from '../../app/services/trust-keys.ts';
import { getBusinessDay } from '../../company/business-day.ts';
import { getCallerId, getCurrentCaller, OPERATOR_ID, runForCaller } from '../../company/caller.ts';
import { createCompanies } from '../../company/companies.ts';
import { getAccountName } from '../../company/operator.ts';
import { createRedactor } from '../../redaction/redactor.ts';
import { CompanyFolder } from '../../storage/company-folder.ts';
import { hasNoSpace } from '../../storage/data-folder/free-space.ts';
import { type LockedFolder, makeLockedFolder } from '../../storage/data-folder/locked-folder.ts';
import { createSessionKeychain, type Keychain } from '../../storage/keychain.ts';
import { linkThreads } from './link.ts';
import { type ApplicationFunctions, type ApplicationThreadData, type HostFunctions, NOTIFICATIONS_TO_HOST } from './protocol.ts';

/** Runs the whole application in this thread. */
function serveApplication({ info, settings: atStart, commandProgram, has, isTeam }: ApplicationThreadData, port: MessagePort): void {
  const host = linkThreads<HostFunctions, ApplicationFunctions>(
    port,
    {
      call: (name, input, context) => application.call(name, input, context),
      cancel: (callId) => application.cancel(callId),
      settingsChanged: (changed) => settings.changed(changed),
      addFile: (file, owner) => runForOwner(owner, () => files.add(file)),
      findFile: (token, owner) => runForOwner(owner, () => files.find(token)),
      temporaryPath: () => files.temporaryPath(),
      takeNotices: () => application.takeNotices(),
      async close() {
        await application.close();
        files.close();
        elsewhere?.remove();
      },
    },
    NOTIFICATIONS_TO_HOST,
  );

  const redactor = createRedactor();
  const registerSecret = (value: string): void => {
    redactor.registerSecret(value);
    void host.registerSecret(value);
  };
  const settings = isTeam
    ? createMemberPreferences(atStart, (change, owner) => host.changeSettings(change, owner))
    : mirrorOf(atStart, (change) => host.changeSettings(change, OPERATOR_ID));
  const keychain: Keychain = {
    kind: 'system',
    async get(company, name) {
      const secret = await host.keychainGet(company, name);
      if (secret !== null) registerSecret(secret);
      return secret;
    },
    set(company, name, secret) {
      registerSecret(secret);
      return host.keychainSet(company, name, secret);
    },
    delete: (company, name) => host.keychainDelete(company, name),
    deleteCompany: (company) => host.keychainDeleteCompany(company),
    state: () => host.keychainState(),
    probe: () => host.keychainProbe(),
  };
  const { dataFolder } = info;
  const elsewhere = hasNoSpace(dataFolder) ? makeTemporaryElsewhere() : null;
  const temporary = join(elsewhere?.path ?? dataFolder, 'temporary');
  const files = createFileTokens(temporary);
  const secrets = createSecrets(keychain, createSessionKeychain(registerSecret));
  const application: Application = createApplication({
    info,
    commandProgram,
    companies: createCompanies({
      folder: new CompanyFolder(join(dataFolder, 'workspaces')),
      // Loaded on demand: the demo's servers are a quarter of the application.
      async startDemo() {
        const { startDemoCompany } = await import('./demo-company.ts');
        return startDemoCompany({ demo: join(dataFolder, 'demo'), temporary }, getBusinessDay(Date.now()));
      },
      now: Date.now,
      operator: getAccountName(),
      machine: hostname(),
      trustKeys: createTrustKeys(secrets),
    }),
    settings,
    secrets,
    files,
    dialogs: has.dialogs
      ? {
          choose: (endings) => host.chooseFile(endings),
          save: (suggestedName) => host.saveFile(suggestedName),
          show: (file) => void host.showFile(file),
        }
      : null,
    printer: has.printer ? { toPdf: (html) => host.printToPdf(html) } : null,
    openLink: (link, extraHosts) => host.openLink(link, extraHosts),
    confirmTrust: (question) => host.confirmTrust(question, getCallerId()),
    team: isTeam
      ? {
          members: () => host.teamMembers(),
          changeMember: (id, change, by) => host.teamChangeMember(id, change, by),
          endSession: (id, by) => host.teamEndSession(id, by),
          readAccessLog: (limit) => host.teamReadAccessLog(limit),
          notifyApproval: (notice) => host.teamNotifyApproval(notice),
          checkState: (company) => host.teamCheckState(company),
          saveCheckSchedule: (company, schedule) => host.teamSaveCheckSchedule(company, schedule),
          deleteChecks: (company) => host.teamDeleteChecks(company),
          reportCheck: (notice) => host.teamReportCheck(notice),
        }
      : null,
    teamServers: has.teamServers
      ? {
          list: () => host.teamServersList(),
          connect: (address) => host.teamServersConnect(address),
          open: (address, company) => host.teamServersOpen(address, company),
          cancel: (address) => host.teamServersCancel(address),
          forget: (address) => host.teamServersForget(address),
        }
      : null,
    doctor: async () => ({ checks: [...(await runDoctor({ dataFolder, keychain }))] }),
    reportBug(where, error) {
      const ref = randomBytes(4).toString('hex');
      // Properties of an error may not be transferable, but its text always is.
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      host.noteBug(where, error instanceof Error ? error : words, ref).catch(() => host.noteBug(where, words, ref));
      return ref;
    },
    registerSecret,
    proxyResolver: has.proxies
      ? { system: (url) => host.systemProxy(url), script: (url, scriptUrl) => host.scriptProxy(url, scriptUrl) }
      : null,
    env: process.env,
    redact: redactor.text,
    recentLog: (count) => host.recentLog(count),
  });
  application.on((event, data, owner) => void host.event(event, data, owner));
}

/** Creates a folder for uploads and reports in the system's temporary folder; `null` if that disk is full too. */
function makeTemporaryElsewhere(): LockedFolder | null {
  const parent = tmpdir();
  return hasNoSpace(parent) ? null : makeLockedFolder(parent, 'tsunagi-host-');
}

/** Creates the application's copy of the host's settings; the host stores changes. */
function mirrorOf(
  atStart: Settings,
  change: (wanted: Partial<Settings>) => Promise<Settings>,
): Preferences & { changed(settings: Settings): void } {
  const listeners = new Set<Parameters<Preferences['onChange']>[0]>();
  let current = atStart;
  return {
    get: () => current,
    // The host sends `settingsChanged` before its response, so the copy is already updated.
    change,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed(settings) {
      current = settings;
      for (const listener of listeners) listener(settings, null);
    },
  };
}

/** Settings of the person of the current call, which the host passes with the caller. Work of the server itself uses the defaults. */
function createMemberPreferences(
  defaults: Settings,
  change: (wanted: Partial<Settings>, owner: string) => Promise<Settings>,
): Preferences & { changed(settings: Settings): void } {
  const listeners = new Set<Parameters<Preferences['onChange']>[0]>();
  return {
    get: () => getCurrentCaller()?.member?.settings ?? defaults,
    async change(wanted) {
      const owner = getCallerId();
      const changed = await change(wanted, owner);
      for (const listener of listeners) listener(changed, owner);
      return changed;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed: () => undefined,
  };
}

const runForOwner = <T>(id: string, work: () => T): T => runForCaller({ id, window: '', source: 'window', name: '' }, work);

if (parentPort === null) throw new Error('The application runs in a thread of its own; start a host instead.');
const port = parentPort;
/** Receives the first message, which contains the data; later messages are calls. */
const begin = (data: ApplicationThreadData): void => {
  serveApplication(data, port);
  port.off('message', begin);
};
port.on('message', begin);
