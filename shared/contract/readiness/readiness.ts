import { z } from 'zod';
import { FINDING_CODES } from '../../domain/readiness/finding.ts';
import { UNCHECKED_PARTS } from '../../domain/readiness/gates/configuration.ts';
import { GATES } from '../../domain/readiness/gates/order-state.ts';
import { defineQuery } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { SEVERITIES } from './finding-choices.ts';

export const findingCodeSchema = z.enum(FINDING_CODES as [(typeof FINDING_CODES)[number], ...(typeof FINDING_CODES)[number][]]);
export const severitySchema = z.enum(SEVERITIES);
export const sideSchema = z.enum(['neo', 'amazon', 'both']);

const changeCountSchema = z.strictObject({ new: z.number().int(), fixed: z.number().int(), back: z.number().int() });
/** Number of new, resolved and returned findings, compared with the previous run. */
export const findingChangesSchema = changeCountSchema.extend({ byCode: z.array(changeCountSchema.extend({ code: findingCodeSchema })) });

const count = z.number().int();
/** `inScope` is the sum of `ready`, `blocked` and the people who are not checked. */
const countsSchema = z.strictObject({ inScope: count, ready: count, blocked: count });

export const readinessSchema = z.strictObject({
  /** Revision of the findings. */
  revision: z.number().int(),
  computedAt: z.string(),
  /** Present while saved values of the last session are being verified; `findings` is sent afterwards. Omitted = current. */
  checking: z.literal(true).optional(),
  /** Number of people in NEO's list: `inScope`, `excluded` and out of scope. */
  users: count,
  /** Sum of `ready`, `blocked` and `notChecked`. */
  inScope: count,
  ready: count,
  blocked: count,
  notChecked: count,
  /** Number of people in scope without a blocking finding from matching both lists. */
  matched: count,
  /**
   * The eight gates in order. `passed`, `blocked` and `notChecked` of a gate add up to `inScope`; `stopsHere` of all gates adds up to
   * `blocked`.
   */
  gates: z.array(
    z.strictObject({
      gate: z.union(GATES.map((gate) => z.literal(gate))),
      passed: count,
      /** Number of people in `passed` with a warning. */
      atRisk: count,
      blocked: count,
      notChecked: count,
      stopsHere: count,
      /** Facts missing for this gate, as message keys below `readiness.partial.`. */
      unseen: z.array(z.enum(UNCHECKED_PARTS)),
    }),
  ),
  /** Number of people on the exclusion list, who are in no other number except `users`. */
  excluded: count,
  /** New, resolved and returned findings since the previous run; `null` for the first run. */
  changes: findingChangesSchema.nullable(),
  /** Numbers of the previous run; `null` for the first run. */
  previous: countsSchema.nullable(),
  /** Runs, oldest first and this one last, at most 30. */
  trend: z.array(countsSchema.extend({ at: z.string() })),
  /** Number of blocked people by finding at the first closed gate, most people first. Each person counts once. */
  reasons: z.array(
    z.strictObject({
      code: findingCodeSchema,
      people: z.number().int(),
      /** The same people by the party that must act. */
      owners: z.strictObject({ neo: count, amazon: count, both: count }),
    }),
  ),
  /** Number of findings per code; a person may have several. */
  byCode: z.array(z.strictObject({ code: findingCodeSchema, severity: severitySchema, side: sideSchema, findings: z.number().int() })),
  /** Organizations with people in scope, parents before children; counts include descendants. */
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
  /**
   * Number of people who cannot order by organization and finding; the sum per organization is its `blocked`. Most people first within an
   * organization.
   */
  organizationReasons: z.array(z.strictObject({ organizationId: z.string(), code: findingCodeSchema, people: count })),
  /** Domains that seem to be former ones of the company and are not registered, most people first; omitted if there are none. */
  formerDomains: z.array(z.strictObject({ from: z.string(), to: z.string(), people: count })).optional(),
  /** Data and gates that were not checked, as message keys below `readiness.partial.`. */
  partial: z.array(
    z.enum(['no-neo', 'no-amazon', 'no-roles', 'no-states', 'no-neo-states', 'no-groups', 'no-organizations', ...UNCHECKED_PARTS]),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const readinessCalls = {
  /** The summary; `null` while a list is missing. Cached per revision. */
  'readiness.summary': defineQuery(z.strictObject({}), readinessSchema.nullable(), { reads: FINDING_TOPICS, heavy: true }),
} as const;
