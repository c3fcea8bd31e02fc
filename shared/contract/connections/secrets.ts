import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';
import { companyKindSchema } from '../companies/companies.ts';
import { getLongestSecret, MAX_KEY_FILE_LENGTH, MIN_PASSPHRASE_LENGTH } from './secret-limits.ts';

/** All secrets of a company. The keychain stores them under these names. */
export const SECRET_NAMES = [
  'access-key',
  'catalog-password',
  'http-basic-password',
  'proxy-password',
  'client-certificate-passphrase',
  'directory-password',
  'amazon-client-secret',
  'amazon-refresh-token',
] as const;
export const secretNameSchema = z.enum(SECRET_NAMES);
export type SecretName = z.infer<typeof secretNameSchema>;

/** A non-empty text without NUL, at which the systems' keychains end a text. */
export const secretValueSchema = z
  .string()
  .min(1)
  .max(MAX_KEY_FILE_LENGTH)
  .refine((value) => !value.includes('\0'));
const passphraseSchema = z.string().min(MIN_PASSPHRASE_LENGTH).max(1_024);

/**
 * Why the system's keychain cannot be used. Texts below `keychain.why.<why>` (`what` and `next`). `denied`: the user denied access in the
 * system's dialog. `timeout`: the dialog was not answered. `restarted`: the keychain service was restarted, so this console must be
 * restarted too.
 */
export const KEYCHAIN_PROBLEMS = ['libsecret', 'addon', 'dbus', 'service', 'locked', 'denied', 'timeout', 'restarted', 'other'] as const;
export type KeychainProblem = (typeof KEYCHAIN_PROBLEMS)[number];

export const keychainSchema = z.strictObject({
  state: z.enum(['ok', 'unavailable', 'locked']),
  /** The problem; `null` if the keychain works. */
  why: z.enum(KEYCHAIN_PROBLEMS).nullable(),
  /** Message of the operating system, for the administrator of the machine. */
  reason: z.string(),
  /** True if the user chose to keep secrets in memory until the console ends when the keychain cannot store them. */
  sessionChosen: z.boolean(),
});
export type KeychainFacts = z.infer<typeof keychainSchema>;

/** Facts about a secret; never its value or length, or anything derived from it. */
export const secretSchema = z.strictObject({
  name: secretNameSchema,
  /** `unreachable`: the secret was stored in the keychain, which cannot be read now. */
  state: z.enum(['set', 'session-only', 'not-set', 'unreachable']),
  /**
   * Why a secret that was set before is missing: it was in memory until the console ended, was removed from the keychain, or belongs to
   * another copy of this company's data (`set-elsewhere`), whose value may be for another server.
   */
  gone: z.enum(['session-ended', 'removed', 'set-elsewhere']).nullable(),
  setAt: z.string().nullable(),
  /** When the present value last passed a test. */
  verifiedAt: z.string().nullable(),
  /** Increases whenever the value is set or cleared; 0 = never set. */
  generation: z.number().int(),
  /**
   * The only destination to which the secret is sent: an origin, a fingerprint, `amazon` or `demo`; `null` if it was unknown when the
   * secret was set, or if the secret is not set.
   */
  boundTo: z.string().nullable(),
  /** True if `secrets.test` can test the secret now. `secrets.replace` then tests a new value first. */
  testable: z.boolean(),
});
export type SecretFacts = z.infer<typeof secretSchema>;

const named = z.strictObject({ name: secretNameSchema });
/** `address`: for key and password of the groupware, the server as typed now, if it differs from the saved one. */
const given = z
  .strictObject({ name: secretNameSchema, value: secretValueSchema, address: z.string().max(2_048).optional() })
  .refine(({ name, value }) => value.length <= getLongestSecret(name));

/** Content of a transfer file, known after its passphrase was accepted. */
export const bundleContentSchema = z.strictObject({
  company: z.strictObject({ name: z.string(), kind: companyKindSchema, serverAddress: z.string().nullable() }),
  createdAt: z.string(),
  drafts: z.number().int(),
  /** Number of certification authorities that the company trusts in addition to the usual ones. */
  authorities: z.number().int(),
  secrets: z.array(secretNameSchema),
  /** True if a company of this name exists here, so that the new one needs another name. */
  nameTaken: z.boolean(),
});
export type BundleContent = z.infer<typeof bundleContentSchema>;

/**
 * Secrets of the open company. No call returns a value. Calls that write fail with `keychain-unavailable` or `keychain-locked` (with `why`)
 * unless `secrets.useSession` was chosen.
 */
export const secretCalls = {
  'secrets.list': defineQuery(z.strictObject({}), z.strictObject({ keychain: keychainSchema, secrets: z.array(secretSchema) }), {
    // Depends on drafts, because passwords are verified with drafted values. Marked as heavy, so that the keychain is not read after each
    // pause in typing.
    reads: ['secrets', 'server', 'companies', 'drafts'],
    heavy: true,
  }),
  /** Stores a value, replacing a former one. Fails with `server-address-invalid` if `address` is not a valid address. */
  'secrets.set': defineCommand(given, secretSchema, { role: 'administrator', changes: ['secrets', 'history'], recorded: true }),
  /** Stores a value like `secrets.set`, but tests it first if possible. After any failure the former value stays. */
  'secrets.replace': defineCommand(given, secretSchema, { role: 'administrator', changes: ['secrets', 'history'], recorded: true }),
  'secrets.clear': defineCommand(named, secretSchema, { role: 'administrator', changes: ['secrets', 'history'], recorded: true }),
  /** Tests the stored value. Fails with `secret-not-set`, `secret-bound-elsewhere`, `secret-not-testable`, or the failure of the test. */
  'secrets.test': defineCommand(named, secretSchema, { role: 'administrator', changes: ['secrets', 'history'], whileReadOnly: 'allowed' }),
  /** Keeps secrets that the keychain cannot store in memory until the console ends; `false` stops this for secrets set later. */
  'secrets.useSession': defineCommand(z.strictObject({ use: z.boolean() }), keychainSchema, {
    role: 'local',
    changes: ['secrets'],
    scope: 'console',
  }),
  /**
   * Writes the company's drafts, settings and the selected secrets into one encrypted file (docs/bundle.md). Starts a job with result `{
   * token, name, bytes, objects, secrets }`. Fails with `secret-not-set` if a selected secret is missing, and with `secret-bound-elsewhere`
   * if it is for another server than the company's.
   */
  'secrets.exportBundle': defineCommand(
    z.strictObject({
      passphrase: passphraseSchema,
      secrets: z.array(secretNameSchema).max(SECRET_NAMES.length),
      language: z.enum(['ja', 'en']),
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'administrator', changes: 'nothing', job: 'export-bundle', whileReadOnly: 'allowed' },
  ),
  /** Checks everything that needs no passphrase. Fails with `bundle-foreign`, `bundle-newer`, `bundle-damaged` or `bundle-cost-refused`. */
  'secrets.checkBundle': defineCommand(z.strictObject({ token: z.string() }), z.strictObject({}), {
    role: 'serverAdministrator',
    changes: 'nothing',
    scope: 'console',
    whileReadOnly: 'allowed',
  }),
  /** Decrypts a transfer file and returns its content; changes nothing. */
  'secrets.previewBundle': defineQuery(z.strictObject({ token: z.string(), passphrase: z.string().max(1_024) }), bundleContentSchema, {
    role: 'serverAdministrator',
    reads: ['companies'],
    scope: 'console',
  }),
  /** Creates a new company from a transfer file with the selected secrets. Starts a job with result `{ companyId, objects, secrets }`. */
  'secrets.importBundle': defineCommand(
    z.strictObject({
      token: z.string(),
      passphrase: z.string().max(1_024),
      name: z.string().trim().min(1).max(60),
      secrets: z.array(secretNameSchema).max(SECRET_NAMES.length),
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'serverAdministrator', changes: ['companies', 'settings'], job: 'import-bundle', scope: 'console', recorded: true },
  ),
} as const;
