import { z } from 'zod';
import { command, query } from '../call/define.ts';
import { companyKindSchema } from '../companies/companies.ts';
import { LONGEST_SECRET, SHORTEST_PASSPHRASE } from './secret-limits.ts';

/** Every secret a company can have; also the names under which the keychain keeps them. */
export const SECRET_NAMES = [
  'access-key',
  'catalog-password',
  'http-basic-password',
  'proxy-password',
  'client-certificate-passphrase',
  'directory-password',
] as const;
export const secretNameSchema = z.enum(SECRET_NAMES);
export type SecretName = z.infer<typeof secretNameSchema>;

/** Not empty, and no NUL: the keychains of the systems end a text there. */
export const secretValueSchema = z
  .string()
  .min(1)
  .max(LONGEST_SECRET)
  .refine((value) => !value.includes('\0'));
const passphraseSchema = z.string().min(SHORTEST_PASSPHRASE).max(1_024);

/**
 * Why the system's keychain cannot be used. Texts below `keychain.why.<why>` (`what` and the `next` step). `denied`: the user refused the
 * system's question. `timeout`: the question was not answered. `restarted`: the keychain service was restarted, so this console must be
 * restarted too.
 */
export const KEYCHAIN_PROBLEMS = ['libsecret', 'addon', 'dbus', 'service', 'locked', 'denied', 'timeout', 'restarted', 'other'] as const;
export type KeychainProblem = (typeof KEYCHAIN_PROBLEMS)[number];

export const keychainSchema = z.strictObject({
  state: z.enum(['ok', 'unavailable', 'locked']),
  /** `null` while it works. */
  why: z.enum(KEYCHAIN_PROBLEMS).nullable(),
  /** The system's own message, for the machine's administrator. */
  reason: z.string(),
  /** The user chose to have secrets remembered until the console ends, wherever the keychain cannot take them. */
  sessionChosen: z.boolean(),
});
export type KeychainFacts = z.infer<typeof keychainSchema>;

/** What is known of a secret; never the value, its length or anything made from it. */
export const secretSchema = z.strictObject({
  name: secretNameSchema,
  /** `unreachable`: it was put into the keychain, and the keychain cannot be asked now. */
  state: z.enum(['set', 'session-only', 'not-set', 'unreachable']),
  /**
   * It was set once and is missing now: kept in memory until the console ended, removed from the keychain, or replaced by a copy of this
   * company's data (`set-elsewhere`), whose value may belong to another server.
   */
  gone: z.enum(['session-ended', 'removed', 'set-elsewhere']).nullable(),
  setAt: z.string().nullable(),
  /** When this very value last passed a test. */
  verifiedAt: z.string().nullable(),
  /** Grows with every value and every clearing; 0 = never set. */
  generation: z.number().int(),
  /** The generation that the server last took; `null` = none. */
  appliedGeneration: z.number().int().nullable(),
  /** What it is for, and the only place it is sent to: an origin, a fingerprint, `amazon`, `demo`; `null` = no place was known yet, or it is not set. */
  boundTo: z.string().nullable(),
  /** Whether `secrets.test` can test it now, and `secrets.replace` tests a new one first. */
  testable: z.boolean(),
});
export type SecretFacts = z.infer<typeof secretSchema>;

const named = z.strictObject({ name: secretNameSchema });
/** `address`: of key and password of the groupware the server they are for, where that is not the stored one: as it is typed now. */
const given = z.strictObject({ name: secretNameSchema, value: secretValueSchema, address: z.string().max(2_048).optional() });

/** The contents of a bundle, known once its passphrase was accepted. */
export const bundleContentSchema = z.strictObject({
  company: z.strictObject({ name: z.string(), kind: companyKindSchema, serverAddress: z.string().nullable() }),
  createdAt: z.string(),
  drafts: z.number().int(),
  /** Certification authorities that the company trusts besides the usual ones. */
  authorities: z.number().int(),
  secrets: z.array(secretNameSchema),
  /** A company of this name is here already: the new one needs another. */
  nameTaken: z.boolean(),
});
export type BundleContent = z.infer<typeof bundleContentSchema>;

/**
 * Secrets of the open company. They go one way: no call answers a value.
 * What writes fails with `keychain-unavailable` or `keychain-locked` (with `why`) unless `secrets.useSession` was chosen.
 */
export const secretCalls = {
  'secrets.list': query(z.strictObject({}), z.strictObject({ keychain: keychainSchema, secrets: z.array(secretSchema) }), {
    // What a password was verified with is drafted; a keychain is not asked at every pause in typing.
    reads: ['secrets', 'server', 'companies', 'drafts'],
    heavy: true,
  }),
  /** Stores a value and replaces a former one. `server-address-invalid` if `address` is not an address. */
  'secrets.set': command(given, secretSchema, { changes: ['secrets', 'history'], recorded: true }),
  /** Tests the new value first where it can be tested; only then it takes the place of the old one. On any failure the old one stays. */
  'secrets.replace': command(given, secretSchema, { changes: ['secrets', 'history'], recorded: true }),
  'secrets.clear': command(named, secretSchema, { changes: ['secrets', 'history'], recorded: true }),
  /** Tests the value that is kept. `secret-not-set`, `secret-bound-elsewhere`, `secret-not-testable`, or the failure of the test itself. */
  'secrets.test': command(named, secretSchema, { changes: ['secrets', 'history'], whileReadOnly: 'allowed' }),
  /** From now until the console ends, secrets that the keychain cannot take are remembered in memory; `false` takes that back for later ones. */
  'secrets.useSession': command(z.strictObject({ use: z.boolean() }), keychainSchema, { changes: ['secrets'], scope: 'console' }),
  /**
   * Writes the company's drafts, settings and the ticked secrets into one encrypted file (docs/bundle.md):
   * a job whose result is `{ token, name, bytes, objects, secrets }`. `secret-not-set` for a ticked one that is not there,
   * `secret-bound-elsewhere` for one that is for another server than the company's.
   */
  'secrets.exportBundle': command(
    z.strictObject({
      passphrase: passphraseSchema,
      secrets: z.array(secretNameSchema).max(SECRET_NAMES.length),
      language: z.enum(['ja', 'en']),
    }),
    z.strictObject({ jobId: z.string() }),
    { changes: 'nothing', job: 'export-bundle', whileReadOnly: 'allowed' },
  ),
  /** What a passphrase need not be asked for: `bundle-foreign`, `bundle-newer`, `bundle-damaged`, `bundle-cost-refused`. */
  'secrets.checkBundle': command(z.strictObject({ token: z.string() }), z.strictObject({}), {
    changes: 'nothing',
    scope: 'console',
    whileReadOnly: 'allowed',
  }),
  /** Opens a bundle and returns its contents; changes nothing. */
  'secrets.previewBundle': query(z.strictObject({ token: z.string(), passphrase: z.string().max(1_024) }), bundleContentSchema, {
    reads: ['companies'],
    scope: 'console',
  }),
  /** Makes a new company of a bundle, with those of its secrets that are ticked: a job whose result is `{ companyId, objects, secrets }`. */
  'secrets.importBundle': command(
    z.strictObject({
      token: z.string(),
      passphrase: z.string().max(1_024),
      name: z.string().trim().min(1).max(60),
      secrets: z.array(secretNameSchema).max(SECRET_NAMES.length),
    }),
    z.strictObject({ jobId: z.string() }),
    { changes: ['companies', 'settings'], job: 'import-bundle', scope: 'console', recorded: true },
  ),
} as const;
