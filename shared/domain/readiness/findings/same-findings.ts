import { type Finding, getFindingSeverity, type Suggestion } from '../finding.ts';

export const areSameFindings = (a: readonly Finding[], b: readonly Finding[]): boolean =>
  a === b || (a.length === b.length && a.every((finding, at) => isSameFinding(finding, b[at] as Finding)));

/** True for the same objects in the same order. */
export const areSameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at]);

export function areSameMarks(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export const isSameFinding = (a: Finding, b: Finding): boolean =>
  a === b ||
  (a.code === b.code &&
    a.neoIndex === b.neoIndex &&
    a.amazonIndex === b.amazonIndex &&
    a.subject === b.subject &&
    a.side === b.side &&
    getFindingSeverity(a) === getFindingSeverity(b) &&
    a.reason.key === b.reason.key &&
    areSameParams(a.reason.params, b.reason.params) &&
    sameSuggestion(a.suggestion, b.suggestion));

/** Compared by content, because the company's domains may change a suggestion without changing the finding. */
const sameSuggestion = (a: Suggestion | null, b: Suggestion | null): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function areSameParams(a: Finding['reason']['params'], b: Finding['reason']['params']): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
