import { z } from 'zod';
import { DEADLINE_KINDS } from '../../domain/checkout/deadlines.ts';
import { SECTIONS } from '../../domain/drafts/sections.ts';
import { AMAZON_USERS_FROM } from '../../domain/integration/amazon-users.ts';
import { command, query } from '../call/define.ts';
import { failureSchema } from '../call/result.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { listTimesSchema } from '../orders/clocks.ts';

export const companyKindSchema = z.enum(['production', 'test', 'demo']);

/** Where the people of one side last came from. `takenAt` is ISO 8601 UTC: the age of the data. */
export const sourceSchema = z.strictObject({
  side: z.enum(['neo', 'amazon', 'directory']),
  origin: z.enum(['server', 'file', 'demo']),
  /** File name or server address, for the reader. */
  label: z.string(),
  takenAt: z.string(),
  rows: z.number().int(),
  /** Fields the source does not hold (field ids of the import mapping). */
  missingFields: z.array(z.string()),
});
export type Source = z.infer<typeof sourceSchema>;

/** A company: one database file, one set of secrets, one colour. */
export const companySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: companyKindSchema,
  serverAddress: z.string().nullable(),
  /** Nothing of the company is changed while it is set: see `companies.setReadOnly`. */
  readOnly: z.boolean(),
  createdAt: z.string(),
});
export type Company = z.infer<typeof companySchema>;

/** Why a company's file cannot be opened; the other companies are listed all the same. */
export const unreadableCodeSchema = z.enum([
  'company-file-newer',
  'company-file-older',
  'company-file-corrupt',
  'storage-busy',
  'storage-full',
  'storage-unusable',
]);

/** What a company decides about matching, where the vendors publish no answer. */
export const matchingPolicySchema = z.strictObject({
  /** Names of Amazon groups with the purchasing system; empty = not checked. */
  purchasingGroups: z.array(z.string().trim().min(1).max(200)).max(200),
  /** `ignore`: differences in case do not block an order. */
  caseComparison: z.enum(['exact', 'ignore']),
  /** How Amazon users are created; advice and the guide depend on it. */
  amazonUsersFrom: z.enum(AMAZON_USERS_FROM).default('invitations'),
});
export type MatchingPolicy = z.infer<typeof matchingPolicySchema>;

/** A company with the age of its data. `revision` grows with every change of its people. */
export const companyDetailsSchema = z.strictObject({
  company: companySchema,
  revision: z.number().int(),
  sources: z.array(sourceSchema),
  /** Company domains and old-to-new domains used when matching. */
  companyDomains: z.array(z.string()),
  aliasDomains: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  matchingPolicy: matchingPolicySchema,
});
export type CompanyDetails = z.infer<typeof companyDetailsSchema>;

/** Which kinds of data a company has. Cheap: no audit and no lint. */
export const companyContentSchema = z.strictObject({
  /** Order requests were taken in. */
  orders: z.boolean(),
  /** The server's objects were read, or a draft differs from what the server is known to have. */
  plan: z.boolean(),
  /** Sections of drafts with an object. */
  sections: z.array(z.enum(SECTIONS)),
});
export type CompanyContent = z.infer<typeof companyContentSchema>;

const people = z.number().int().min(0);

/** What a company's last audit kept, in numbers: no names of people, no addresses. */
export const auditSnapshotSchema = z.strictObject({
  auditedAt: z.string(),
  /** The business day of that audit. */
  day: z.string(),
  inScope: people,
  ready: people,
  blocked: people,
  notChecked: people,
  /** Who has to act for those who cannot order, by the first closed gate of each; they add up to `blocked`. */
  waiting: z.strictObject({ neo: people, amazon: people, both: people }),
  /** What ends on the days after it, the earliest first. */
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
  sources: z.array(sourceSchema.pick({ side: true, takenAt: true, rows: true })),
  /** `null` while nothing was audited since this is kept. */
  glance: auditSnapshotSchema.nullable(),
  /** See `ListTimes`: deadlines of a missing list are not checked. */
  takenAt: listTimesSchema,
});
export type OverviewCompany = z.infer<typeof overviewCompanySchema>;

const nameSchema = z.string().trim().min(1).max(60);

export const companyCalls = {
  /** Oldest first. Files that cannot be opened are listed with the reason and not changed. */
  'companies.list': query(
    z.strictObject({}),
    z.strictObject({
      companies: z.array(companySchema),
      unreadable: z.array(z.strictObject({ file: z.string(), code: unreadableCodeSchema })),
    }),
    { reads: ['companies'], scope: 'console' },
  ),
  /** All companies with the numbers of their last audit. Runs no audit; companies that cannot be opened are included with the reason. */
  'companies.overview': query(
    z.strictObject({}),
    z.strictObject({
      today: z.string(),
      companies: z.array(overviewCompanySchema),
    }),
    { reads: ['companies', 'datedChanges', 'server', ...FINDING_TOPICS], heavy: true, scope: 'console' },
  ),
  'companies.create': command(z.strictObject({ name: nameSchema, kind: z.enum(['production', 'test']) }), companySchema, {
    changes: ['companies', 'settings'],
    scope: 'console',
  }),
  /** Starts the demo company's server, creates the company and fills it: a job whose result is `{ companyId }`. */
  'companies.openDemo': command(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    changes: ['companies', 'settings'],
    job: 'open-demo',
    scope: 'console',
  }),
  /** Notes which company the next start shows, and answers it. Any number of companies may be worked with at once. */
  'companies.open': command(z.strictObject({ id: z.string() }), companyDetailsSchema, { changes: ['settings'], scope: 'console' }),
  'companies.rename': command(z.strictObject({ id: z.string(), name: nameSchema }), companySchema, {
    changes: ['companies'],
    scope: 'console',
  }),
  /**
   * Sets production or test. Leaving production requires the typed name (`arm-name-differs`), otherwise `null`; applying is locked
   * afterwards. Refused for the demo company (`not-allowed`), a view-only company, and during an apply (`apply-running`).
   */
  'companies.changeKind': command(
    z.strictObject({ id: z.string(), kind: z.enum(['production', 'test']), typedName: z.string().max(200).nullable() }),
    companySchema,
    { changes: ['companies', 'plan'], scope: 'console' },
  ),
  /**
   * Switches read-only mode on or off; durable. While it is on, every command that changes drafts, decisions or a server fails with
   * `company-read-only`. Switching it off for a production company requires the typed name (`arm-name-differs`); otherwise `null`.
   * Refused while a run is sending (`apply-running`).
   */
  'companies.setReadOnly': command(
    z.strictObject({ id: z.string(), readOnly: z.boolean(), typedName: z.string().max(200).nullable() }),
    companySchema,
    { changes: ['companies', 'plan'], scope: 'console' },
  ),
  /** Deletes the company's file and its secrets; the company's name must be given again. `keychain-locked` where the secrets would stay. */
  'companies.delete': command(z.strictObject({ id: z.string(), confirmName: z.string() }), z.strictObject({}), {
    changes: ['companies', 'settings'],
    scope: 'console',
  }),
  'companies.current': query(z.strictObject({}), companyDetailsSchema, {
    reads: ['companies', 'lists', 'policy', 'calendar', 'findings', 'server'],
  }),
  'companies.possessions': query(z.strictObject({}), companyContentSchema, { reads: ['orders', 'drafts', 'plan'], heavy: true }),
  'companies.changeDomains': command(
    z.strictObject({
      companyDomains: z.array(z.string().max(253)).max(200),
      aliasDomains: z.array(z.strictObject({ from: z.string().max(253), to: z.string().max(253) })).max(200),
    }),
    companyDetailsSchema,
    { changes: ['policy'] },
  ),
  'companies.changeMatchingPolicy': command(matchingPolicySchema, companyDetailsSchema, { changes: ['policy'] }),
} as const;
