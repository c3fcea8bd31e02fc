import { z } from 'zod';
import { CONFIDENCES, EVIDENCE_KEYS } from '../../domain/readiness/evidence/evidence.ts';
import { defineQuery } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { FINDING_SORT_FIELDS, SINCE_FILTERS, SORT_DIRECTIONS, TRIAGE_FILTERS } from './finding-choices.ts';
import { findingCodeSchema, severitySchema, sideSchema } from './readiness.ts';

export const reasonTextSchema = z.strictObject({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
export const evidenceSchema = z.enum(EVIDENCE_KEYS as [(typeof EVIDENCE_KEYS)[number], ...(typeof EVIDENCE_KEYS)[number][]]);
export const confidenceSchema = z.enum(CONFIDENCES);
export const suggestedAddressSchema = z.strictObject({
  side: z.enum(['neo', 'amazon']),
  address: z.string(),
  /** Texts below `fix.confidence.`. */
  confidence: confidenceSchema,
  /** Evidence for the address, then for the owner. Texts below `fix.evidence.`. */
  reasons: z.array(evidenceSchema),
});
export const suggestionSchema = suggestedAddressSchema.extend({
  /** True if the first alternative is equally likely, so that a user must choose. */
  ambiguous: z.boolean(),
  alternatives: z.array(suggestedAddressSchema),
});

export const triageFilterSchema = z.enum(TRIAGE_FILTERS);
export const sinceFilterSchema = z.enum(SINCE_FILTERS);

/** Decision about a finding. `state` is the present one; an expired acceptance is still included. */
export const rowTriageSchema = z.strictObject({
  state: z.enum(['open', 'assigned', 'accepted']),
  acceptance: z
    .strictObject({
      reason: z.string(),
      /** Last day of the acceptance, `YYYY-MM-DD`; `null` = without end. */
      until: z.string().nullable(),
      /** `changed`: the evidence differs from that at the time of acceptance. */
      state: z.enum(['active', 'changed', 'expired']),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  assignment: z.strictObject({ side: z.enum(['neo', 'amazon']).nullable(), person: z.string(), by: z.string(), at: z.string() }).nullable(),
  note: z.string(),
  /** State of the adopted fix; `null` if there is none. */
  fix: z.enum(['adopted', 'written']).nullable(),
});

/** The address that corrects a finding: that of the adopted fix, else the suggested one, else that of an invitation. */
export const correctionSchema = z.strictObject({
  state: z.enum(['adopted', 'suggested', 'invitation']),
  /** The side on which the address is changed. */
  side: z.enum(['neo', 'amazon']),
  /** The present address on that side; `''` = none. */
  from: z.string(),
  to: z.string(),
  /** True if another suggestion is equally likely, so that a user must choose. */
  ambiguous: z.boolean(),
});

/** Number of a finding, valid within one revision. */
export const findingPositionSchema = z.strictObject({ revision: z.number().int(), row: z.number().int().min(0) });

/** One row of the table of findings. `row` is its number within one revision. */
export const findingRowSchema = z.strictObject({
  row: z.number().int(),
  /** Identity of the finding, the same in all runs. */
  key: z.string(),
  code: findingCodeSchema,
  severity: severitySchema,
  side: sideSchema,
  /** True if the finding concerns a setting of the company, and no person or account. */
  ofCompany: z.boolean(),
  neoUserId: z.string().nullable(),
  /** Person for `people.look`; `null` if the finding concerns no person in NEO. */
  personId: z.string().nullable(),
  loginId: z.string().nullable(),
  name: z.string(),
  organization: z.string(),
  workEmail: z.string().nullable(),
  amazonEmail: z.string().nullable(),
  reason: reasonTextSchema,
  suggestion: suggestionSchema.nullable(),
  /** Omitted if no address corrects the finding, and outside `matching.rows`. */
  correction: correctionSchema.optional(),
  triage: rowTriageSchema,
  /** Whether the finding is new or returned; `null` if it existed in the previous run or there was none. */
  since: sinceFilterSchema.nullable(),
  /** With one row per person, the number of further findings of the person under the filter; otherwise 0. */
  others: z.number().int().min(0),
});
export type FindingRow = z.infer<typeof findingRowSchema>;

export const findingFilterSchema = z.strictObject({
  codes: z.array(findingCodeSchema),
  severities: z.array(severitySchema),
  /** Only people of an organization and its descendants; `null` = all. */
  organizationId: z.string().nullable(),
  /** Only people whose first closed gate has one of `codes`. */
  firstGateOnly: z.boolean(),
  /** Searches name, kana, login id, codes, addresses and organization; NFKC, case and kana are normalized. */
  search: z.string().max(200),
  triage: triageFilterSchema,
  /** New or returned in this run; empty = all. */
  since: z.array(sinceFilterSchema),
  /** True for one row per person, with the decisive finding. Findings without a person keep their row. */
  perPerson: z.boolean().default(false),
  /** Responsible sides; omitted or empty = all. */
  sides: z.array(sideSchema).optional(),
});
export type FindingFilter = z.infer<typeof findingFilterSchema>;

export const findingSortSchema = z.strictObject({
  by: z.enum(FINDING_SORT_FIELDS),
  direction: z.enum(SORT_DIRECTIONS),
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

/** The person in the company's directory. */
const directorySchema = z.strictObject({
  /** `unsure`: there are no search keys, or several candidates. */
  found: z.enum(['found', 'absent', 'unsure']),
  /** The directory entry; `null` unless found. */
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
  /** A page of rows. `revision` is that of the row numbers; `total` counts the rows that match the filter. */
  'matching.rows': defineQuery(
    z.strictObject({
      filter: findingFilterSchema,
      sort: findingSortSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      revision: z.number().int(),
      total: z.number().int(),
      /** Number of distinct NEO users in the rows. */
      people: z.number().int(),
      /** Number of findings that match the filter; one row may stand for several. All counts below count findings. */
      findings: z.number().int(),
      rows: z.array(findingRowSchema),
      /** Indexes in the whole list at which a group of `fixes.worklist` begins; empty for orders that are not grouped. */
      groupStarts: z.array(z.number().int()),
      /** Number of findings per code under the filter without `codes`. */
      codeCounts: z.array(z.strictObject({ code: findingCodeSchema, findings: z.number().int() })),
      /** Increases with every decision and undo. Pages of one revision with different versions do not belong together. */
      triageVersion: z.number().int(),
      /**
       * Number of findings under the filter without `triage`. Each is `open`, `assigned` or `accepted`; `changed` are part of `accepted`;
       * `adopted` may be any of them.
       */
      triageCounts: z.strictObject({
        open: z.number().int(),
        assigned: z.number().int(),
        accepted: z.number().int(),
        changed: z.number().int(),
        adopted: z.number().int(),
      }),
      /** Number of findings under the filter without `since`. */
      sinceCounts: z.strictObject({ new: z.number().int(), back: z.number().int() }),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /**
   * The person and the account of one row, and the other findings of the person. Fails with `run-not-found` if the revision is no longer
   * available.
   */
  'matching.finding': defineQuery(
    findingPositionSchema,
    z.strictObject({
      row: findingRowSchema,
      person: personSchema.nullable(),
      account: accountSchema.nullable(),
      /** The person in the directory; `null` without a directory, or if the row concerns no person. */
      directory: directorySchema.nullable(),
      others: z.array(findingRowSchema),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
} as const;
