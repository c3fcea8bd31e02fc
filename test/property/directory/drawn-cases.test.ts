import fc from 'fast-check';
import { it } from 'vitest';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import {
  compareLists,
  computePercent,
  listOrganizationChanges,
  toAmazonEntries,
  toDirectoryEntries,
  toNeoEntries,
} from '#shared/domain/directory/list-change.ts';
import { type KnownPerson, recognizePeople } from '#shared/domain/directory/person-identity.ts';
import { anyDirectory, anyDirectoryPeople } from '../../support/directories.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';

const anyCase = fc.record({ before: anyDirectory, after: anyDirectory, people: anyDirectoryPeople, later: anyDirectoryPeople });
const nameOf = (id: string): string => (id === '' ? '' : `組織${id}`);

it('knows people again and compares the drawn lists as it did', () =>
  expectSameAnswers('lists', anyCase, 500, ({ before, after, people, later }) => {
    const first = recognizePeople(before.neoUsers, []);
    const known: KnownPerson[] = [...first.learned];
    const second = recognizePeople(after.neoUsers, known);
    const ids = (list: readonly unknown[]) => list.map((_, at) => String(at % 5));
    const compared = (lists: readonly [Parameters<typeof compareLists>[0], Parameters<typeof compareLists>[0]]) => {
      const fields = Object.keys(lists[0][0]?.fields ?? {});
      const change = runToEnd(compareLists(lists[0], lists[1], fields));
      return [
        lists,
        change,
        runToEnd(listOrganizationChanges(lists[0], lists[1], change)),
        computePercent(change.gone.length, change.before),
      ];
    };
    return {
      first,
      second,
      neo: compared([
        runToEnd(toNeoEntries(before.neoUsers, ids(before.neoUsers), nameOf)),
        runToEnd(toNeoEntries(after.neoUsers, ids(after.neoUsers), nameOf)),
      ]),
      amazon: compared([
        runToEnd(toAmazonEntries(before.amazonUsers, ids(before.amazonUsers))),
        runToEnd(toAmazonEntries(after.amazonUsers, ids(after.amazonUsers))),
      ]),
      directory: compared([runToEnd(toDirectoryEntries(people)), runToEnd(toDirectoryEntries(later))]),
    };
  }));
