import type { EmailPolicy } from '#shared/domain/email/index.ts';
import { aliasDomainPairs, plusTagPairs, providerRulePairs } from './pairs-mailbox.ts';
import { lookalikePairs, typoPairs } from './pairs-misread.ts';
import { combinedPairs, neverPairs, samePairs } from './pairs-mixed.ts';
import { casePairs, compositionPairs, dashPairs, domainFormPairs, invisiblePairs, whitespacePairs, widthPairs } from './pairs-writing.ts';

/** What NEO holds, what Amazon holds, and why the two are the same (or not). */
export type WrittenPair = readonly [neo: string, amazon: string, note: string];

/** The expected finding: a rule without its prefix, `same`, `typo` (no rule, one slip), or `never`. */
export type Expected =
  | 'same'
  | 'whitespace'
  | 'invisible'
  | 'domain-form'
  | 'case'
  | 'width'
  | 'dash'
  | 'composition'
  | 'alias-domain'
  | 'plus-tag'
  | 'provider-rule'
  | 'lookalike'
  | 'typo'
  | 'never';

/** The company of the corpus: renamed once, and its two brands under one roof. */
export const CORPUS_POLICY: EmailPolicy = {
  companyDomains: ['example.co.jp'],
  aliasDomains: [
    { from: 'old.example', to: 'example.co.jp' },
    { from: 'older.example', to: 'old.example' },
    { from: 'example.com', to: 'example.co.jp' },
    { from: 'hq.example.co.jp', to: 'example.co.jp' },
    { from: 'つなぎ.example', to: 'example.co.jp' },
  ],
  caseComparison: 'exact',
};

/** Every written pair with its expectation. Each was decided from docs/domain/matching.md#match-rules, not from the program. */
export const WRITTEN_PAIRS: readonly (readonly [Expected, WrittenPair])[] = [
  ...expecting('same', samePairs),
  ...expecting('whitespace', whitespacePairs),
  ...expecting('invisible', invisiblePairs),
  ...expecting('domain-form', domainFormPairs),
  ...expecting('case', casePairs),
  ...expecting('width', widthPairs),
  ...expecting('dash', dashPairs),
  ...expecting('composition', compositionPairs),
  ...expecting('alias-domain', aliasDomainPairs),
  ...expecting('plus-tag', plusTagPairs),
  ...expecting('provider-rule', providerRulePairs),
  ...expecting('lookalike', lookalikePairs),
  ...expecting('typo', typoPairs),
  ...expecting('never', neverPairs),
  ...combinedPairs,
];

function expecting(expected: Expected, pairs: readonly WrittenPair[]): readonly (readonly [Expected, WrittenPair])[] {
  return pairs.map((pair) => [expected, pair]);
}
