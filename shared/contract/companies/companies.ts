import { z } from 'zod';
import { DEADLINE_KINDS } from '../../domain/checkout/deadlines.ts';
import { AMAZON_USER_SOURCES } from '../../domain/integration/amazon-users.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { failureSchema } from '../call/result.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { listTimesSchema } from '../orders/clocks.ts';

export const companyKindSchema = z.enum(['production', 'test', 'demo']);

/** Source of the latest list of one side. `takenAt` is the time of the import, ISO 8601 UTC, which shows the age of the data. */
export const listSourceSchema = z.strictObject({
  side: z.enum(['neo', 'amazon', 'directory']),
  origin: z.enum(['server', 'file', 'demo']),
  /** File name or server address, for display. */
  label: z.string(),
  takenAt: z.string(),
  rows: z.number().int(),
  /** Fields missing in the source (field ids of the import mapping). */
  missingFields: z.array(z.string()),
});
export type ListSource = z.infer<typeof listSourceSchema>;

/** A company: one database file, one set of secrets, one color. */
export const companySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: companyKindSchema,
  serverAddress: z.string().nullable(),
  /** True if the company cannot be changed: see `companies.setReadOnly`. */
  readOnly: z.boolean(),
  createdAt: z.string(),
});
export type Company = z.infer<typeof companySchema>;

/** Why a company's file cannot be opened. The other companies are listed anyway. */
export const unreadableCodeSchema = z.enum([
  'company-file-newer',
  'company-file-older',
  'company-file-corrupt',
  'storage-busy',
  'storage-full',
  'storage-unusable',
]);

/** The company's assumptions for matching where the vendors do not document the behavior. */
export const matchingPolicySchema = z.strictObject({
  /** Names of Amazon groups with the purchasing system; empty = not checked. */
  purchasingGroups: z.array(z.string().trim().min(1).max(200)).max(200),
  /** `ignore`: differences in case do not prevent an order. */
  caseComparison: z.enum(['exact', 'ignore']),
  /** How Amazon users are created. Suggestions and the setup guide depend on it. */
  amazonUsersFrom: z.enum(AMAZON_USER_SOURCES).default('invitations'),
});
export type MatchingPolicy = z.infer<typeof matchingPolicySchema>;

/** A company with the age of its data. `revision` increases with every change of its people. */
export const companyDetailsSchema = z.strictObject({
  company: companySchema,
  revision: z.number().int(),
  sources: z.array(listSourceSchema),
  /** The company's domains, and former domains with their replacement, for matching. */
  companyDomains: z.array(z.string()),
  aliasDomains: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  matchingPolicy: matchingPolicySchema,
});
export type CompanyDetails = z.infer<typeof companyDetailsSchema>;

const people = z.number().int().min(0);

/** Numbers saved by a company's last audit; contains no names and no addresses. */
export const auditSnapshotSchema = z.strictObject({
  auditedAt: z.string(),
  /** Day of the audit. */
  day: z.string(),
  inScope: people,
  ready: people,
  blocked: people,
  notChecked: people,
  /** Number of people who cannot order, by the party that must act on their first closed gate; the sum is `blocked`. */
  waiting: z.strictObject({ neo: people, amazon: people, both: people }),
  /** Deadlines after that day, earliest first. */
  endings: z.array(
    z.strictObject({ kind: z.enum(DEADLINE_KINDS), subject: z.string(), count: z.number().int(), day: z.string(), lost: z.boolean() }),
  ),
});
export type AuditSnapshot = z.infer<typeof auditSnapshotSchema>;

const overviewCompanySchema = z.strictObject({
  id: z.string(),
  /** `null` if the file cannot be opened; see `failure`. */
  company: companySchema.nullable(),
  failure: failureSchema.nullable(),
  sources: z.array(listSourceSchema.pick({ side: true, takenAt: true, rows: true })),
  /** Numbers of the last audit; `null` if there was none since these numbers are saved. */
  glance: auditSnapshotSchema.nullable(),
  /** Times of the imports, see `ListTimes`; deadlines of a missing list are not checked. */
  takenAt: listTimesSchema,
});
export type OverviewCompany = z.infer<typeof overviewCompanySchema>;

const nameSchema = z.string().trim().min(1).max(60);

export const companyCalls = {
  /** Lists companies, oldest first. Files that cannot be opened are listed with the reason and are not changed. */
  'companies.list': defineQuery(
    z.strictObject({}),
    z.strictObject({
      companies: z.array(companySchema),
      unreadable: z.array(z.strictObject({ file: z.string(), code: unreadableCodeSchema })),
    }),
    { reads: ['companies'], scope: 'console' },
  ),
  /**
   * Lists all companies with the numbers of their last audit, without running one. Companies that cannot be opened are included with the
   * reason.
   */
  'companies.overview': defineQuery(
    z.strictObject({}),
    z.strictObject({
      today: z.string(),
      companies: z.array(overviewCompanySchema),
    }),
    { reads: ['companies', 'datedChanges', 'server', ...FINDING_TOPICS], heavy: true, scope: 'console' },
  ),
  'companies.create': defineCommand(z.strictObject({ name: nameSchema, kind: z.enum(['production', 'test']) }), companySchema, {
    role: 'serverAdministrator',
    changes: ['companies', 'settings'],
    scope: 'console',
  }),
  /** Starts the demo company's server, creates the company and fills it. Starts a job with result `{ companyId }`. */
  'companies.openDemo': defineCommand(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    role: 'serverAdministrator',
    changes: ['companies', 'settings'],
    job: 'open-demo',
    scope: 'console',
  }),
  /** Stores which company is shown at the next start, and returns it. Any number of companies may be open at the same time. */
  'companies.open': defineCommand(z.strictObject({ id: z.string() }), companyDetailsSchema, {
    role: 'member',
    changes: ['settings'],
    scope: 'console',
  }),
  'companies.rename': defineCommand(z.strictObject({ id: z.string(), name: nameSchema }), companySchema, {
    role: 'serverAdministrator',
    changes: ['companies'],
    scope: 'console',
  }),
  /**
   * Sets the kind to production or test. Leaving production requires the typed name (otherwise `arm-name-differs`); in other cases it is
   * `null`. Afterwards applying is locked. Refused for the demo company (`not-allowed`), a view-only company, and during an apply
   * (`apply-running`).
   */
  'companies.changeKind': defineCommand(
    z.strictObject({ id: z.string(), kind: z.enum(['production', 'test']), typedName: z.string().max(200).nullable() }),
    companySchema,
    { role: 'serverAdministrator', changes: ['companies', 'plan'], scope: 'console' },
  ),
  /**
   * Switches view-only mode on or off; the setting is saved. While it is on, every command that changes drafts, decisions or a server fails
   * with `company-read-only`. Switching it off for a production company requires the typed name (otherwise `arm-name-differs`); in other
   * cases it is `null`. Refused while a run is sending (`apply-running`).
   */
  'companies.setReadOnly': defineCommand(
    z.strictObject({ id: z.string(), readOnly: z.boolean(), typedName: z.string().max(200).nullable() }),
    companySchema,
    { role: 'serverAdministrator', changes: ['companies', 'plan'], scope: 'console' },
  ),
  /**
   * Deletes the company's file and secrets. The name of the company must be repeated. Fails with `keychain-locked` if secrets would remain.
   */
  'companies.delete': defineCommand(z.strictObject({ id: z.string(), confirmName: z.string() }), z.strictObject({}), {
    role: 'serverAdministrator',
    changes: ['companies', 'settings'],
    scope: 'console',
  }),
  'companies.current': defineQuery(z.strictObject({}), companyDetailsSchema, {
    reads: ['companies', 'lists', 'policy', 'calendar', 'findings', 'server'],
  }),
  'companies.changeDomains': defineCommand(
    z.strictObject({
      companyDomains: z.array(z.string().max(253)).max(200),
      aliasDomains: z.array(z.strictObject({ from: z.string().max(253), to: z.string().max(253) })).max(200),
    }),
    companyDetailsSchema,
    { role: 'administrator', changes: ['policy'] },
  ),
  'companies.changeMatchingPolicy': defineCommand(matchingPolicySchema, companyDetailsSchema, {
    role: 'administrator',
    changes: ['policy'],
  }),
} as const;
