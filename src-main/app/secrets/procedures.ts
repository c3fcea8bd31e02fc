import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type BundleContent, SECRET_NAMES, type SecretName } from '#shared/contract/connections/secrets.ts';
import { compactGoogleKey } from '#shared/domain/integration/google-key.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { SecretDestinationId } from '../../company/connections/secret-destination-ids.ts';
import { DEFAULT_CONNECTION } from '../../company/connections/stored-connection.ts';
import { type BundleContents, formatBundle, listBundledSecretNames, parseBundle } from '../../company/secret-bundle-content.ts';
import { compareTrustedConnections, requireTrust } from '../../company/trust/trust-changes.ts';
import { readFilePatientlyAsync } from '../../disk/held-files.ts';
import { writeContentAtomically } from '../../files/atomic-file.ts';
import { parseServerOrigin } from '../../groupware/server-address.ts';
import type { CompanyContext, ConsoleContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import { rememberOpenedCompany } from '../last-company.ts';
import type { ConsoleProceduresOf, ProceduresOf } from '../procedures-of.ts';
import type { KnownFile } from '../services/file-tokens.ts';
import { requireKeychain, toKeychainFacts } from '../services/keychain-facts.ts';
import { VERSION } from '../services/version.ts';
import { fillImportedCompany, toBundledCompany } from './carried-company.ts';
import { checkBundle, MAX_BUNDLE_BYTES, openBundle, sealBundle } from './secret-bundle.ts';

/** Procedures for the secrets of a company. */
export const createSecretProcedures = ({
  session,
  files,
  jobs,
  secretService,
  registerSecret,
}: CompanyContext): ProceduresOf<'secrets'> => {
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
      const company = toBundledCompany(session);
      const carried = await ticked(names);
      if (isDeepStrictEqual(company, toBundledCompany(session))) return { company, carried };
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
          const text = formatBundle({ createdAt: new Date().toISOString(), writtenBy: VERSION, ...company, secrets: carried });
          work.report({ phase: 'sealing' });
          const sealed = await sealBundle(text, passphrase);
          work.signal.throwIfAborted();
          work.report({ phase: 'writing' });
          const path = files.temporaryPath();
          await writeContentAtomically(path, sealed, work.signal);
          const name = formatExportName(createTexts(language)('bundle.fileName', { company: company.company.name }), 'tsunagi-bundle');
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
export const createBundleProcedures = (context: ConsoleContext): ConsoleProceduresOf<'secrets'> => {
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
      return toKeychainFacts(keptSecrets, await keptSecrets.state());
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
        secrets: listBundledSecretNames(contents),
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
          const wanted = listBundledSecretNames(contents).filter((each) => secrets.includes(each));
          if (wanted.length > 0) await requireKeychain(keptSecrets);
          const { company, settings: carried, drafts } = contents;
          // The file is untrusted: its creator may have added a certification authority.
          const network = { ...DEFAULT_CONNECTION, ...carried.network };
          // If only the server is new, nothing is confirmed here: the host asks before anything is sent to it.
          const widening = compareTrustedConnections(DEFAULT_CONNECTION, network).filter(({ widens }) => widens);
          const { serverAddress } = company;
          const server = serverAddress === null ? [] : [{ kind: 'server', widens: true, params: { address: serverAddress } } as const];
          await requireTrust(confirmTrust, { company: name, changes: widening.length === 0 ? [] : [...server, ...widening] });
          work.signal.throwIfAborted();
          work.report({ phase: 'storing' });
          // Every machine creates its own demo company, so a copy of it becomes a test company.
          const kind = company.kind === 'demo' ? 'test' : company.kind;
          const { id } = await companies.createFilled({ name, kind }, (made, step) =>
            fillImportedCompany(made, { company, settings: carried, drafts }, step),
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
          await rememberOpenedCompany(settings, id);
          if (file.origin === 'upload') await files.drop(token);
          return { companyId: id, objects: drafts.objects.length, secrets: wanted.length };
        }),
      };
    },
  };
};

/** Returns the destination for an entered server address; `null` = the configured one. Throws `server-address-invalid`. */
const typedPlace = (name: SecretName, address: string | undefined): SecretDestinationId | null =>
  address === undefined || (name !== 'access-key' && name !== 'http-basic-password') ? null : parseServerOrigin(address);

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
