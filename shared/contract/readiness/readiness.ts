import { z } from 'zod';
import { FINDING_CODES } from '../../domain/readiness/finding.ts';
import { UNCHECKED_PARTS } from '../../domain/readiness/gates/configuration.ts';
import { GATES } from '../../domain/readiness/gates/order-state.ts';
import { query } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { SEVERITIES } from './finding-choices.ts';

export const findingCodeSchema = z.enum(FINDING_CODES as [(typeof FINDING_CODES)[number], ...(typeof FINDING_CODES)[number][]]);
export const severitySchema = z.enum(SEVERITIES);
export const sideSchema = z.enum(['neo', 'amazon', 'both']);

const changeCountSchema = z.strictObject({ new: z.number().int(), fixed: z.number().int(), back: z.number().int() });
/** Findings that a run brought, ended and brought back, against the run before it. */
export const changesSchema = changeCountSchema.extend({ byCode: z.array(changeCountSchema.extend({ code: findingCodeSchema })) });

const count = z.number().int();
/** `ready`, `blocked` and not checked people add up to `inScope`. */
const countsSchema = z.strictObject({ inScope: count, ready: count, blocked: count });

export const readinessSchema = z.strictObject({
  /** The revision that the numbers belong to. */
  revision: z.number().int(),
  computedAt: z.string(),
  /** Saved values of the last session that are being verified; `findings` is sent when done. Omitted = current. */
  checking: z.literal(true).optional(),
  /** All people in NEO's list: `inScope`, `excluded` and out of scope. */
  users: count,
  /** `ready`, `blocked` and `notChecked` together. */
  inScope: count,
  ready: count,
  blocked: count,
  notChecked: count,
  /** People in scope at whom matching both lists found nothing that blocks. */
  matched: count,
  /** The eight gates in order; `passed`, `blocked` and `notChecked` of each add up to `inScope`, `stopsHere` of all to `blocked`. */
  gates: z.array(
    z.strictObject({
      gate: z.union(GATES.map((gate) => z.literal(gate))),
      passed: count,
      /** Of the passed. */
      atRisk: count,
      blocked: count,
      notChecked: count,
      stopsHere: count,
      /** Facts missing for this gate, as message keys below `readiness.partial.`. */
      unseen: z.array(z.enum(UNCHECKED_PARTS)),
    }),
  ),
  /** People on the exclusion list: in no other number but `users`. */
  excluded: count,
  /** New, fixed and returning findings since the previous run; `null` for the first run. */
  changes: changesSchema.nullable(),
  /** The run before this one, or `null`. */
  previous: countsSchema.nullable(),
  /** Oldest first, at most 30 runs, this one last. */
  trend: z.array(countsSchema.extend({ at: z.string() })),
  /** Each blocked person once, under the first closed gate; most people first. */
  reasons: z.array(
    z.strictObject({
      code: findingCodeSchema,
      people: z.number().int(),
      /** The same people by who acts for each of them. */
      owners: z.strictObject({ neo: count, amazon: count, both: count }),
    }),
  ),
  /** Findings per code: one person may have several. */
  byCode: z.array(z.strictObject({ code: findingCodeSchema, severity: severitySchema, side: sideSchema, findings: z.number().int() })),
  /** Organisations with at least one person in scope, parents before children; counts include descendants. */
  organizations: z.array(
    z.strictObject({
      id: z.string(),
      parentId: z.string().nullable(),
      depth: z.number().int(),
      name: z.string(),
      inScope: count,
      ready: count,
      blocked: count,
    }),
  ),
  /** Why people of an organisation cannot order; of each it adds up to its `blocked`. Most people first within one. */
  organizationReasons: z.array(z.strictObject({ organizationId: z.string(), code: findingCodeSchema, people: count })),
  /** Domains that seem to be former ones of the company and are not registered, most people first; omitted = none. */
  formerDomains: z.array(z.strictObject({ from: z.string(), to: z.string(), people: count })).optional(),
  /** What was not checked, as message keys below `readiness.partial.`. */
  partial: z.array(
    z.enum(['no-neo', 'no-amazon', 'no-roles', 'no-states', 'no-neo-states', 'no-groups', 'no-organizations', ...UNCHECKED_PARTS]),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const readinessCalls = {
  /** `null` while a list is missing. Cached per revision. */
  'readiness.summary': query(z.strictObject({}), readinessSchema.nullable(), { reads: FINDING_TOPICS, heavy: true }),
} as const;
