import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FindingFilter, FindingRow, FindingSort } from '#shared/contract/readiness/matching.ts';
import { isDirectoryManaged } from '#shared/domain/integration/amazon-users.ts';
import { NOT_IN_DIRECTORY } from '#shared/domain/readiness/company-directory/directory-join.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { getCorrection } from '../../company/findings/corrections.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { getMatchingPolicy } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';

/** Pages of the findings table, and the address comparison of one row. */
export interface FindingService {
  rows(window: {
    readonly filter: FindingFilter;
    readonly sort: FindingSort;
    readonly offset: number;
    readonly limit: number;
  }): Promise<CallOutput<'matching.rows'>>;
  finding(at: { readonly revision: number; readonly row: number }): Promise<CallOutput<'matching.finding'>>;
}

export const createFindingService = (session: CompanySession): FindingService => ({
  async rows({ filter, sort, offset, limit }) {
    const current = session.requireFindings();
    const { order, codeCounts, triageCounts, sinceCounts, people, findings, perPerson } = current.select(filter, sort);
    const corrected = withCorrections(session, current);
    const othersOf = (at: number): number => {
      const { neoIndex = -1 } = current.audit.findings[at] ?? {};
      return perPerson === null || neoIndex < 0 ? 0 : (perPerson[neoIndex] as number) - 1;
    };
    return {
      revision: current.revision,
      total: order.length,
      people,
      findings,
      rows: Array.from(order.subarray(offset, offset + limit), (at) => corrected(current.row(at, othersOf(at)))),
      groupStarts: current.groupStarts(order, sort),
      codeCounts: FINDING_CODES.flatMap((code, at) => (codeCounts[at] === 0 ? [] : [{ code, findings: codeCounts[at] as number }])),
      triageVersion: current.triageVersion,
      triageCounts: { ...triageCounts },
      sinceCounts: { ...sinceCounts },
    };
  },
  async finding({ revision, row }) {
    const current = session.requireFindings();
    const finding = current.audit.findings[row];
    if (current.revision !== revision || finding === undefined) throw new ExpectedError('run-not-found');
    const others = finding.neoIndex < 0 ? [] : current.rowsOfPerson(finding.neoIndex).filter((other) => other !== row);
    return {
      row: current.row(row),
      person: plainPerson(current, row),
      account: plainAccount(current, row),
      directory: inDirectory(current, row),
      others: others.map((other) => current.row(other)),
    };
  },
});

/** Returns the function that adds the correcting address to a row. */
function withCorrections(session: CompanySession, view: FindingsView): (row: FindingRow) => FindingRow {
  const file = session.file();
  const sources = { fixes: file.fixes.all(), invites: !isDirectoryManaged(getMatchingPolicy(file).amazonUsersFrom) };
  return (row) => {
    const correction = getCorrection(view, row.row, sources);
    return correction === undefined ? row : { ...row, correction };
  };
}

function plainPerson(view: FindingsView, row: number): CallOutput<'matching.finding'>['person'] {
  const finding = view.audit.findings[row];
  const person = finding === undefined ? null : view.person(finding);
  return person === null ? null : { ...person, organizations: view.organizationNames(person) };
}

function inDirectory(view: FindingsView, row: number): CallOutput<'matching.finding'>['directory'] {
  const { findings, join } = view.audit;
  const { neoIndex = -1, amazonIndex = -1 } = findings[row] ?? {};
  if (join === undefined || (neoIndex < 0 && amazonIndex < 0)) return null;
  const place = (neoIndex >= 0 ? join.neo[neoIndex] : join.amazon[amazonIndex]) as number;
  const person = join.people[place];
  if (person === undefined) return { found: place === NOT_IN_DIRECTORY ? 'absent' : 'unsure', person: null };
  return { found: 'found', person: { ...person } };
}

function plainAccount(view: FindingsView, row: number): CallOutput<'matching.finding'>['account'] {
  const finding = view.audit.findings[row];
  const account = finding === undefined ? null : view.accountBeside(finding);
  if (account === null) return null;
  const { email, name, state, punchout, groups, invitedOn } = account;
  return { email, name, state, punchout, groups: [...groups], invitedOn };
}
