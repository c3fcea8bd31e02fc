import { describe, expect, it } from 'vitest';
import { ENTRA } from '#main/directory/cloud/entra.ts';
import { type EntraUser, parseEntraUser } from '#shared/domain/directory/entra-people.ts';

const USER: EntraUser = {
  id: '1',
  mail: 'abe@example.co.jp',
  proxyAddresses: ['smtp:alias@example.co.jp', 'SMTP:primary@example.co.jp', 'X500:/o=x'],
  userPrincipalName: 'abe@corp.example.co.jp',
  onPremisesSamAccountName: 'abe',
  employeeId: '０01',
  displayName: 'ｱﾍﾞ 愛',
  accountEnabled: true,
  department: '総務部',
};

describe('a user of Entra ID as a person', () => {
  it('keeps all texts verbatim', () => {
    expect(parseEntraUser(USER)).toEqual({
      mail: 'abe@example.co.jp',
      principalName: 'abe@corp.example.co.jp',
      accountName: 'abe',
      employeeId: '０01',
      name: 'ｱﾍﾞ 愛',
      state: 'enabled',
      group: '総務部',
    });
  });

  it('takes the primary address when mail is missing, never an alias', () => {
    expect(parseEntraUser({ ...USER, mail: null })?.mail).toBe('primary@example.co.jp');
    expect(parseEntraUser({ ...USER, mail: '', proxyAddresses: ['smtp:alias@example.co.jp'] })?.mail).toBe('');
  });

  it('has a known state only if the server returns it', () => {
    expect([true, false, null, undefined].map((accountEnabled) => parseEntraUser({ ...USER, accountEnabled })?.state)).toEqual([
      'enabled',
      'disabled',
      'unknown',
      'unknown',
    ]);
  });

  it('is left out without address, login, code and name', () => {
    expect(parseEntraUser({ id: '1', department: '総務部', accountEnabled: true, displayName: '  ' })).toBeNull();
  });
});

describe('a page of Microsoft Graph', () => {
  it('is read with its next address, and ignores unknown properties', () => {
    const next = 'https://graph.microsoft.com/v1.0/users?$skiptoken=x';
    expect(ENTRA.readPage({ '@odata.context': 'x', value: [{ ...USER, more: 1 }], '@odata.nextLink': next }, '')).toMatchObject({
      entries: [{ id: '1', person: { mail: 'abe@example.co.jp' } }],
      next,
    });
    expect(ENTRA.readPage({ value: [] }, '')).toEqual({ entries: [], next: null });
  });

  it.each([
    ['no list', {}],
    ['a list that is an object', { value: { 0: USER } }],
    ['a user without an id', { value: [{ ...USER, id: '' }] }],
    ['a text that is a number', { value: [{ ...USER, mail: 1 }] }],
    ['a text that is a list', { value: [{ ...USER, displayName: ['a'] }] }],
    ['a state that is a text', { value: [{ ...USER, accountEnabled: 'false' }] }],
    ['a very long text', { value: [{ ...USER, displayName: 'x'.repeat(5_000) }] }],
    ['a very long list of addresses', { value: [{ ...USER, proxyAddresses: Array(2_001).fill('smtp:a@example.com') }] }],
    ['a next address that is a number', { value: [], '@odata.nextLink': 1 }],
    ['a value whose length is an object', { value: { length: { toString: 1, valueOf: null } } }],
    ['a text', 'value'],
    ['nothing', null],
  ])('is refused with %s', (_what, body) => {
    expect(ENTRA.readPage(body, '')).toBeNull();
  });
});
