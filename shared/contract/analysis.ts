import { z } from 'zod';
import { type CalendarChange, MOST_CALENDAR } from '../domain/checkout/calendar-change.ts';
import { LOCK_READINGS, LOCK_VERDICTS } from '../domain/checkout/lock.ts';
import { LEAD_TIME_GROUNDS, ROUTE_VERDICTS } from '../domain/routes/health.ts';
import type { LeadTimeAssumptions } from '../domain/routes/lead-time.ts';
import { DEEPEST_LEVEL } from '../domain/routes/route-json.ts';
import { command, query } from './define.ts';
import { severitySchema } from './readiness.ts';
import { OF_DRAFTS } from './topics.ts';

/**
 * What the drafts would do to today's people, and to those of a later day. Every answer tells the revision of the drafts it
 * belongs to. `analysis-no-people` while no list of NEO's users is loaded; `draft-not-found` for a route that is not there.
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

const namedSchema = z.strictObject({ id: z.string(), name: z.string() });
export const personSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  organizationId: z.string(),
  organization: z.string(),
  title: z.string(),
});
export type AnalysedPerson = z.output<typeof personSchema>;

const problemSchema = z.strictObject({
  code: z.string(),
  severity: severitySchema,
  stepId: z.string().nullable(),
  /** Full key of the sentence, with `params` as its arguments. */
  text: z.string(),
  params,
  /** Where somebody has to be put right; `null` when the step or the applicant is the matter. */
  organizationId: z.string().nullable(),
});
export type AnalysedProblem = z.output<typeof problemSchema>;

export const stageSchema = z.strictObject({
  stepId: z.string(),
  /** Place of the step, from 0. One step of a hierarchy gives a stage a level. */
  stepAt: count,
  level: count.min(1).max(DEEPEST_LEVEL).nullable(),
  organization: namedSchema.nullable(),
  /** People act; it passes by itself; only the applicant was asked and is taken out; nobody is there; those who are cannot act. */
  outcome: z.enum(['people', 'auto', 'skipped', 'vacant', 'inactive']),
  /** Votes the rule asks for, of how many. */
  needed: count,
  counted: count,
  /** The first 50 of `slotCount`, those who matter most first. */
  slots: z.array(
    z.strictObject({
      userId: z.string(),
      name: z.string(),
      /** Who acts: the person unless somebody stands in. */
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

const dateNameSchema = z.strictObject({ date: day, name: z.string().trim().max(100) });
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const closureSchema = z.strictObject({ name: z.string().trim().max(100), from: monthDay, to: monthDay });
export const calendarSettingsSchema = z.strictObject({
  /** Days off of this company alone. */
  companyDays: z.array(dateNameSchema).max(MOST_CALENDAR.days),
  /** Days worked although they are a weekend, a holiday or a company day. */
  workingDays: z.array(day).max(MOST_CALENDAR.days),
  /** Days that return every year, both ends included; the end may lie in the next year. */
  yearlyClosures: z.array(closureSchema).max(MOST_CALENDAR.closures),
  /** Weekdays off, 0 = Sunday to 6 = Saturday; at least one day is worked. */
  weekend: z.array(z.number().int().min(0).max(6)).max(6),
});
export type CalendarSettings = z.output<typeof calendarSettingsSchema>;

const calendarChangeSchema = z.discriminatedUnion('kind', [
  dateNameSchema.extend({ kind: z.literal('day-off') }),
  z.strictObject({ kind: z.literal('day-worked'), date: day }),
  z.strictObject({ kind: z.literal('day-as-usual'), date: day }),
  z.strictObject({ kind: z.literal('weekday'), weekday: z.number().int().min(0).max(6), off: z.boolean() }),
  z.strictObject({ kind: z.literal('add-yearly'), closure: closureSchema }),
  z.strictObject({ kind: z.literal('remove-yearly'), closure: closureSchema }),
]) satisfies z.ZodType<CalendarChange>;

const calendarSchema = z.strictObject({
  settings: calendarSettingsSchema,
  /** True while nobody has changed them. */
  standard: z.boolean(),
  /** National holidays from the first to the last day asked for. */
  holidays: z.array(z.strictObject({ date: z.string(), name: z.string() })),
  /** Last year whose national holidays are known; later ones are counted without any. */
  holidaysUntil: count,
});

const changeSchema = z.strictObject({
  /** Names the line within this rehearsal. */
  key: z.string(),
  section: z.enum(['routes', 'invoice_groups', 'allowed_users']),
  /** The object it is about; `null` for invoice groups as a whole. */
  objectId: z.string().nullable(),
  name: z.string(),
  change: z.enum(['breaks', 'mends']),
  severity: severitySchema,
  stepId: z.string().nullable(),
  text: z.string(),
  params,
  people: count,
  /** Where those people will be, at most 20; `more` are left out. */
  organizations: z.array(namedSchema),
  more: count,
  examples: z.array(namedSchema),
});

export const rehearsalSchema = z.strictObject({
  /** The drafts and the people it was made with; another rehearsal is worth making when they are others by now. */
  revision: count,
  stale: z.boolean(),
  date: day,
  users: z.string(),
  organizations: z.string().nullable(),
  /** Active people only in the later list, only in today's, and in both with another organisation. */
  joining: count,
  leaving: count,
  moving: count,
  /** `breaks` first, most people first. */
  changes: z.array(changeSchema),
  /** What the drafts name and the later lists no longer have, or no longer as somebody active. */
  lost: z.array(
    z.strictObject({
      section: z.enum(['routes', 'invoice_groups', 'allowed_users']),
      objectId: z.string(),
      name: z.string(),
      stepId: z.string().nullable(),
      kind: z.enum(['user', 'organization', 'role']),
      id: z.string(),
      /** Its name today. */
      title: z.string(),
      state: z.enum(['unknown', 'inactive']),
    }),
  ),
});

const severityCounts = z.strictObject({ block: count, risk: count, note: count });
const stopSchema = z.strictObject({ stepId: z.string().nullable(), people: count });
const routeHealthSchema = z.strictObject({
  id: z.string(),
  verdict: z.enum(ROUTE_VERDICTS),
  /** Problems of the route as it is written. */
  written: severityCounts,
  /** Active people who may use it, those who cannot pass and where they stop, those who can with something worth a look; `null` while no list of people is loaded. */
  people: z.strictObject({ allowed: count, failing: count, risky: count, stops: z.array(stopSchema) }).nullable(),
  /** Share of orders decided after the lock, and what that rests on: `assumed` judges nothing. `null` when nobody decides. */
  lock: z.strictObject({ outlives: share, ground: z.enum(LEAD_TIME_GROUNDS) }).nullable(),
});
export type RouteHealthView = z.output<typeof routeHealthSchema>;

export const analysisCalls = {
  /**
   * Whether routes work, for everybody who may use them, today and with nobody away. Routes that are not there are left out. At most
   * a few at a time: one route over 100,000 people takes some ten milliseconds when it is first looked at.
   */
  'routes.health': query(
    z.strictObject({ ids: z.array(id).max(20) }),
    z.strictObject({ revision: count, routes: z.array(routeHealthSchema) }),
    { reads: OF_DRAFTS },
  ),
  /** Who would decide at each step for one applicant, and why. */
  'routes.simulate': query(
    z.strictObject({ ...question, applicantId: id }),
    z.strictObject({
      revision: count,
      applicant: personSchema.nullable(),
      /** Whether the route is open to the applicant. */
      open: z.boolean(),
      stages: z.array(stageSchema),
      problems: z.array(problemSchema),
      /** People on whom more than one step waits alone, with the places of those steps. */
      repeated: z.array(z.strictObject({ userId: z.string(), name: z.string(), steps: z.array(count) })),
      /** Expected day of the last decision; `null` when it is never reached. */
      ends: z.string().nullable(),
      /** Calendar days until then. */
      days: count.nullable(),
      /** How the company reads the seven days of the lock. */
      reading: z.enum(LOCK_READINGS),
      /** What that day means for the lock, by both readings; `null` when it is never reached. */
      lock: z.strictObject({ hours: z.enum(LOCK_VERDICTS), dates: z.enum(LOCK_VERDICTS) }).nullable(),
    }),
    { reads: OF_DRAFTS },
  ),
  /** Which of all active people who may use a route it fails, and why. */
  'routes.simulateAll': query(
    z.strictObject(question),
    z.strictObject({
      revision: count,
      allowed: count,
      /** Those of them for whom something blocks. */
      failing: count,
      /** Where they stop: each person once, at the first step that blocks; `null` = before any step. */
      stops: z.array(stopSchema),
      /** Most people first. */
      groups: z.array(
        z.strictObject({
          key: z.string(),
          problem: problemSchema,
          people: count,
          organizations: z.array(namedSchema.extend({ people: count })),
          examples: z.array(namedSchema),
        }),
      ),
    }),
    { reads: OF_DRAFTS },
  ),
  /** The people of one line of `routes.simulateAll`, in the order of the list; of one organisation (`''` = in none) or of all. */
  'routes.affected': query(
    z.strictObject({ ...question, key: z.string().max(1_000), organizationId: id.nullable(), offset, limit }),
    z.strictObject({ revision: count, total: count, people: z.array(personSchema) }),
    { reads: OF_DRAFTS },
  ),
  /** Days to the last decision for orders of a period, against the lock. `estimate` is `null` when nobody decides anything. */
  'routes.leadTime': query(
    z.strictObject({
      routeId: id,
      from: day,
      days: z.number().int().min(1).max(731),
      assumptions: assumptionsSchema.nullable(),
      /** `orders`: from the order history where it holds enough approved orders of the route; `steps`: by the steps alone. */
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
          /** By the steps alone, whatever the basis. */
          bySteps: z.strictObject({ outlives: lockSharesSchema, outlivesWithDeputy: lockSharesSchema }),
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
    { reads: OF_DRAFTS },
  ),

  /** Keeps the last number that a rule gave out, by the counter's value in it, as of today; `null` forgets what was entered. */
  'serials.enterLastIssued': command(
    z.strictObject({ id, value: z.number().int().min(0).max(9_999_999_999).nullable() }),
    z.strictObject({}),
    { changes: ['drafts'] },
  ),

  /** How every invoice group's code meets the Amazon groups, and the options that no invoice group uses. */
  'invoicing.codes': query(
    z.strictObject({}),
    z.strictObject({
      revision: count,
      /** False while no Amazon group with an option is known: then every `match` is `null`. */
      amazonKnown: z.boolean(),
      rows: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          code: z.string(),
          /** Active people in the group, and those in no other one. */
          people: count,
          only: count,
          match: z.enum(['exact', 'blank', 'width', 'case', 'near', 'unmatched']).nullable(),
          malformed: z.boolean(),
          amazonGroup: namedSchema.extend({ option: z.string() }).nullable(),
        }),
      ),
      unused: z.array(namedSchema.extend({ option: z.string() })),
    }),
    { reads: OF_DRAFTS },
  ),
  /** Active people who are in no invoice group, in several, or in one of them; below an organisation, or all. */
  'invoicing.people': query(
    z.strictObject({
      which: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['none', 'several']) }),
        z.strictObject({ kind: z.literal('group'), groupId: id }),
      ]),
      organizationId: id.nullable(),
      search: z.string().max(200),
      offset,
      limit,
    }),
    z.strictObject({ revision: count, total: count, people: z.array(personSchema.extend({ groups: z.array(namedSchema) })) }),
    { reads: OF_DRAFTS },
  ),

  /**
   * Replays routes, access, invoice groups and allowed users against NEO's users (and organisations) of a later day: a job whose
   * result is `{ changes, breaks }`: lines, and those for the worse. Approvers and roles stay as they are today, as the files do not hold them.
   */
  'rehearsal.run': command(
    z.strictObject({ users: z.string(), organizations: z.string().nullable(), date: day }),
    z.strictObject({ jobId: z.string() }),
    { changes: ['rehearsal'], job: 'rehearsal', whileReadOnly: 'allowed' },
  ),
  /** The last rehearsal of the open workspace, kept until it is closed; `null` before the first. */
  'rehearsal.result': query(z.strictObject({}), rehearsalSchema.nullable(), { reads: ['rehearsal', 'datedChanges', ...OF_DRAFTS] }),
  /** The people of one line, in the order of the later list. `run-not-found` when the line is none of the last rehearsal's. */
  'rehearsal.rows': query(
    z.strictObject({ key: z.string().max(2_000), offset, limit }),
    z.strictObject({ total: count, people: z.array(personSchema.extend({ before: z.string() })) }),
    { reads: ['rehearsal', 'datedChanges', ...OF_DRAFTS] },
  ),

  /** The business calendar, and the national holidays of a stretch of days. */
  'calendar.get': query(z.strictObject({ from: day, to: day }), calendarSchema, { reads: ['calendar'] }),
  /** Sets the company's own days; `null` = back to weekends, national holidays and year-end. The findings are made anew. */
  'calendar.change': command(z.strictObject({ change: calendarChangeSchema.nullable() }), calendarSchema.omit({ holidays: true }), {
    changes: ['calendar'],
  }),
} as const;
