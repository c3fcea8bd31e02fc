import { lintPeople, type PeopleProblem } from '../integration/allowed-users.ts';
import { type CodeProblem, checkCode } from '../integration/code.ts';
import type { PeopleIndex } from '../integration/people.ts';
import type { Problem } from '../integration/problem.ts';
import type { CodeMatch } from './code-match.ts';
import type { InvoiceGroup } from './invoice-group.ts';

export type InvoiceProblem =
  | CodeProblem
  | PeopleProblem
  | 'name-empty'
  | 'name-blanks'
  | 'members-none'
  | 'code-taken'
  | 'code-taken-by-case'
  | 'code-unmatched'
  | 'code-differs';

/** Facts of other objects that are needed to lint the group. */
export interface InvoiceLintContext {
  readonly people: PeopleIndex | null;
  /** Match of the code with the Amazon groups' options, and the option; `null` while no Amazon group is known. */
  readonly match: { readonly match: CodeMatch; readonly option: string } | null;
  /** Another group has the same code. */
  readonly codeTaken: boolean;
  /** Another group has a code that differs only in case. */
  readonly codeTakenByCase: boolean;
  /** The code of another invoice group matches the same option. */
  readonly optionShared: boolean;
}

/** Problems of an invoice group. Source: docs/domain/neo.md#checks. */
export function lintInvoiceGroup(
  group: InvoiceGroup,
  { people, match, codeTaken, codeTakenByCase, optionShared }: InvoiceLintContext,
): readonly Problem<InvoiceProblem>[] {
  const problems: Problem<InvoiceProblem>[] = [];
  const add = (code: InvoiceProblem, severity: Problem['severity'], path: string, params: Problem['params'] = {}): void => {
    problems.push({ code, severity, path, params });
  };
  const { problem, character, position, twin } = checkCode(group.code);
  if (problem !== null) add(problem, 'block', 'code', { character, position, twin: twin ?? 'none' });
  if (group.name.trim() === '') add('name-empty', 'risk', 'name');
  else if (group.name !== group.name.trim()) add('name-blanks', 'note', 'name');
  if (group.code !== '' && codeTaken) add('code-taken', 'block', 'code', { code: group.code });
  else if (group.code !== '' && codeTakenByCase) add('code-taken-by-case', 'risk', 'code', { code: group.code });
  if (match !== null && problem === null) {
    if (match.match.kind === 'unmatched') add('code-unmatched', 'block', 'code', { code: group.code });
    else if (match.match.kind !== 'exact')
      add('code-differs', 'block', 'code', {
        code: group.code,
        option: match.option,
        difference: match.match.kind,
        shared: optionShared ? 'yes' : 'no',
      });
  }
  if (group.users.length + group.organizations.length === 0) add('members-none', 'risk', '');
  return [...problems, ...lintPeople({ ...group, roles: [] }, people)];
}
