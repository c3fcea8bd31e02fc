import { expect, test } from 'vitest';
import { addMember, listMembers, type MemberLists, removeMember, setDescendants } from '#renderer/parts/record-editor/members.ts';
import { applyRecordEdit } from '#shared/domain/drafts/record-edit.ts';

const lists: MemberLists = { users: ['u1', 'u2'], organizations: [{ id: 'o1', descendants: false }], roles: ['r1'] };
const after = (edit: ReturnType<typeof addMember>): MemberLists =>
  edit === null ? lists : applyRecordEdit({ everyone: false, ...lists }, edit).body;

test('lists every member once, organizations first', () => {
  expect(listMembers(lists).map(({ kind, id }) => `${kind} ${id}`)).toEqual(['organization o1', 'role r1', 'user u1', 'user u2']);
});

test('adds a member at the end of its own list, but not twice', () => {
  expect(after(addMember(lists, { kind: 'user', id: 'u3' })).users).toEqual(['u1', 'u2', 'u3']);
  expect(after(addMember(lists, { kind: 'role', id: 'r2' })).roles).toEqual(['r1', 'r2']);
  expect(after(addMember(lists, { kind: 'organization', id: 'o2' })).organizations).toEqual([
    { id: 'o1', descendants: false },
    { id: 'o2', descendants: true },
  ]);
  expect(addMember(lists, { kind: 'user', id: 'u1' })).toBeNull();
});

test('removes a member from its own list, even if another list has the same ID', () => {
  expect(after(removeMember(lists, { kind: 'user', id: 'u1' })).users).toEqual(['u2']);
  expect(after(removeMember(lists, { kind: 'organization', id: 'o1' })).organizations).toEqual([]);
  expect(removeMember(lists, { kind: 'role', id: 'u1' })).toBeNull();
});

test('an organization is counted with or without its descendants', () => {
  expect(after(setDescendants(lists, { id: 'o1', descendants: true })).organizations).toEqual([{ id: 'o1', descendants: true }]);
  expect(setDescendants(lists, { id: 'o9', descendants: true })).toBeNull();
});
