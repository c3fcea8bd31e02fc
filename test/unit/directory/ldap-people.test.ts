import { describe, expect, it } from 'vitest';
import { listMissingPersonFields, toDirectoryPerson } from '#shared/domain/directory/ldap-people.ts';

const entry = (attributes: Readonly<Record<string, readonly string[]>>, code = 'employeeID') =>
  toDirectoryPerson(new Map(Object.entries(attributes).map(([name, values]) => [name.toLowerCase(), values])), code);

const mailOf = (mail: readonly string[], proxyAddresses: readonly string[]): string | undefined =>
  entry({ cn: ['x'], mail, proxyAddresses })?.mail;

describe('an entry of the directory as a person', () => {
  it('keeps the texts unchanged, half-width names too', () => {
    expect(
      entry({
        mail: ['Taro.Yoshida@demo-shoji.example'],
        userPrincipalName: ['taro@ad.demo-shoji.example'],
        sAMAccountName: ['taro'],
        uid: ['ignored'],
        employeeID: ['０００１'],
        displayName: ['ﾖｼﾀﾞ ﾀﾛｳ'],
        cn: ['吉田 太郎'],
        department: ['営業部'],
        userAccountControl: ['512'],
      }),
    ).toEqual({
      mail: 'Taro.Yoshida@demo-shoji.example',
      principalName: 'taro@ad.demo-shoji.example',
      accountName: 'taro',
      employeeId: '０００１',
      name: 'ﾖｼﾀﾞ ﾀﾛｳ',
      state: 'enabled',
      group: '営業部',
    });
  });

  it.each<[string, readonly string[], readonly string[], string]>([
    ['the primary address if there is no mail', [], ['smtp:old@a.example', 'SMTP:new@a.example', 'X500:/o=A'], 'new@a.example'],
    ['no alias', [], ['smtp:old@a.example', 'SIP:sip@a.example'], ''],
    ['mail rather than another primary address', ['typed@a.example'], ['SMTP:new@a.example'], 'typed@a.example'],
    ['of several the one that is primary', ['a@a.example', 'New@a.example'], ['SMTP:new@a.example'], 'New@a.example'],
    ['of several the same one in any order', ['b@a.example', 'a@a.example'], [], 'a@a.example'],
    ['nothing of blank values', ['  '], ['SMTP: '], ''],
  ])('takes as address %s', (_, mail, proxyAddresses, expected) => {
    expect([mailOf(mail, proxyAddresses), mailOf(mail.toReversed(), proxyAddresses.toReversed())]).toEqual([expected, expected]);
  });

  it.each<[string[], string]>([
    [['512'], 'enabled'],
    [['514'], 'disabled'],
    [['66050'], 'disabled'],
    [['66048'], 'enabled'],
    [['-2147483646'], 'disabled'],
    [[], 'unknown'],
    [['abc'], 'unknown'],
    [['512', '514'], 'unknown'],
  ])('reads userAccountControl %j as %s', (userAccountControl, state) => {
    expect(entry({ cn: ['x'], userAccountControl })?.state).toBe(state);
  });

  it('reads the code from the chosen attribute, and none if there are several', () => {
    expect(entry({ cn: ['x'], employeeID: ['1'], employeeNumber: ['2'] }, 'employeeNumber')?.employeeId).toBe('2');
    expect(entry({ cn: ['x'], employeeNumber: ['1', '2'] }, 'employeeNumber')?.employeeId).toBe('');
  });

  it('uses cn and uid of a directory without displayName and sAMAccountName', () => {
    expect(entry({ cn: ['吉田 太郎'], uid: ['taro'] })).toMatchObject({ name: '吉田 太郎', accountName: 'taro' });
  });

  it('leaves out an entry without any name', () => {
    expect(entry({ department: ['営業部'], userAccountControl: ['512'] })).toBeNull();
  });

  it('names the fields that no person has', () => {
    const people = [entry({ cn: ['a'], mail: ['a@a.example'] }), entry({ cn: ['b'], uid: ['b'] })].filter((person) => person !== null);
    expect(listMissingPersonFields(people)).toEqual(['principalName', 'employeeId', 'group', 'enabled', 'blocked']);
    expect(listMissingPersonFields(people.map((person) => ({ ...person, state: 'disabled' as const })))).not.toContain('enabled');
  });
});
