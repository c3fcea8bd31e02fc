import { describe, expect, it } from 'vitest';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { computeCoverage } from '#shared/domain/invoicing/coverage.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { computeMembership, countMembers } from '#shared/domain/invoicing/membership.ts';
import { neoUser } from '../../support/directories.ts';

/** The lists do not contain the organizations, so a group with an organization may have any member. */
const PEOPLE = new PeopleIndex({
  neoUsers: [neoUser({ id: 'named' }), neoUser({ id: 'other' })],
  organizations: [],
  roles: [],
  missingFacts: new Set(['organizations']),
});
const BY_USER: InvoiceGroup = { code: 'AAAA', name: '本社', users: ['named'], organizations: [] };
const BY_ORGANIZATION: InvoiceGroup = { code: 'BBBB', name: '支店', users: [], organizations: [{ id: 'o', descendants: true }] };
const GROUPS = [BY_USER, BY_ORGANIZATION];
const EVERYBODY = Uint8Array.of(1, 1);

describe('people whose invoice groups depend on facts that the lists lack', () => {
  it('count as not checked, and not as people without a group', () => {
    const { people, none, unchecked, byCodeAlone } = computeCoverage(computeMembership(GROUPS, PEOPLE), PEOPLE, EVERYBODY, 2);
    expect({ people, none, unchecked, byCodeAlone }).toEqual({ people: 2, none: 0, unchecked: 1, byCodeAlone: 0 });
  });

  it('are without a group if the group that they may be in has a code that Amazon does not know', () => {
    const { none, unchecked } = computeCoverage(computeMembership(GROUPS, PEOPLE), PEOPLE, EVERYBODY, 2, [true, false]);
    expect({ none, unchecked }).toEqual({ none: 1, unchecked: 0 });
  });

  it('leave the number of members unknown only if the group depends on the missing facts', () => {
    expect(GROUPS.map((group) => countMembers(group, PEOPLE, EVERYBODY))).toEqual([1, null]);
  });
});
