import * as z from 'zod/mini';
import { LIST_KINDS } from '#shared/contract/imports/list-kinds.ts';
import {
  FINDING_SORT_FIELDS,
  SEVERITIES,
  SINCE_FILTERS,
  SORT_DIRECTIONS,
  TRIAGE_FILTERS,
} from '#shared/contract/readiness/finding-choices.ts';
import { FIX_STATES } from '#shared/domain/fixes/fix-state.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { PERSON_ORDER_STATES } from '#shared/domain/readiness/gates/order-state.ts';
import { SETUP_STEP_IDS } from '#shared/domain/setup/guide.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { ITEM_KINDS, RISKS } from '#shared/domain/sync/plan/item.ts';
import { SETTINGS_SECTIONS } from './settings-sections.ts';

/** Parsers from address parameters to values. Lists drop unknown entries and keep the rest. */
const text = z.string().check(z.maxLength(200));
const number = z.pipe(
  z.string().check(z.regex(/^\d{1,9}$/)),
  z.transform((written: string) => Number(written)),
);
const flag = z.pipe(
  z.enum(['true', 'false']),
  z.transform((written: 'true' | 'false') => written === 'true'),
);
const day = z.iso.date();
const oneOf = <const T extends string>(values: readonly T[]) => z.enum(values);
const severalOf = <const T extends string>(values: readonly T[]) =>
  z.pipe(
    z.string(),
    z.transform((written: string) => {
      const parts: readonly string[] = written === '' ? [] : written.split(',');
      return values.filter((value) => parts.includes(value));
    }),
  );

/**
 * All screens with their optional parameters, which are also those of addresses: a screen that stores its filter, selection or open panel
 * has a parameter here.
 */
export const SCREEN_PARAMS = {
  readiness: {},
  breakdown: {},
  orders: {
    tab: oneOf(['list', 'routes', 'approvers', 'amazon']),
    kind: oneOf(['held', 'over', 'pending', 'all']),
    lastDay: day,
    route: text,
    approver: text,
    search: text,
    /** The order that is open in the panel. */
    open: text,
  },
  /** The selected day. */
  calendar: { day },
  matching: {
    codes: severalOf(FINDING_CODES),
    severities: severalOf(SEVERITIES),
    organizationId: text,
    /** Only the people who are counted under `codes` as their first closed gate. */
    firstGateOnly: flag,
    /** Responsible sides. */
    sides: severalOf(['neo', 'amazon', 'both']),
    /** One row per person. */
    perPerson: flag,
    search: text,
    triage: oneOf(TRIAGE_FILTERS),
    /** Findings that are new or returned since the previous run. */
    since: severalOf(SINCE_FILTERS),
    by: oneOf(FINDING_SORT_FIELDS),
    direction: oneOf(SORT_DIRECTIONS),
    /** A row to open, valid only for `revision`, because rows are renumbered. */
    row: number,
    revision: number,
  },
  triage: { tab: oneOf(['ledger', 'exclusions']) },
  /** `files` opens the dialog that makes the files; `neo` and `amazon` are its former addresses. */
  fixes: { tab: oneOf(['list', 'people', 'files', 'writings', 'neo', 'amazon']), states: severalOf(FIX_STATES), search: text },
  trend: { revision: number },
  /** The selected step of the set-up guide. */
  setup: { step: oneOf(SETUP_STEP_IDS) },
  integration: {},
  rehearsal: {},
  /** `personId`: the person in NEO whose page is open; the others filter the list of people. */
  people: { personId: text, states: severalOf(PERSON_ORDER_STATES), search: text, organizationId: text },
  serials: { id: text },
  amazonGroups: { id: text },
  invoicing: { tab: oneOf(['groups', 'coverage']), id: text },
  /** The open route, and a step in it. */
  routes: { id: text, stepId: text },
  /** Filter of the plan, the key of the change in the panel, and the dialog to open. */
  plan: {
    kind: oneOf(ITEM_KINDS),
    section: oneOf(GATEWAY_SECTIONS),
    risk: oneOf(RISKS),
    show: oneOf(['all', 'chosen', 'unchosen']),
    search: text,
    item: z.string().check(z.maxLength(300)),
    dialog: oneOf(['approval']),
  },
  /** `runId`: only entries of one run; `entry`: the entry in the panel. */
  history: { runId: text, entry: number },
  import: { kind: oneOf(LIST_KINDS) },
  server: {},
  weeklyCheck: {},
  settings: { section: oneOf(SETTINGS_SECTIONS) },
} as const satisfies Readonly<Record<string, Readonly<Record<string, z.ZodMiniType<ParamValue, string>>>>>;

export type ParamValue = string | number | boolean | readonly string[];
export type ScreenId = keyof typeof SCREEN_PARAMS;
export type ScreenParams = {
  readonly [S in ScreenId]: { readonly [P in keyof (typeof SCREEN_PARAMS)[S]]?: Readonly<z.output<(typeof SCREEN_PARAMS)[S][P]>> };
};

export const isScreenId = (name: string): name is ScreenId => Object.hasOwn(SCREEN_PARAMS, name);
