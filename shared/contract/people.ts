import { z } from 'zod';
import { LOCK_INTERPRETATIONS } from '../domain/checkout/lock-clock.ts';
import { PUNCHOUT_REQUEST_PARTS } from '../domain/integration/composed-setup.ts';
import { UNCHECKED_GATES } from '../domain/readiness/gates/configuration.ts';
import { GATE_STATES } from '../domain/readiness/gates/order-gates.ts';
import { PERSON_ORDER_STATES } from '../domain/readiness/gates/order-state.ts';
import { defineQuery } from './call/define.ts';
import { personSchema } from './call/named.ts';
import { FINDING_TOPICS } from './call/topics.ts';
import { layerResultSchema } from './connections/connections.ts';
import { fixSchema } from './fixes/fixes.ts';
import { orderRowSchema } from './orders/orders.ts';
import { reasonTextSchema, rowTriageSchema } from './readiness/matching.ts';
import { findingCodeSchema, severitySchema, sideSchema } from './readiness/readiness.ts';
import { stageSchema } from './routes/routes.ts';

const count = z.number().int().min(0);
/** The id in NEO or, if the list has none, the permanent identity of a row (`PersonRow`). */
const personId = z.string().min(1).max(400);
const gate = z.number().int().min(1).max(8);

const gateSchema = z.strictObject({
  gate,
  /** See `GateState` (domain). */
  state: z.enum(GATE_STATES),
  /** Findings, most important first. `row`: number in the table of findings of this `revision`. */
  findings: z.array(
    z.strictObject({
      row: count,
      code: findingCodeSchema,
      severity: severitySchema,
      side: sideSchema,
      reason: reasonTextSchema,
      /** True if the finding concerns a setting of the company, and thus all people. */
      ofCompany: z.boolean(),
      /** The decision about the finding. */
      triage: rowTriageSchema,
    }),
  ),
  /** Parts of the gate that cannot be checked yet. */
  unseen: z.array(z.enum(UNCHECKED_GATES)),
  /** The side that can open the gate; `null` unless it is closed. */
  move: sideSchema.nullable(),
});

const requestSchema = z.strictObject({
  /** The address to which NEO sends the request, as far as known. */
  address: z.string(),
  /** The XML formatted for display, with a masked password. */
  document: z.string(),
  parts: z.array(
    z.strictObject({
      part: z.enum(PUNCHOUT_REQUEST_PARTS),
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
  /** See `OrderState` (domain). */
  state: z.enum(PERSON_ORDER_STATES),
  /** The gate at which the order stops first; `null` unless blocked. */
  gate: gate.nullable(),
  /** The finding under which a blocked person counts; `null` = none. */
  code: findingCodeSchema.nullable(),
  /** The side that must act; `null` unless blocked. */
  move: sideSchema.nullable(),
});
export type PersonRow = z.output<typeof personRowSchema>;

export const peopleFilterSchema = z.strictObject({
  /** Search words. Each must occur in a name, kana, number, login id or address; romaji also matches kana. `''` = all people. */
  search: z.string().max(200),
  /** Selected states; empty = all. */
  states: z.array(z.enum(PERSON_ORDER_STATES)).max(PERSON_ORDER_STATES.length),
  /** Only people of an organization and its descendants; `null` = all. */
  organizationId: z.string().max(200).nullable().default(null),
});

export const peopleSortSchema = z.strictObject({
  /** `list`: in the order of NEO's list. */
  by: z.enum(['list', 'name', 'organization', 'state']),
  direction: z.enum(['ascending', 'descending']),
});

export const peopleCalls = {
  /** All people in NEO's list with their order state. Fails with `run-not-found` if a list is missing. */
  'people.list': defineQuery(
    z.strictObject({
      filter: peopleFilterSchema,
      sort: peopleSortSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      /** Revision of the findings. */
      revision: z.number().int(),
      total: count,
      /** Number of people by state, for the same search. */
      states: z.array(z.strictObject({ state: z.enum(PERSON_ORDER_STATES), people: count })),
      rows: z.array(personRowSchema),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /**
   * Evaluates one person's order at all gates, from lists and drafts; nothing is sent. Fails with `analysis-no-people` without NEO users,
   * `run-not-found` without Amazon users, and `order-person-not-found` for an unknown person.
   */
  'people.look': defineQuery(
    z.strictObject({ personId }),
    z.strictObject({
      /** Revision of the findings. */
      revision: z.number().int(),
      person: personSchema.extend({ loginId: z.string(), employeeCode: z.string() }),
      state: z.enum(PERSON_ORDER_STATES),
      gates: z.array(gateSchema).length(8),
      /** The first closed gate; `null` if no gate is known to be closed. */
      firstClosed: gate.nullable(),
      /** Adopted fixes for the person or the person's account that have not arrived, with their present state according to the lists. */
      fixes: z.array(fixSchema),
      /** Facts on which the gates were evaluated. */
      evidence: z.strictObject({
        integration: z.strictObject({
          systemLogin: z.boolean(),
          /** Whether the catalog password is set; `null` = not checked. */
          passwordSet: z.boolean().nullable(),
          poRequestUrl: z.boolean(),
          /** Number of recorded Amazon groups, and of those with an active purchasing system. */
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
        /** The Amazon user matched with the person; `null` if none was found. */
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
      /** Pending order requests as last read; `null` if they were never read, or the person has no id to search by. */
      orders: z
        .strictObject({
          /** The person's requests, most urgent first, at most 20. */
          rows: z.array(orderRowSchema),
          /** Number of requests without a usable applicant id. */
          untold: count,
          /** Number of these requests with the person's name. */
          ofSameName: count,
        })
        .nullable(),
      /** The request with which NEO would start the shopping. */
      request: requestSchema,
      /** Invoice groups that the person may choose, and the Amazon group with the same code; `''` if there is none. */
      invoices: z.array(z.strictObject({ id: z.string(), name: z.string(), code: z.string(), amazonGroup: z.string() })),
      title: z.string(),
      /** The approvers of the default route; `null` without one. */
      route: z
        .strictObject({
          id: z.string(),
          name: z.string(),
          stages: z.array(stageSchema),
          /** Expected day of the last decision according to the steps' expected days, and the calendar days until then. */
          ends: z.string().nullable(),
          days: z.number().int().nullable(),
          /** Calendar days without the steps with a branch, because the branches are unknown. */
          least: z.number().int().nullable(),
          /** True if a step has no expected days, so that one business day is assumed. */
          assumed: z.boolean(),
        })
        .nullable(),
      /** Next number of the default serial; `null` without one. */
      serial: z
        .strictObject({
          id: z.string(),
          name: z.string(),
          /** The number; `null` if none is left. */
          number: z.string().nullable(),
          /** True if the last issued number is unknown, so that the first number is shown as an example. */
          isExample: z.boolean(),
          /** Day up to which issued numbers are known; `null` for an example. */
          asOf: z.string().nullable(),
        })
        .nullable(),
      /** The lock of a request made now. Instants are ISO 8601. */
      lock: z.strictObject({
        requestedAt: z.string(),
        ends: z.strictObject({ hours: z.string(), dates: z.string() }),
        /** The company's interpretation of "7 days". */
        reading: z.enum(LOCK_INTERPRETATIONS),
        /** The last business day on which a decision is in time by that interpretation; `null` if there is none. */
        lastChance: z.string().nullable(),
      }),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Amazon's response to that request. It is sent only for the demo company; otherwise `asked` is false and nothing is sent. */
  'people.askAmazon': defineQuery(
    z.strictObject({ personId }),
    z.discriminatedUnion('asked', [
      z.strictObject({ asked: z.literal(false) }),
      z.strictObject({ asked: z.literal(true), accepted: z.boolean(), failed: reasons, warned: reasons, facts }),
    ]),
    { reads: ['server', ...FINDING_TOPICS], heavy: true },
  ),
} as const;
