import type { FindingCode, Side } from './finding.ts';
import { listSidesWithPeople, type PeopleBySide } from './gates/owners.ts';

/** The administrator's action for a code. Codes with the same action are grouped. */
const ACTION_OF = {
  'work-email-missing': 'fill',
  'other-email-matches': 'move',
  'work-email-malformed': 'malformed',
  'work-email-duplicate': 'separate',
  'work-email-swapped': 'swap',
  'email-differs-whitespace': 'spelling',
  'email-differs-invisible': 'spelling',
  'email-differs-domain-form': 'spelling',
  'email-differs-case': 'spelling',
  'email-differs-width': 'spelling',
  'email-differs-dash': 'spelling',
  'email-differs-composition': 'spelling',
  'email-differs-alias-domain': 'confirm',
  'email-differs-plus-tag': 'confirm',
  'email-differs-provider-rule': 'confirm',
  'email-differs-lookalike': 'confirm',
  'email-differs-typo': 'confirm',
  'person-match': 'confirm',
  'amazon-user-missing': 'invite',
  'amazon-email-duplicate': 'merge',
  'amazon-user-inactive': 'activate',
  'amazon-invitation-pending': 'remind',
  'amazon-invitation-expiring': 'remind',
  'amazon-invitation-expired': 'reinvite',
  'punchout-role-missing': 'punchout',
  'purchasing-group-missing': 'group',
  'integration-incomplete': 'integration',
  'checkout-not-active': 'checkout',
  'no-invoice-group': 'invoiceGroup',
  'invoice-code-near-miss': 'invoiceCode',
  'invoice-code-malformed': 'invoiceCode',
  'invoice-code-unmatched': 'invoiceCode',
  'route-missing': 'route',
  'route-incomplete': 'route',
  'route-not-open-to-user': 'route',
  'route-step-vacant': 'approver',
  'route-self-approval': 'approver',
  'route-approver-inactive': 'approver',
  'serial-missing': 'serial',
  'serial-exhausted': 'serial',
} as const satisfies Partial<Record<FindingCode, string>>;

export type ActionKind = (typeof ACTION_OF)[keyof typeof ACTION_OF];
export const ACTION_KINDS = [...new Set(Object.values(ACTION_OF))] as readonly ActionKind[];

/** The action for a code; `null` for codes that block no one. */
export const getActionKind = (code: FindingCode): ActionKind | null =>
  code in ACTION_OF ? ACTION_OF[code as keyof typeof ACTION_OF] : null;

export interface NextAction {
  readonly kind: ActionKind;
  /** Codes resolved by the action, most people first. A filter on them shows exactly the people of the action. */
  readonly codes: readonly FindingCode[];
  /** Responsible sides, in the order of the codes. */
  readonly sides: readonly Side[];
  readonly people: number;
}

/** Number of people by the finding that stops them first. */
interface Reason {
  readonly code: FindingCode;
  readonly people: number;
  readonly owners: PeopleBySide;
}

/** Next actions, in descending order of the people they unblock. A person counts once, so the numbers add up. */
export function listNextActions(reasons: readonly Reason[]): NextAction[] {
  const actions = new Map<ActionKind, { codes: FindingCode[]; sides: Side[]; people: number }>();
  const rows = reasons.filter(({ people }) => people > 0).toSorted((a, b) => b.people - a.people);
  for (const { code, people, owners } of rows) {
    const kind = getActionKind(code);
    if (kind === null) continue;
    const action = actions.get(kind) ?? { codes: [], sides: [], people: 0 };
    action.codes.push(code);
    for (const { side } of listSidesWithPeople(owners)) if (!action.sides.includes(side)) action.sides.push(side);
    action.people += people;
    actions.set(kind, action);
  }
  return [...actions].map(([kind, action]) => ({ kind, ...action })).toSorted((a, b) => b.people - a.people);
}

/** Maximum number of actions shown in the window and in reports; the others are counted. */
const MOST_ACTIONS = 6;
export const listFirstActions = (reasons: readonly Reason[]): NextAction[] => listNextActions(reasons).slice(0, MOST_ACTIONS);

/** Number of the remaining actions, and of the people they can unblock. */
export function countLaterActions(reasons: readonly Reason[]): { readonly kinds: number; readonly people: number } {
  const later = listNextActions(reasons).slice(MOST_ACTIONS);
  return { kinds: later.length, people: later.reduce((sum, { people }) => sum + people, 0) };
}
