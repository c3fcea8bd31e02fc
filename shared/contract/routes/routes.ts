import { z } from 'zod';
import { LOCK_READINGS, LOCK_VERDICTS } from '../../domain/checkout/lock-clock.ts';
import { LEAD_TIME_GROUNDS, ROUTE_VERDICTS } from '../../domain/routes/health.ts';
import type { LeadTimeAssumptions } from '../../domain/routes/lead-time/lead-time.ts';
import { REMEDY_NEXT, REMEDY_RANGES } from '../../domain/routes/remedies/remedies.ts';
import { accessSchema, DEEPEST_LEVEL } from '../../domain/routes/route.ts';
import { STAGE_OUTCOMES } from '../../domain/routes/simulation/slots.ts';
import { query } from '../call/define.ts';
import { namedSchema, personSchema } from '../call/named.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { routeEditSchema } from '../drafts/draft-edits.ts';
import { severitySchema } from '../readiness/readiness.ts';

/**
 * Effects of drafted routes on current people. Answers carry the revision of the drafts. `analysis-no-people` without NEO users;
 * `draft-not-found` for an unknown route.
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
    /** Both days included. */
    from: day,
    to: day,
    action: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('delegate'), to: id }),
      z.strictObject({ kind: z.literal('auto-approve') }),
    ]),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends before it begins' });
/** A route, on which day, and who is away then. */
const question = { routeId: id, date: day, absences: z.array(absenceSchema).max(500) };
const problemSchema = z.strictObject({
  code: z.string(),
  severity: severitySchema,
  stepId: z.string().nullable(),
  /** Full key of the sentence, with `params` as its arguments. */
  text: z.string(),
  params,
  /** Organization that needs an approver; `null` if the step or applicant is the cause. */
  organizationId: z.string().nullable(),
});
export type AnalysedProblem = z.output<typeof problemSchema>;
export const stageSchema = z.strictObject({
  stepId: z.string(),
  /** Place of the step, from 0. One step of a hierarchy gives a stage a level. */
  stepAt: count,
  level: count.min(1).max(DEEPEST_LEVEL).nullable(),
  organization: namedSchema.nullable(),
  /** Outcome of a stage: people act; automatic; only the applicant, excluded; no approver; approvers inactive; not in the lists. */
  outcome: z.enum(STAGE_OUTCOMES),
  /** Votes the rule asks for, of how many. */
  needed: count,
  counted: count,
  /** The first 50 of `slotCount`, those who matter most first. */
  slots: z.array(
    z.strictObject({
      userId: z.string(),
      name: z.string(),
      /** The acting person, or the deputy. */
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
  /** Expected days. */
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
/** Steps whose approvers are not in the lists; `null` = the access list is. */
const untoldAtSchema = z.array(z.string().nullable());
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
  /** Problems in the route's definition. */
  written: severityCounts,
  /** Active people who may use it: total, unable to pass and where, passing with warnings, not checked; `null` without a user list. */
  people: z
    .strictObject({ allowed: count, failing: count, risky: count, unchecked: count, untoldAt: untoldAtSchema, stops: z.array(stopSchema) })
    .nullable(),
  /**
   * Share of orders decided after the lock and its basis: `assumed` gives no verdict; with `branches` it lies between `least` and
   * `outlives`. `null` without a decider.
   */
  lock: z.strictObject({ outlives: share, least: share.optional(), ground: z.enum(LEAD_TIME_GROUNDS) }).nullable(),
});
export type RouteHealthView = z.output<typeof routeHealthSchema>;

export const routeCalls = {
  /**
   * Whether routes work today for all their users, with no one absent. Missing routes are left out. Pass only a few at a time: the first
   * evaluation of a route over 100,000 people takes some ten milliseconds.
   */
  'routes.health': query(
    z.strictObject({ ids: z.array(id).max(20) }),
    z.strictObject({ revision: count, routes: z.array(routeHealthSchema) }),
    { reads: DRAFT_TOPICS },
  ),
  /** Which routes apply in which organisation, everything below it included. Organisations without active people are left out. */
  'routes.reach': query(
    z.strictObject({}),
    z.strictObject({
      revision: count,
      routes: z.array(namedSchema),
      organizations: z.array(
        z.strictObject({
          id: z.string(),
          /** Active people. */
          people: count,
          /** Routes that people there may use, by index in `routes`, with counts. */
          routes: z.array(z.strictObject({ route: count, people: count })),
        }),
      ),
    }),
    { reads: DRAFT_TOPICS, heavy: true },
  ),
  /** What it would come to that an organisation with everything below it may use a route. Changes nothing. */
  'routes.assignment': query(
    z.strictObject({ routeId: id, organizationId: id }),
    z.strictObject({
      revision: count,
      route: namedSchema,
      organization: namedSchema,
      outcome: z.discriminatedUnion('kind', [
        /** Everyone may use it; a list would shut others out. */
        z.strictObject({ kind: z.literal('everyone') }),
        /** It is named already, or one above it. */
        z.strictObject({ kind: z.literal('covered'), by: namedSchema }),
        /** The list of organisations does not hold it. */
        z.strictObject({ kind: z.literal('unknown') }),
        /**
         * The route's `access` afterwards, and before as `was`; of the `of` active people in the organization, those who may not use it
         * now, how many of them have their main post elsewhere, and for how many this is unknown.
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
  /** Who would decide at each step for one applicant, and why. */
  'routes.simulate': query(
    z.strictObject({ ...question, applicantId: id }),
    z.strictObject({
      revision: count,
      applicant: personSchema.nullable(),
      /** Whether the route is open to the applicant; `openUntold`: not in the lists. */
      open: z.boolean(),
      openUntold: z.boolean(),
      stages: z.array(stageSchema),
      problems: z.array(problemSchema),
      /** People who act alone at several steps, with the steps. */
      repeated: z.array(z.strictObject({ userId: z.string(), name: z.string(), steps: z.array(count) })),
      /** Expected day of the last decision; `null` when something blocks before it. An incomplete route counts as if it were completed. */
      ends: z.string().nullable(),
      /** Calendar days until then; `least` without the steps that have a branch, which not every request takes. */
      days: count.nullable(),
      least: count.nullable(),
      /** How the company reads the seven days of the lock. */
      reading: z.enum(LOCK_READINGS),
      /** What that day means for the lock, by both readings; `null` when it is never reached. */
      lock: z.strictObject({ hours: z.enum(LOCK_VERDICTS), dates: z.enum(LOCK_VERDICTS) }).nullable(),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /** Which of all active people who may use a route it fails, and why. */
  'routes.simulateAll': query(
    z.strictObject(question),
    z.strictObject({
      revision: count,
      allowed: count,
      /** Those of them for whom something blocks. */
      failing: count,
      /** People for whom it is not checked whether they pass. */
      unchecked: count,
      untoldAt: untoldAtSchema,
      /** Where they stop: each person once, at the first step that blocks; `null` = before any step. */
      stops: z.array(stopSchema),
      /** Most people first; one person may be in several. */
      groups: z.array(groupSchema),
      /** Why those of `stops` stop: each person once, at what stops them first. */
      stopGroups: z.array(groupSchema),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /** For every step that stops people: the tried edits that let more of them pass, each evaluated for all people. Changes nothing. */
  'routes.remedies': query(
    z.strictObject(question),
    z.strictObject({
      revision: count,
      /** People who do not reach the end; each remedy has its number. */
      failing: count,
      steps: z.array(
        z.strictObject({
          stepId: z.string(),
          /**
           * For each edit: how many stop at the step, how many do not complete the route, and for how many of those who pass today other
           * people are asked. Edits that stop no one who passes today come first; among them those that change nothing for these people,
           * then those that help most.
           */
          remedies: z.array(
            z.strictObject({
              edit: routeEditSchema,
              stopping: count,
              failing: count,
              /** Whether numbers refer to reaching the end, or to passing the step if the end is unaffected. */
              measure: z.enum(['end', 'step']),
              mended: count,
              /** Who passes today and not then: how many, and the first one or two of them. */
              stopped: z.strictObject({ count, examples: z.array(personSchema) }),
              changed: count,
              /** New approvers at the step: number, levels, up to two names. */
              asked: z.strictObject({
                count,
                named: z.array(personSchema),
                levels: z.strictObject({ lowest: count, highest: count }).nullable(),
              }),
            }),
          ),
          /** What of the step was tried. */
          tried: z.array(z.enum(REMEDY_RANGES)),
          /** A remedy was found but withheld: it would reverse levels, repeat an approver, or block as many people as it helps. */
          withheld: z.boolean(),
          /** Next action if no remedy was found. */
          next: z.enum(REMEDY_NEXT),
        }),
      ),
    }),
    { reads: DRAFT_TOPICS, heavy: true },
  ),
  /**
   * The people of one line of `routes.simulateAll`, in the order of the list; of one organisation (`''` = in none) or of all. `stopped`: of a
   * line of `stopGroups`.
   */
  'routes.affected': query(
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
  /** Days until the final decision for orders of a period. `estimate` is `null` without a decider. */
  'routes.leadTime': query(
    z.strictObject({
      routeId: id,
      from: day,
      days: z.number().int().min(1).max(731),
      assumptions: assumptionsSchema.nullable(),
      /** `orders`: from past orders if there are enough; `steps`: from the steps only. */
      basis: z.enum(['orders', 'steps']).default('orders'),
    }),
    z.strictObject({
      revision: count,
      assumptions: assumptionsSchema,
      /** Approved orders of this route in the order history. */
      observations: count,
      /** What the estimate was made from. */
      basis: z.enum(['orders', 'steps']),
      /** What the estimate rests on: `assumed` = some step has no expected days, and past orders do not speak. */
      ground: z.enum(LEAD_TIME_GROUNDS),
      /** How the company reads the seven days. */
      reading: z.enum(LOCK_READINGS),
      estimate: z
        .strictObject({
          /** Probability that the last decision falls so many calendar days after the request; the last entry that of longer. */
          calendarDays: z.array(share),
          meanBusinessDays: z.number(),
          outlives: lockSharesSchema,
          outlivesWithDeputy: lockSharesSchema,
          /** From the steps only; independent of the basis. */
          bySteps: z.strictObject({ outlives: lockSharesSchema, outlivesWithDeputy: lockSharesSchema }),
          /** By the steps that have no branch; what the steps come to lies between this and the rest. `null` = none has one. */
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
              /** What the step adds to the share of orders that outlive the lock. */
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
