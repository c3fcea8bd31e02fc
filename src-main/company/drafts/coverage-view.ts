import type { CallOutput } from '#shared/contract/calls.ts';
import { type Drafts, listBodies } from '#shared/domain/drafts/draft.ts';
import { isCode } from '#shared/domain/integration/code.ts';
import { NO_ORGANIZATION_INDEX, type PeopleIndex } from '#shared/domain/integration/people.ts';
import { type CodeMatch, matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { computeCoverage } from '#shared/domain/invoicing/coverage.ts';
import { listGroupsWithValidCode } from '#shared/domain/invoicing/findings.ts';
import { computeMembership, isMembershipComplete } from '#shared/domain/invoicing/membership.ts';
import { listKnownOptions } from '#shared/domain/readiness/gates/configuration.ts';

type Coverage = CallOutput<'drafts.coverage'>;

/** Returns how the code of each invoice group matches the options of Amazon groups, in group order; `null` if no option is known. */
function codeMatches(drafts: Drafts): readonly CodeMatch[] | null {
  const options = [...listBodies(drafts.values(), 'amazon_groups')]
    .map(({ body }) => body.integrationOption)
    .filter((option) => option !== '');
  if (options.length === 0) return null;
  return matchCodes(
    [...listBodies(drafts.values(), 'invoice_groups')].map(({ body }) => body.code),
    options,
  );
}

/** Returns per invoice group whether orders with it pass gate 5: its code equals an option of an Amazon group, or no option is known. */
export function flagServingGroups(drafts: Drafts): readonly boolean[] {
  const groups = Array.from(listBodies(drafts.values(), 'invoice_groups'), ({ body }) => body);
  const options = listKnownOptions({ amazonGroups: Array.from(listBodies(drafts.values(), 'amazon_groups'), ({ body }) => body) });
  const serving = new Set(listGroupsWithValidCode(groups, options));
  return groups.map((group) => serving.has(group));
}

/** Returns one level of the matrix of organizations and invoice groups, for people in scope. An unknown organization has no sublevel. */
export function buildCoverageLevel(
  drafts: Drafts,
  people: PeopleIndex | null,
  inScope: Uint8Array,
  parentId: string | null,
): Omit<Coverage, 'revision'> {
  const own = [...listBodies(drafts.values(), 'invoice_groups')];
  const matches = codeMatches(drafts);
  const groups = own.map(({ id, body: { code, name } }, at) => {
    return { id, code, name, people: 0, match: matches?.[at]?.kind ?? null, malformed: !isCode(code) };
  });
  if (people === null) return { people: 0, none: 0, several: 0, byCodeAlone: 0, unchecked: 0, groups, rows: [] };
  const membership = computeMembership(
    own.map(({ body }) => body),
    people,
  );
  const coverage = computeCoverage(membership, people, inScope, own.length, flagServingGroups(drafts));
  const parent = parentId === null ? NO_ORGANIZATION_INDEX : people.organizationAt(parentId);
  const children = new Int32Array(people.organizations.length);
  for (const above of people.parents) if (above !== NO_ORGANIZATION_INDEX) children[above] = (children[above] as number) + 1;
  const rows = coverage.rows.filter(
    ({ organization }) => people.parents[organization] === parent && !(parent === NO_ORGANIZATION_INDEX && parentId !== null),
  );
  return {
    people: coverage.people,
    none: coverage.none,
    several: coverage.several,
    byCodeAlone: coverage.byCodeAlone,
    unchecked: coverage.unchecked,
    groups: groups.map((group, at) => ({ ...group, people: coverage.byGroup[at] ?? 0 })),
    rows: rows.map(({ organization, cells, ...counts }) => {
      const { id, name } = people.organizations[organization] as PeopleIndex['organizations'][number];
      return { id, name, children: children[organization] ?? 0, ...counts, cells: cells.map((cell) => ({ ...cell })) };
    }),
  };
}

/**
 * Returns how many people in scope would have no working invoice group without the given groups, because they are in no other group or
 * only in groups whose code Amazon lacks; `null` = unknown.
 */
export function countLeftWithoutGroup(
  drafts: Drafts,
  people: PeopleIndex,
  inScope: Uint8Array,
  removed: ReadonlySet<string>,
): number | null {
  const own = [...listBodies(drafts.values(), 'invoice_groups')];
  const serving = flagServingGroups(drafts);
  const membership = computeMembership(
    own.map(({ body }) => body),
    people,
  );
  const { sets, setOfUser } = membership;
  if (!isMembershipComplete(membership)) return null;
  const works = (group: number): boolean => serving[group] === true;
  const isLost = (set: readonly number[]): boolean => {
    const rest = set.filter((group) => !removed.has(own[group]?.id ?? ''));
    return rest.length < set.length && (rest.length === 0 || (set.some(works) && !rest.some(works)));
  };
  const lost = sets.map(isLost);
  let count = 0;
  for (let i = 0; i < setOfUser.length; i++) if (inScope[i] === 1 && lost[setOfUser[i] as number]) count++;
  return count;
}
