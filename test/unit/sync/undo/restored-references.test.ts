import { describe, expect, it } from 'vitest';
import type { NeoUserState } from '#shared/domain/directory/directory.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { findInactiveNamedPeople } from '#shared/domain/sync/undo/inactive-named-again.ts';
import { route, step } from '../../routes/company.ts';

const STATES: Readonly<Record<string, NeoUserState>> = { '1': 'active', '2': 'suspended', '3': 'deleted', '4': 'unknown' };
const stateOf = (id: string): NeoUserState | null => STATES[id] ?? null;
const asking = (...users: string[]): Body => route([step('a', { kind: 'users', users })]);
const allowed = (...users: string[]): Body => ({ everyone: false, users, organizations: [], roles: [] });

describe('who is named again', () => {
  it('includes an approver who is suspended, has left or is not in NEO', () => {
    expect(findInactiveNamedPeople('routes', asking('1', '2', '3', '4', '9'), asking('1'), stateOf)).toEqual([
      { id: '2', as: 'approver', state: 'suspended' },
      { id: '3', as: 'approver', state: 'deleted' },
      { id: '9', as: 'approver', state: 'missing' },
    ]);
  });

  it('does not include people already in that step, but those in another step', () => {
    expect(findInactiveNamedPeople('routes', asking('2'), asking('2', '1'), stateOf)).toEqual([]);
    const later = route([step('a', { kind: 'users', users: ['2'] }), step('b', { kind: 'group', name: '', rule: 'one', members: ['2'] })]);
    expect(findInactiveNamedPeople('routes', later, asking('2'), stateOf)).toEqual([{ id: '2', as: 'approver', state: 'suspended' }]);
  });

  it('includes people only, even if other objects have the same ID', () => {
    const places: Body = { everyone: false, users: [], organizations: [{ id: '2', descendants: true }], roles: ['3'] };
    expect(findInactiveNamedPeople('allowed_users', places, null, stateOf)).toEqual([]);
    expect(findInactiveNamedPeople('routes', route([step('a', { kind: 'role', roleId: '2' })]), null, stateOf)).toEqual([]);
  });

  it('includes users of the route separately from its approvers', () => {
    const principals = [{ kind: 'user' as const, id: '2' }];
    const both = route([step('a', { kind: 'users', users: ['2'] })], { access: { kind: 'listed', principals } });
    expect(findInactiveNamedPeople('routes', both, asking('2'), stateOf)).toEqual([{ id: '2', as: 'applicant', state: 'suspended' }]);
    const open = route([], { access: { kind: 'listed', principals } });
    expect(findInactiveNamedPeople('routes', both, open, stateOf)).toEqual([{ id: '2', as: 'approver', state: 'suspended' }]);
  });

  it('includes lists of people, and an object that is restored completely', () => {
    expect(findInactiveNamedPeople('allowed_users', allowed('1', '2'), allowed('1'), stateOf)).toEqual([
      { id: '2', as: 'allowed', state: 'suspended' },
    ]);
    const group: Body = { code: 'A', name: 'A', users: ['3', '1'], organizations: [] };
    expect(findInactiveNamedPeople('invoice_groups', group, null, stateOf)).toEqual([{ id: '3', as: 'member', state: 'deleted' }]);
    const listed = route([], { access: { kind: 'listed', principals: [{ kind: 'user', id: '9' }] } });
    expect(findInactiveNamedPeople('routes', listed, null, stateOf)).toEqual([{ id: '9', as: 'applicant', state: 'missing' }]);
    expect(findInactiveNamedPeople('routes', null, listed, stateOf)).toEqual([]);
    expect(findInactiveNamedPeople('common_settings', { title: '', routeId: null, serialId: null }, null, stateOf)).toEqual([]);
  });

  it('is unknown without a list of people if any person is restored', () => {
    expect(findInactiveNamedPeople('routes', asking('1'), null, null)).toBeNull();
    expect(findInactiveNamedPeople('routes', asking('1'), asking('1'), null)).toEqual([]);
  });
});
