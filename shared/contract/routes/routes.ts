import { z } from 'zod';
import { LOCK_INTERPRETATIONS, LOCK_VERDICTS } from '../../domain/checkout/lock-clock.ts';
import { LEAD_TIME_GROUNDS, ROUTE_VERDICTS } from '../../domain/routes/health.ts';
import type { LeadTimeAssumptions } from '../../domain/routes/lead-time/lead-time.ts';
import { REMEDY_NEXT_ACTIONS, REMEDY_RANGES } from '../../domain/routes/remedies/remedies.ts';
import { accessSchema, MAX_ORGANIZATION_DEPTH } from '../../domain/routes/route.ts';
import { STAGE_OUTCOMES } from '../../domain/routes/simulation/slots.ts';
import { defineQuery } from '../call/define.ts';
import { namedSchema, personSchema } from '../call/named.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { routeEditSchema } from '../drafts/draft-edits.ts';
import { severitySchema } from '../readiness/readiness.ts';

/**
 * Effects of drafted routes on current people. Results contain the revision of the drafts. Calls fail with `analysis-no-people` without NEO
 * users, and with `draft-not-found` for an unknown route.
 */

const id = z.string().max(200);
const count = z.number().int();
const share = z.number().min(0).max(1);
const day = z.iso.date();
const offset = z.number().int().min(0);
const limit = z.number().int().min(1).max(500);
const params = z.record(z.string(), z.union([z.string(), z.number()]));

const absenceSchema = z
  .strictObject({
    userId: id,
    /** First and last day of the absence, both included. */
    from: day,
    to: day,
    action: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('delegate'), to: id }),
      z.strictObject({ kind: z.literal('auto-approve') }),
    ]),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends before it begins' });
/** Input of a simulation: a route, the day of the application, and the absences. */
const question = { routeId: id, date: day, absences: z.array(absenceSchema).max(500) };
const problemSchema = z.strictObject({
  code: z.string(),
  severity: severitySchema,
  stepId: z.string().nullable(),
  /** Message key of the sentence; `params` are its arguments. */
  text: z.string(),
  params,
  /** Organization that lacks an approver; `null` if the step or the applicant is the cause. */
  organizationId: z.string().nullable(),
});
export type RouteProblemView = z.output<typeof problemSchema>;
export const stageSchema = z.strictObject({
  stepId: z.string(),
  /** Position of the step, from 0. A hierarchy step has one stage per level. */
  stepAt: count,
  level: count.min(1).max(MAX_ORGANIZATION_DEPTH).nullable(),
  organization: namedSchema.nullable(),
  /** Outcome of a stage: people act; automatic; only the applicant, who is excluded; no approver; approvers inactive; not in the lists. */
  outcome: z.enum(STAGE_OUTCOMES),
  /** Number of votes required by the rule, and number of votes that count. */
  needed: count,
  counted: count,
  /** The first 50 of `slotCount` slots: special states first. */
  slots: z.array(
    z.strictObject({
      userId: z.string(),
      name: z.string(),
      /** The acting person: the approver or the delegate. */
      byId: z.string(),
      byName: z.string(),
      /** Texts below `route.slot.<state>`. */
      state: z.enum([
        'decides',
        'delegated',
        'away-approved',
        'inactive',
        'delegate-inactive',
        'applicant',
        'applicant-delegated',
        'applicant-approved',
        'applicant-excluded',
      ]),
    }),
  ),
  slotCount: count,
  /** Expected days of arrival and departure, `YYYY-MM-DD`. */
  arrives: z.string(),
  leaves: z.string(),
  conditional: z.boolean(),
  problems: z.array(problemSchema),
});
const lockSharesSchema = z.strictObject({ hours: share, dates: share });
const assumptionsSchema = z.strictObject({
  absenceShare: share,
  longestAbsenceDays: z.number().int().min(0).max(60),
  deputyAfterDays: z.number().int().min(0).max(60),
  fewestObservations: z.number().int().min(1).max(1_000),
}) satisfies z.ZodType<LeadTimeAssumptions>;
const severityCounts = z.strictObject({ block: count, risk: count, note: count });
const stopSchema = z.strictObject({ stepId: z.string().nullable(), people: count });
/** Steps whose approvers are not in the lists; `null` stands for the route's access list. */
const unknownAtSchema = z.array(z.string().nullable());
const groupSchema = z.strictObject({
  key: z.string(),
  problem: problemSchema,
  people: count,
  organizations: z.array(namedSchema.extend({ people: count })),
  examples: z.array(namedSchema),
});
const routeHealthSchema = z.strictObject({
  id: z.string(),
  verdict: z.enum(ROUTE_VERDICTS),
  /** Number of problems in the route's definition. */
  written: severityCounts,
  /**
   * Number of active people who may use the route: all, those who cannot pass and where they stop, those who pass with a warning, and those
   * not checked; `null` without a list of users.
   */
  people: z
    .strictObject({
      allowed: count,
      failing: count,
      risky: count,
      unchecked: count,
      unknownAt: unknownAtSchema,
      stops: z.array(stopSchema),
    })
    .nullable(),
  /**
   * Share of orders decided after the lock, and its basis. `assumed` gives no verdict; with `branches` the share is between `least` and
   * `outlives`. `null` if no step decides.
   */
  lock: z.strictObject({ outlives: share, least: share.optional(), ground: z.enum(LEAD_TIME_GROUNDS) }).nullable(),
});
export type RouteHealthView = z.output<typeof routeHealthSchema>;

export const routeCalls = {
  /**
   * Evaluates today's routes for all their users, without absences. Missing routes are omitted. Request only a few at a time: the first
   * evaluation of a route for 100,000 people takes some ten milliseconds.
   */
  'routes.health': defineQuery(
    z.strictObject({ ids: z.array(id).max(20) }),
    z.strictObject({ revision: count, routes: z.array(routeHealthSchema) }),
    { reads: DRAFT_TOPICS },
  ),
  /** The routes that apply in each organization, including its descendants. Organizations without active people are omitted. */
  'routes.reach': defineQuery(
    z.strictObject({}),
    z.strictObject({
      revision: count,
      routes: z.array(namedSchema),
      organizations: z.array(
        z.strictObject({
          id: z.string(),
          /** Number of active people. */
          people: count,
          /** Routes that these people may use, by index in `routes`, with the number of people. */
          routes: z.array(z.strictObject({ route: count, people: count })),
        }),
      ),
    }),
    { reads: DRAFT_TOPICS, heavy: true },
  ),
  /** Preview of permitting a route for an organization and its descendants. Changes nothing. */
  'routes.assignment': defineQuery(
    z.strictObject({ routeId: id, organizationId: id }),
    z.strictObject({
      revision: count,
      route: namedSchema,
      organization: namedSchema,
      outcome: z.discriminatedUnion('kind', [
        /** Everyone may use the route; a list would exclude others. */
        z.strictObject({ kind: z.literal('everyone') }),
        /** The organization, or one above it, is already listed. */
        z.strictObject({ kind: z.literal('covered'), by: namedSchema }),
        /** The organization is not in the list of organizations. */
        z.strictObject({ kind: z.literal('unknown') }),
        /**
         * The route's `access` after the change, and `was` before it. Of the `of` active people in the organization: the number who may not
         * use the route now, of these with their default organization elsewhere, and of these for whom it is unknown.
         */
        z.strictObject({
          kind: z.literal('adds'),
          access: accessSchema,
          was: accessSchema,
          people: count,
          seconds: count,
          unsure: count,
          of: count,
        }),
      ]),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /** Simulates a route for one applicant: the approvers of each step, with reasons. */
  'routes.simulate': defineQuery(
    z.strictObject({ ...question, applicantId: id }),
    z.strictObject({
      revision: count,
      applicant: personSchema.nullable(),
      /** Whether the route is open to the applicant. `isOpenUnknown`: the lists do not show it. */
      open: z.boolean(),
      isOpenUnknown: z.boolean(),
      stages: z.array(stageSchema),
      problems: z.array(problemSchema),
      /** People who are the only ones to act at several steps, with these steps. */
      repeated: z.array(z.strictObject({ userId: z.string(), name: z.string(), steps: z.array(count) })),
      /** Expected day of the last decision; `null` if something blocks before it. An incomplete route counts as completed. */
      ends: z.string().nullable(),
      /** Calendar days until the last decision. `least`: without the steps with a branch, which only some requests take. */
      days: count.nullable(),
      least: count.nullable(),
      /** The company's interpretation of the seven days of the lock. */
      reading: z.enum(LOCK_INTERPRETATIONS),
      /** Comparison of that day with the lock, for both interpretations; `null` if there is no last decision. */
      lock: z.strictObject({ hours: z.enum(LOCK_VERDICTS), dates: z.enum(LOCK_VERDICTS) }).nullable(),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /** Simulates a route for all active people who may use it: the people who are stopped, and the reasons. */
  'routes.simulateAll': defineQuery(
    z.strictObject(question),
    z.strictObject({
      revision: count,
      allowed: count,
      /** Number of people with a blocking problem. */
      failing: count,
      /** Number of people for whom it is not checked whether they pass. */
      unchecked: count,
      unknownAt: unknownAtSchema,
      /** Number of people who stop at each step. Each person counts once, at the first blocking step; `null` = before any step. */
      stops: z.array(stopSchema),
      /** Problems, most people first. A person may be in several. */
      groups: z.array(groupSchema),
      /** Reasons of `stops`. Each person counts once, at the first reason. */
      stopGroups: z.array(groupSchema),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /** For each step that stops people, edits that let more of them pass, each evaluated for all people. Changes nothing. */
  'routes.remedies': defineQuery(
    z.strictObject(question),
    z.strictObject({
      revision: count,
      /** Number of people who do not complete the route; each remedy has its own number. */
      failing: count,
      steps: z.array(
        z.strictObject({
          stepId: z.string(),
          /**
           * For each edit: number of people who stop at the step, who do not complete the route, and who pass today but would get other
           * approvers. Edits that stop no one who passes today come first, then those without changes for these people, then the most
           * effective ones.
           */
          remedies: z.array(
            z.strictObject({
              edit: routeEditSchema,
              stopping: count,
              failing: count,
              /**
               * `end`: numbers refer to completing the route. `step`: they refer to passing the step, because completion does not change.
               */
              measure: z.enum(['end', 'step']),
              mended: count,
              /** People who pass today but not with the edit: number, and the first one or two. */
              stopped: z.strictObject({ count, examples: z.array(personSchema) }),
              changed: count,
              /** New approvers at the step: number, levels, and up to two names. */
              asked: z.strictObject({
                count,
                named: z.array(personSchema),
                levels: z.strictObject({ lowest: count, highest: count }).nullable(),
              }),
            }),
          ),
          /** Parts of the step that were varied. */
          tried: z.array(z.enum(REMEDY_RANGES)),
          /**
           * True if a remedy was found but is not suggested, because it would reverse levels, repeat an approver, or stop as many people as
           * it helps.
           */
          withheld: z.boolean(),
          /** Next action if no remedy was found. */
          next: z.enum(REMEDY_NEXT_ACTIONS),
        }),
      ),
    }),
    { reads: DRAFT_TOPICS, heavy: true },
  ),
  /**
   * The people of one line of `routes.simulateAll`, in list order; of one organization (`''` = without one) or of all. `stopped`: the line
   * is one of `stopGroups`.
   */
  'routes.affected': defineQuery(
    z.strictObject({
      ...question,
      key: z.string().max(1_000),
      stopped: z.boolean().default(false),
      organizationId: id.nullable(),
      offset,
      limit,
    }),
    z.strictObject({ revision: count, total: count, people: z.array(personSchema) }),
    { reads: DRAFT_TOPICS },
  ),
  /** Days until the final decision for orders of a period. `estimate` is `null` if no step decides. */
  'routes.leadTime': defineQuery(
    z.strictObject({
      routeId: id,
      from: day,
      days: z.number().int().min(1).max(731),
      assumptions: assumptionsSchema.nullable(),
      /** `orders`: based on past orders if there are enough; `steps`: based only on the steps. */
      basis: z.enum(['orders', 'steps']).default('orders'),
    }),
    z.strictObject({
      revision: count,
      assumptions: assumptionsSchema,
      /** Number of approved orders of this route in the order history. */
      observations: count,
      /** Actual source of the estimate. */
      basis: z.enum(['orders', 'steps']),
      /** Basis of the estimate. `assumed`: a step has no expected days, and there are too few past orders. */
      ground: z.enum(LEAD_TIME_GROUNDS),
      /** The company's interpretation of the seven days of the lock. */
      reading: z.enum(LOCK_INTERPRETATIONS),
      estimate: z
        .strictObject({
          /** Probability that the last decision falls that many calendar days after the request; the last entry is that of more days. */
          calendarDays: z.array(share),
          meanBusinessDays: z.number(),
          outlives: lockSharesSchema,
          outlivesWithDeputy: lockSharesSchema,
          /** Shares computed from the steps only, independent of the basis. */
          bySteps: z.strictObject({ outlives: lockSharesSchema, outlivesWithDeputy: lockSharesSchema }),
          /**
           * Lead time without the steps with a branch; the actual value is between this and that of all steps. `null` if no step has a
           * branch.
           */
          least: z
            .strictObject({ meanBusinessDays: z.number(), outlives: lockSharesSchema, outlivesWithDeputy: lockSharesSchema })
            .nullable(),
          steps: z.array(
            z.strictObject({
              stepId: z.string(),
              source: z.enum(['history', 'expected', 'unestimated']),
              observations: count,
              meanDays: z.number(),
              meanDaysWithDeputy: z.number(),
              /** Contribution of the step to the share of orders decided after the lock. */
              adds: lockSharesSchema,
            }),
          ),
          byStart: z.array(z.strictObject({ date: z.string(), outlives: lockSharesSchema })),
        })
        .nullable(),
    }),
    { reads: DRAFT_TOPICS },
  ),
} as const;
