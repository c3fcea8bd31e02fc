import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { createIdentities } from '#shared/domain/readiness/evidence/identities.ts';
import { createAmazonIndex } from '#shared/domain/readiness/matching/amazon-index.ts';
import { createPeopleSearch, MAX_NAMESAKES } from '#shared/domain/readiness/matching/evidence-people.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const named = fc.record({
  name: fc.constantFrom('', '田中 太郎', '太郎 田中', 'タナカ タロウ', 'Taro Tanaka', '鈴木 花子', '佐藤'),
  employeeCode: fc.constantFrom('', '', '7', '007', '12'),
});
const kana = fc.constantFrom('', 'たなか たろう', 'すずき はなこ');
const email = fc.constantFrom('taro.tanaka@example.co.jp', 'tanakataro@example.co.jp', 'x@example.co.jp');
const companies = fc.record({
  people: fc.array(fc.tuple(named, kana), { minLength: 1, maxLength: 6 }),
  accounts: fc.array(fc.tuple(named, email), { maxLength: 8 }),
  /** Accounts with the same name, too many to identify a person until some of them are assigned. */
  namesakes: fc.constantFrom(0, MAX_NAMESAKES, MAX_NAMESAKES + 2),
});

test('who was looked for among all accounts is found among some of them as without that', () => {
  fc.assert(
    fc.property(companies, fc.infiniteStream(fc.boolean()), ({ people, accounts, namesakes }, isFree) => {
      const amazonUsers = [
        ...accounts.map(([fields, address]) => amazonUser({ ...fields, email: address })),
        ...Array.from({ length: namesakes }, (_, at) => amazonUser({ name: '佐藤', email: `sato${at}@example.co.jp` })),
      ];
      const directory = directoryOf(
        people.map(([fields, reading]) => neoUser({ ...fields, kana: reading })),
        amazonUsers,
      );
      const amazon = runToEnd(createAmazonIndex(amazonUsers));
      const identities = createIdentities(directory);
      const alone = new Uint8Array(people.length);
      const all = [...amazonUsers.keys()];
      const search = runToEnd(createPeopleSearch(all, identities, amazon, alone));
      for (const i of people.keys()) search.candidates(i);
      const some = all.filter(() => isFree.next().value);
      const after = runToEnd(createPeopleSearch(some, identities, amazon, alone));
      const anew = runToEnd(createPeopleSearch(some, createIdentities(directory), amazon, new Uint8Array(people.length)));
      for (const i of people.keys()) expect(after.candidates(i)).toEqual(anew.candidates(i));
    }),
  );
});
