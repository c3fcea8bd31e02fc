import { z } from 'zod';
import { LOCK_READINGS } from '../domain/checkout/lock-clock.ts';
import { SETUP_PARTS } from '../domain/integration/composed-setup.ts';
import { UNCHECKED_GATES } from '../domain/readiness/gates/configuration.ts';
import { GATE_STATES } from '../domain/readiness/gates/order-gates.ts';
import { ORDER_STATES } from '../domain/readiness/gates/order-state.ts';
import { query } from './call/define.ts';
import { personSchema } from './call/named.ts';
import { FINDING_TOPICS } from './call/topics.ts';
import { layerResultSchema } from './connections/connections.ts';
import { fixSchema } from './fixes/fixes.ts';
import { orderRowSchema } from './orders/orders.ts';
import { reasonSchema, rowTriageSchema } from './readiness/matching.ts';
import { findingCodeSchema, severitySchema, sideSchema } from './readiness/readiness.ts';
import { stageSchema } from './routes/routes.ts';

const count = z.number().int().min(0);
/** The id in NEO or, where the list has none, the lasting identity of a row (`PersonRow`). */
const personId = z.string().min(1).max(400);
const gate = z.number().int().min(1).max(8);

const gateSchema = z.strictObject({
  gate,
  /** See `GateState` of the domain. */
  state: z.enum(GATE_STATES),
  /** Findings, most important first. `row`: number in the table of findings of this `revision`. */
  findings: z.array(
    z.strictObject({
      row: count,
      code: findingCodeSchema,
      severity: severitySchema,
      side: sideSchema,
      reason: reasonSchema,
      /** It is about a setting of the company, and of every person alike. */
      ofCompany: z.boolean(),
      /** The decision about it. */
      triage: rowTriageSchema,
    }),
  ),
  /** Parts that nothing is known about yet. */
  unseen: z.array(z.enum(UNCHECKED_GATES)),
  /** Whose move opens it; `null` unless it is closed. */
  move: sideSchema.nullable(),
});

const requestSchema = z.strictObject({
  /** NEO's target address, as far as known. */
  address: z.string(),
  /** Laid out for reading; the password is masked. */
  document: z.string(),
  parts: z.array(
    z.strictObject({
      part: z.enum(SETUP_PARTS),
      value: z.string(),
      from: z.enum(['settings', 'keychain', 'employee', 'neo', 'fixed']),
      certainty: z.enum(['documented', 'observed', 'inferred', 'unknown']),
      missing: z.boolean(),
    }),
  ),
});

const { reasons, facts } = layerResultSchema.shape;

export const personRowSchema = z.strictObject({
  personId: z.string(),
  name: z.string(),
  /** The default organization; `''` if unknown. */
  organization: z.string(),
  title: z.string(),
  loginId: z.string(),
  employeeCode: z.string(),
  workEmail: z.string(),
  /** See `OrderState` of the domain. */
  state: z.enum(ORDER_STATES),
  /** Where the order stops first; `null` unless blocked. */
  gate: gate.nullable(),
  /** The finding under which a blocked person counts; `null` = none. */
  code: findingCodeSchema.nullable(),
  /** Whose move it is; `null` unless blocked. */
  move: sideSchema.nullable(),
});
export type PersonRow = z.output<typeof personRowSchema>;

export const peopleFilterSchema = z.strictObject({
  /** Search words; each must be part of a name, kana, number, login or address. Romaji is matched as kana too. `''` = all people. */
  search: z.string().max(200),
  /** Empty = all. */
  states: z.array(z.enum(ORDER_STATES)).max(ORDER_STATES.length),
  /** Those of an organisation and everything below it; `null` = all. */
  organizationId: z.string().max(200).nullable().default(null),
});

export const peopleSortSchema = z.strictObject({
  /** `list`: the order of NEO's list. */
  by: z.enum(['list', 'name', 'organization', 'state']),
  direction: z.enum(['ascending', 'descending']),
});

export const peopleCalls = {
  /** All people in NEO's list with their order state. `run-not-found` if a list is missing. */
  'people.list': query(
    z.strictObject({
      filter: peopleFilterSchema,
      sort: peopleSortSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      /** Of the findings. */
      revision: z.number().int(),
      total: count,
      /** People by state under the same search. */
      states: z.array(z.strictObject({ state: z.enum(ORDER_STATES), people: count })),
      rows: z.array(personRowSchema),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /**
   * One person's order through all gates, from lists and drafts; nothing is sent. `analysis-no-people` without NEO users, `run-not-found`
   * without Amazon users, `order-person-not-found` for an unknown person.
   */
  'people.look': query(
    z.strictObject({ personId }),
    z.strictObject({
      /** Of the findings. */
      revision: z.number().int(),
      person: personSchema.extend({ loginId: z.string(), employeeCode: z.string() }),
      state: z.enum(ORDER_STATES),
      gates: z.array(gateSchema).length(8),
      /** Where the order stops; `null` = at no gate that is known. */
      firstClosed: gate.nullable(),
      /** Fixes that were adopted for the person or the person's account and have not arrived, each as the lists show it now. */
      fixes: z.array(fixSchema),
      /** What the gates were judged by. */
      evidence: z.strictObject({
        integration: z.strictObject({
          systemLogin: z.boolean(),
          /** `null` = not checked. */
          passwordSet: z.boolean().nullable(),
          poRequestUrl: z.boolean(),
          /** Amazon groups that are noted, and those whose purchasing system is active. */
          groups: count,
          activeGroups: count,
        }),
        standing: z.strictObject({
          /** `untold`: NEO's list has no state column. */
          state: z.enum(['active', 'suspended', 'login-denied', 'deleted', 'unknown', 'untold']),
          /** `unlisted`: no list of allowed users exists, so everyone is allowed. `untold`: unknown from the lists. */
          allowed: z.enum(['allowed', 'refused', 'unlisted', 'untold']),
          excluded: z.boolean(),
        }),
        workEmail: z.string(),
        /** The Amazon user it was compared with; `null` = none was found. */
        account: z
          .strictObject({
            email: z.string(),
            name: z.string(),
            state: z.enum(['active', 'inactive', 'invited', 'unknown']),
            punchout: z.boolean().nullable(),
            groups: z.array(z.string()),
          })
          .nullable(),
      }),
      /** Pending order requests as last read; `null` = never read, or the person has no id to find them by. */
      orders: z
        .strictObject({
          /** The person's, the most urgent first, at most 20. */
          rows: z.array(orderRowSchema),
          /** Requests without a usable applicant id. */
          untold: count,
          /** Of those, requests with the person's name. */
          ofSameName: count,
        })
        .nullable(),
      /** The request by which NEO would start the shopping. */
      request: requestSchema,
      /** Invoice groups the person may choose from, and the Amazon group whose code each equals; `''` = none. */
      invoices: z.array(z.strictObject({ id: z.string(), name: z.string(), code: z.string(), amazonGroup: z.string() })),
      title: z.string(),
      /** Who would decide; `null` without a default route. */
      route: z
        .strictObject({
          id: z.string(),
          name: z.string(),
          stages: z.array(stageSchema),
          /** Day of the last decision by the days that are written on the steps, and calendar days until then. */
          ends: z.string().nullable(),
          days: z.number().int().nullable(),
          /** The same without branch steps, because the branch taken is unknown. */
          least: z.number().int().nullable(),
          /** A step without expected days; one business day is assumed. */
          assumed: z.boolean(),
        })
        .nullable(),
      /** Next number of the default rule. `null` = no rule. */
      serial: z
        .strictObject({
          id: z.string(),
          name: z.string(),
          /** `null` = no number is left. */
          number: z.string().nullable(),
          /** The last issued number is unknown; the first one is shown as an example. */
          isExample: z.boolean(),
          /** Day up to which issued numbers are known; `null` for an example. */
          asOf: z.string().nullable(),
        })
        .nullable(),
      /** The lock for a request made now. Instants are ISO 8601. */
      lock: z.strictObject({
        requestedAt: z.string(),
        ends: z.strictObject({ hours: z.string(), dates: z.string() }),
        /** The company's own reading of "7 days". */
        reading: z.enum(LOCK_READINGS),
        /** The last business day on which a decision is in time by that reading; `null` = there is none. */
        lastChance: z.string().nullable(),
      }),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Amazon's response to that request. Only the demo company's Amazon is asked; otherwise `asked: false` and nothing is sent. */
  'people.askAmazon': query(
    z.strictObject({ personId }),
    z.discriminatedUnion('asked', [
      z.strictObject({ asked: z.literal(false) }),
      z.strictObject({ asked: z.literal(true), accepted: z.boolean(), failed: reasons, warned: reasons, facts }),
    ]),
    { reads: ['server', ...FINDING_TOPICS], heavy: true },
  ),
} as const;
