import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type BundleContent, SECRET_NAMES, type SecretName } from '#shared/contract/connections/secrets.ts';
import { compactGoogleKey } from '#shared/domain/integration/google-key.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { SecretPlace } from '../../company/connections/secret-places.ts';
import { DEFAULT_CONNECTION } from '../../company/connections/stored-connection.ts';
import { type BundleContents, bundledNames, parseBundle, printBundle } from '../../company/secret-bundle-content.ts';
import { requireTrust, trustChanges } from '../../company/trust/trust-changes.ts';
import { readFilePatientlyAsync } from '../../disk/held-files.ts';
import { writeWhole } from '../../files/atomic-file.ts';
import { originOfServer } from '../../groupware/server-address.ts';
import type { CompanyContext, ConsoleContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import { rememberOpened } from '../last-company.ts';
import type { ConsoleProceduresOf, ProceduresOf } from '../procedures-of.ts';
import type { KnownFile } from '../services/file-tokens.ts';
import { keychainFacts, requireKeychain } from '../services/keychain-facts.ts';
import { VERSION } from '../services/version.ts';
import { companyToCarry, fillCarried } from './carried-company.ts';
import { checkBundle, MAX_BUNDLE_BYTES, openBundle, sealBundle } from './secret-bundle.ts';

/** Procedures for the secrets of a company. */
export const secretProcedures = ({ session, files, jobs, secretService, registerSecret }: CompanyContext): ProceduresOf<'secrets'> => {
  /** Returns the values of the selected secrets. Throws `secret-not-set`. */
  async function ticked(names: readonly SecretName[]): Promise<Partial<Record<SecretName, string>>> {
    const values: Partial<Record<SecretName, string>> = {};
    for (const name of SECRET_NAMES) {
      if (!names.includes(name)) continue;
      const value = await secretService.carry(name);
      if (value === null) throw new ExpectedError('secret-not-set', { name });
      values[name] = value;
    }
    return values;
  }

  /**
   * Reads the company and its selected secrets as one consistent state, because another window may change the destination of a secret
   * while the keychain responds.
   */
  async function together(names: readonly SecretName[]) {
    for (;;) {
      const company = companyToCarry(session);
      const carried = await ticked(names);
      if (isDeepStrictEqual(company, companyToCarry(session))) return { company, carried };
    }
  }

  return {
    'secrets.list': () => secretService.list(),
    'secrets.set': ({ name, value, address }) => secretService.set(name, storedForm(name, value), typedPlace(name, address)),
    'secrets.replace': ({ name, value, address }, { signal }) =>
      secretService.replace(name, storedForm(name, value), signal, typedPlace(name, address)),
    'secrets.clear': ({ name }) => secretService.clear(name),
    'secrets.test': ({ name }, { signal }) => secretService.test(name, signal),
    'secrets.exportBundle'({ passphrase, secrets, language }) {
      registerSecret(passphrase);
      return {
        jobId: jobs.start('export-bundle', async (work) => {
          const { company, carried } = await together(secrets);
          const text = printBundle({ createdAt: new Date().toISOString(), writtenBy: VERSION, ...company, secrets: carried });
          work.report({ phase: 'sealing' });
          const sealed = await sealBundle(text, passphrase);
          work.signal.throwIfAborted();
          work.report({ phase: 'writing' });
          const path = files.temporaryPath();
          await writeWhole(path, sealed, work.signal);
          const name = exportName(createTexts(language)('bundle.fileName', { company: company.company.name }), 'tsunagi-bundle');
          const file = await files.add({ path, origin: 'report', name });
          const counts = { objects: company.drafts.objects.length, secrets: Object.keys(carried).length };
          return { token: file.token, name: file.name, bytes: file.bytes, ...counts };
        }),
      };
    },
  };
};

/** Returns the form in which a secret is saved: a key file without the parts that are not needed. */
const storedForm = (name: SecretName, value: string): string => (name === 'directory-password' && compactGoogleKey(value)) || value;

/** Procedures for the storage of secrets on this machine, and for importing companies from another machine. */
export const bundleProcedures = (context: ConsoleContext): ConsoleProceduresOf<'secrets'> => {
  const { companies, inCompany, files, jobs, secrets: keptSecrets, registerSecret, settings, confirmTrust } = context;

  /** Decrypts the transfer file of a token; its secrets are masked in the log from then on. */
  async function openFile(token: string, passphrase: string): Promise<BundleContents> {
    registerSecret(passphrase);
    const contents = parseBundle(await openBundle(await readBundle(files.find(token)), passphrase));
    for (const secret of Object.values(contents.secrets)) registerSecret(secret);
    return contents;
  }

  return {
    async 'secrets.useSession'({ use }) {
      keptSecrets.chooseSession(use);
      return keychainFacts(keptSecrets, await keptSecrets.state());
    },
    async 'secrets.checkBundle'({ token }) {
      checkBundle(await readBundle(files.find(token)));
      return {};
    },
    async 'secrets.previewBundle'({ token, passphrase }): Promise<BundleContent> {
      const contents = await openFile(token, passphrase);
      const existing = (await companies.list()).companies;
      return {
        company: contents.company,
        createdAt: contents.createdAt,
        drafts: contents.drafts.objects.length,
        authorities: contents.settings.network?.extraCa.length ?? 0,
        secrets: bundledNames(contents),
        nameTaken: existing.some(({ name }) => name === contents.company.name),
      };
    },
    'secrets.importBundle': ({ token, passphrase, name, secrets }) => {
      registerSecret(passphrase);
      const file = files.find(token);
      return {
        jobId: jobs.start('import-bundle', null, async (work) => {
          work.report({ phase: 'unsealing' });
          const contents = await openFile(token, passphrase);
          work.signal.throwIfAborted();
          // Check the keychain before the company is created, because a company without its secrets would be incomplete.
          const wanted = bundledNames(contents).filter((each) => secrets.includes(each));
          if (wanted.length > 0) await requireKeychain(keptSecrets);
          const { company, settings: carried, drafts } = contents;
          // The file is untrusted: its creator may have added a certification authority.
          const network = { ...DEFAULT_CONNECTION, ...carried.network };
          // If only the server is new, nothing is confirmed here: the host asks before anything is sent to it.
          const widening = trustChanges(DEFAULT_CONNECTION, network).filter(({ widens }) => widens);
          const { serverAddress } = company;
          const server = serverAddress === null ? [] : [{ kind: 'server', widens: true, params: { address: serverAddress } } as const];
          await requireTrust(confirmTrust, { company: name, changes: widening.length === 0 ? [] : [...server, ...widening] });
          work.signal.throwIfAborted();
          work.report({ phase: 'storing' });
          // Every machine creates its own demo company, so a copy of it becomes a test company.
          const kind = company.kind === 'demo' ? 'test' : company.kind;
          const { id } = await companies.createFilled({ name, kind }, (made, step) =>
            fillCarried(made, { company, settings: carried, drafts }, step),
          );
          try {
            await inCompany(id, async ({ secretService }) => {
              for (const each of wanted) await secretService.set(each, contents.secrets[each] as string);
            });
          } catch (error) {
            // Undo the import, because the keychain may have been locked in the meantime.
            await companies.delete(id, name);
            await keptSecrets.deleteCompany(id);
            throw error;
          }
          await rememberOpened(settings, id);
          if (file.origin === 'upload') await files.drop(token);
          return { companyId: id, objects: drafts.objects.length, secrets: wanted.length };
        }),
      };
    },
  };
};

/** Returns the destination for an entered server address; `null` = the configured one. Throws `server-address-invalid`. */
const typedPlace = (name: SecretName, address: string | undefined): SecretPlace | null =>
  address === undefined || (name !== 'access-key' && name !== 'http-basic-password') ? null : originOfServer(address);

/** Reads the whole file. Throws `file-unreadable`, `file-empty`, `file-too-large`. */
async function readBundle({ path, name }: KnownFile): Promise<Buffer> {
  const unreadable = (): never => {
    throw new ExpectedError('file-unreadable', { file: name });
  };
  const { size } = await stat(path).catch(unreadable);
  if (size === 0) throw new ExpectedError('file-empty', { file: name });
  if (size > MAX_BUNDLE_BYTES) throw new ExpectedError('file-too-large', { file: name, size: MAX_BUNDLE_BYTES / 1024 / 1024 });
  return readFilePatientlyAsync(path).catch(unreadable);
}
