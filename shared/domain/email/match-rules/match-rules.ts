import { MAX_ADDRESS_LENGTH } from '../max-length.ts';
import { memoizeByText } from '../memoize.ts';
import type { EmailPolicy } from '../policy.ts';
import { removeInvisible, removeWhitespace } from './blanks.ts';
import { normalizeDomain } from './domain-form.ts';
import { composeCharacters, foldCase, foldDashes, foldWidth } from './letter-forms.ts';
import { toLookalikeSkeleton } from './lookalike.ts';
import { applyProviderRule, createAliasStep, removePlusTag } from './mailbox-rules.ts';

/** Finding codes of the match rules, in the order of the rules. */
export type MatchRuleCode =
  | 'email-differs-whitespace'
  | 'email-differs-invisible'
  | 'email-differs-domain-form'
  | 'email-differs-case'
  | 'email-differs-width'
  | 'email-differs-dash'
  | 'email-differs-composition'
  | 'email-differs-alias-domain'
  | 'email-differs-plus-tag'
  | 'email-differs-provider-rule'
  | 'email-differs-lookalike';

/** One match rule: a pure function that removes one kind of difference. */
export interface MatchRule {
  readonly code: MatchRuleCode;
  /** 1 for the first rule; the number in docs/domain/matching.md#match-rules. */
  readonly level: number;
  readonly source: string;
  /** Applies only this rule. Never throws. */
  apply(address: string): string;
}

/** The match rules of one policy, applied in order. */
export interface MatchRules {
  readonly rules: readonly MatchRule[];
  /** The address after the rules 1 to `rule`; `key(address, 0)` is the address itself. Idempotent; never throws. */
  key(address: string, rule: number): string;
  /** All keys from the address itself to that of `rule` (omitted = the last rule). */
  keys(address: string, rule?: number): readonly string[];
  /** Level of the first rule after which both addresses are equal, 0 if they are equal, `null` if they never are or one is too long. */
  meet(a: string, b: string): number | null;
}

type Step = (address: string) => string;

const FORM_STEPS: readonly (readonly [MatchRuleCode, Step])[] = [
  ['email-differs-whitespace', removeWhitespace],
  ['email-differs-invisible', removeInvisible],
  ['email-differs-domain-form', normalizeDomain],
  ['email-differs-case', foldCase],
  ['email-differs-width', foldWidth],
  ['email-differs-dash', foldDashes],
  ['email-differs-composition', composeCharacters],
];
/** Number of rules that concern only the notation of an address, not its mailbox. */
const FORM_RULES = FORM_STEPS.length;
/** Maximum number of passes. Only an alias table that maps a domain to its own look-alike could loop. */
const MAX_PASSES = 40;

/** Creates the match rules of a company. Source: docs/domain/matching.md#match-rules. */
export function createMatchRules(policy: EmailPolicy): MatchRules {
  const named: readonly (readonly [MatchRuleCode, Step])[] = [
    ...FORM_STEPS,
    ['email-differs-alias-domain', createAliasStep(policy)],
    ['email-differs-plus-tag', removePlusTag],
    ['email-differs-provider-rule', applyProviderRule],
    ['email-differs-lookalike', toLookalikeSkeleton],
  ];
  const steps = named.map(([, step]) => step);
  const next = (address: string, rule: number, plain: boolean): string =>
    plain && rule <= FORM_RULES ? address : climb(steps, address, rule);

  const keys = (address: string, rule: number = steps.length): readonly string[] => {
    if (address.length > MAX_ADDRESS_LENGTH) return new Array<string>(Math.min(rule, steps.length) + 1).fill(address);
    const plain = isPlainAddress(address);
    const found = [address];
    let key = address;
    for (let level = 1; level <= rule && level <= steps.length; level += 1) {
      key = next(key, level, plain);
      found.push(key);
    }
    return found;
  };

  return {
    rules: named.map(([code, apply], index) => ({
      code,
      level: index + 1,
      source: `docs/domain/matching.md#match-rules, rule ${index + 1}`,
      apply,
    })),
    key: (address, rule) => keys(address, rule).at(-1) ?? address,
    keys,
    meet(a, b) {
      if (a === b) return 0;
      if (a.length > MAX_ADDRESS_LENGTH || b.length > MAX_ADDRESS_LENGTH) return null;
      const plainA = isPlainAddress(a);
      const plainB = isPlainAddress(b);
      let keyA = a;
      let keyB = b;
      for (let level = plainA && plainB ? FORM_RULES + 1 : 1; level <= steps.length; level += 1) {
        keyA = next(keyA, level, plainA);
        keyB = next(keyB, level, plainB);
        if (keyA === keyB) return level;
      }
      return null;
    },
  };
}

/**
 * Applies one more rule to a key that the earlier rules no longer change. If it produces input for earlier rules (a full-width `＠` that
 * becomes an `@`), they are applied again until nothing changes, so that keys are idempotent.
 */
function climb(steps: readonly Step[], key: string, level: number): string {
  const moved = steps[level - 1]?.(key) ?? key;
  if (moved === key) return key;
  let current = moved;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const before = current;
    for (let index = isPlainAddress(current) ? FORM_RULES : 0; index < level; index += 1) current = steps[index]?.(current) ?? current;
    if (current === before) break;
  }
  return current;
}

/** Characters that the rules before alias domains may change: all except lower-case printable ASCII, Punycode, and a final dot. */
const MAY_CHANGE = /[^!-@[-~]|xn--|\.$/;

/** True if no rule before alias domains changes the address. Uses a pattern, because a loop over characters takes ten times as long. */
export const isPlainAddress = (address: string): boolean => !MAY_CHANGE.test(address);

const FORM_ONLY: readonly Step[] = FORM_STEPS.map(([, step]) => step);

/**
 * The intended address: the result of the rules from whitespace to composition. Two records with one canonical address are duplicates, and
 * suggestions use this form. Idempotent; plain and overlong addresses are returned unchanged.
 */
export function toCanonicalAddress(address: string): string {
  if (address.length > MAX_ADDRESS_LENGTH || isPlainAddress(address)) return address;
  // Capitals are the most frequent difference. If there is no other, the rules need not be applied.
  const lower = address.toLowerCase();
  return isPlainAddress(lower) ? lower : oddForm(address);
}

/** Unusual addresses are normalized repeatedly, so the result is memoized. */
const oddForm = memoizeByText((address: string): string => {
  let key = address;
  for (let level = 1; level <= FORM_RULES && !isPlainAddress(key); level += 1) key = climb(FORM_ONLY, key, level);
  return key;
});

/** The canonical address, and the rules that changed the address to reach it. */
export function traceCanonicalAddress(address: string): { readonly canonical: string; readonly changed: readonly MatchRuleCode[] } {
  const changed: MatchRuleCode[] = [];
  let key = address;
  if (address.length > MAX_ADDRESS_LENGTH) return { canonical: address, changed };
  for (let level = 1; level <= FORM_RULES && !isPlainAddress(key); level += 1) {
    const next = climb(FORM_ONLY, key, level);
    const code = FORM_STEPS[level - 1]?.[0];
    if (next !== key && code !== undefined) changed.push(code);
    key = next;
  }
  return { canonical: key, changed };
}
