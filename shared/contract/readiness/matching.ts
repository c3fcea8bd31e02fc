import { z } from 'zod';
import { CONFIDENCES, EVIDENCE_KEYS } from '../../domain/readiness/evidence/evidence.ts';
import { query } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { DIRECTIONS, FINDING_ORDERS, SINCE, TRIAGE_FILTERS } from './finding-choices.ts';
import { findingCodeSchema, severitySchema, sideSchema } from './readiness.ts';

export const reasonSchema = z.strictObject({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
export const evidenceSchema = z.enum(EVIDENCE_KEYS as [(typeof EVIDENCE_KEYS)[number], ...(typeof EVIDENCE_KEYS)[number][]]);
export const confidenceSchema = z.enum(CONFIDENCES);
export const suggestedAddressSchema = z.strictObject({
  side: z.enum(['neo', 'amazon']),
  address: z.string(),
  /** Texts below `fix.confidence.`. */
  confidence: confidenceSchema,
  /** Why this address is the right one, then whose it is. Texts below `fix.evidence.`. */
  reasons: z.array(evidenceSchema),
});
export const suggestionSchema = suggestedAddressSchema.extend({
  /** The first alternative is as likely: a person must choose. */
  ambiguous: z.boolean(),
  alternatives: z.array(suggestedAddressSchema),
});

export const triageFilterSchema = z.enum(TRIAGE_FILTERS);
export const sinceSchema = z.enum(SINCE);

/** Decision about a finding. `state` is the current one; an expired acceptance stays visible. */
export const rowTriageSchema = z.strictObject({
  state: z.enum(['open', 'assigned', 'accepted']),
  acceptance: z
    .strictObject({
      reason: z.string(),
      /** Its last day, `YYYY-MM-DD`; `null` = without end. */
      until: z.string().nullable(),
      /** `changed`: other evidence than when it was accepted. */
      state: z.enum(['active', 'changed', 'expired']),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  assignment: z.strictObject({ side: z.enum(['neo', 'amazon']).nullable(), person: z.string(), by: z.string(), at: z.string() }).nullable(),
  note: z.string(),
  /** State of the adopted fix; `null` = none. */
  fix: z.enum(['adopted', 'written']).nullable(),
});

/** Number of a finding, valid within one revision. */
export const findingPositionSchema = z.strictObject({ revision: z.number().int(), row: z.number().int().min(0) });

/** One finding as the table shows it. `row` is its stable number within one revision. */
export const findingRowSchema = z.strictObject({
  row: z.number().int(),
  /** The finding's identity, the same in every later run. */
  key: z.string(),
  code: findingCodeSchema,
  severity: severitySchema,
  side: sideSchema,
  /** It is about a setting of the company: of no person, and of no account. */
  ofCompany: z.boolean(),
  neoUserId: z.string().nullable(),
  /** Person for `people.look`; `null` if the finding concerns no one in NEO. */
  personId: z.string().nullable(),
  loginId: z.string().nullable(),
  name: z.string(),
  organization: z.string(),
  workEmail: z.string().nullable(),
  amazonEmail: z.string().nullable(),
  reason: reasonSchema,
  suggestion: suggestionSchema.nullable(),
  triage: rowTriageSchema,
  /** `null`: it was there in the run before, or there was none. */
  since: sinceSchema.nullable(),
  /** Where each person has one row: what else was found about the person under the filter; else 0. */
  others: z.number().int().min(0),
});
export type FindingRow = z.infer<typeof findingRowSchema>;

export const findingFilterSchema = z.strictObject({
  codes: z.array(findingCodeSchema),
  severities: z.array(severitySchema),
  /** An organisation and everything below it; `null` = all. */
  organizationId: z.string().nullable(),
  /** Only the people counted under `codes` as their first closed gate. */
  firstGateOnly: z.boolean(),
  /** Matched after NFKC, case and kana folding, over name, kana, login id, codes, addresses, organisation. */
  search: z.string().max(200),
  triage: triageFilterSchema,
  /** Came or came back with this run; empty = all. */
  since: z.array(sinceSchema),
  /** One row per person with the decisive finding. Findings without a person keep their row. */
  perPerson: z.boolean().default(false),
  /** Who acts; omitted or empty = all. */
  sides: z.array(sideSchema).optional(),
});
export type FindingFilter = z.infer<typeof findingFilterSchema>;

export const findingSortSchema = z.strictObject({
  by: z.enum(FINDING_ORDERS),
  direction: z.enum(DIRECTIONS),
});
export type FindingSort = z.infer<typeof findingSortSchema>;

const personSchema = z.strictObject({
  name: z.string(),
  kana: z.string(),
  loginId: z.string(),
  id: z.string(),
  employeeCode: z.string(),
  title: z.string(),
  state: z.enum(['active', 'suspended', 'login-denied', 'deleted', 'unknown']),
  organizations: z.array(z.string()),
  workEmail: z.string(),
  mobileEmail: z.string(),
  homeEmail: z.string(),
  otherEmail: z.string(),
});
const accountSchema = z.strictObject({
  email: z.string(),
  name: z.string(),
  state: z.enum(['active', 'inactive', 'invited', 'unknown']),
  punchout: z.boolean().nullable(),
  groups: z.array(z.string()),
  invitedOn: z.string().nullable(),
});

/** The person according to the company's directory. */
const directorySchema = z.strictObject({
  /** `unsure`: no key to search by, or several candidates. */
  found: z.enum(['found', 'absent', 'unsure']),
  /** `null` unless found. */
  person: z
    .strictObject({
      mail: z.string(),
      principalName: z.string(),
      accountName: z.string(),
      employeeId: z.string(),
      name: z.string(),
      state: z.enum(['enabled', 'disabled', 'unknown']),
      group: z.string(),
    })
    .nullable(),
});

export const matchingCalls = {
  /** A window of rows. `revision` names the data the numbers belong to; `total` counts the filtered rows. */
  'matching.rows': query(
    z.strictObject({
      filter: findingFilterSchema,
      sort: findingSortSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      revision: z.number().int(),
      total: z.number().int(),
      /** Distinct NEO users of the rows. */
      people: z.number().int(),
      /** Number of findings that pass the filter, which may cover several rows each. All counts below count findings. */
      findings: z.number().int(),
      rows: z.array(findingRowSchema),
      /** Findings per code under the filter without its `codes`: the numbers on the chips. */
      codeCounts: z.array(z.strictObject({ code: findingCodeSchema, findings: z.number().int() })),
      /** Grows with every decision and every undo: windows of one revision but of two versions do not fit together. */
      triageVersion: z.number().int(),
      /** Findings under the filter without its `triage`; every one is `open`, `assigned` or `accepted`, `changed` are some of the accepted; `adopted` may be any. */
      triageCounts: z.strictObject({
        open: z.number().int(),
        assigned: z.number().int(),
        accepted: z.number().int(),
        changed: z.number().int(),
        adopted: z.number().int(),
      }),
      /** Findings under the filter without its `since`. */
      sinceCounts: z.strictObject({ new: z.number().int(), back: z.number().int() }),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Both people behind one row, and the other findings of the same person. `run-not-found` when the revision has passed. */
  'matching.finding': query(
    findingPositionSchema,
    z.strictObject({
      row: findingRowSchema,
      person: personSchema.nullable(),
      account: accountSchema.nullable(),
      /** `null` without a directory, or if the row concerns no person. */
      directory: directorySchema.nullable(),
      others: z.array(findingRowSchema),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
} as const;
