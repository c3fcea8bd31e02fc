import { expect, test } from 'vitest';
import { parseLimit } from '#renderer/screens/amazon-groups/limits.ts';
import { createPasteCommand, planPaste } from '#renderer/screens/amazon-groups/paste.ts';
import { readPastedGroups } from '#shared/domain/integration/pasted-groups.ts';

const groups = [
  { id: 'g1', name: '本社', code: 'HONSHA01', state: 'same' },
  { id: 'g2', name: '工場', code: 'KOJO01', state: 'changed' },
  { id: 'g3', name: '廃止', code: 'OLD01', state: 'deleted' },
] as const;
const TEXT = 'グループ名\tオプション\n本社\tHONSHA02\n工場\n廃止\tOLD01\n新しい部門\tＮＥＷ01\n重複\tA1\n重複\tA2';

test('describes pasted lines by what they change, and leaves out a wrong code', () => {
  expect(
    planPaste(readPastedGroups(TEXT), groups).map(({ name, change, id, before, problem }) => [name, change, id, before, problem]),
  ).toEqual([
    ['本社', 'change', 'g1', 'HONSHA01', null],
    ['工場', 'same', 'g2', 'KOJO01', null],
    ['廃止', 'add', null, '', null],
    ['新しい部門', 'refused', null, '', 'code-character'],
    ['重複', 'twice', null, '', null],
    ['重複', 'add', null, '', null],
  ]);
});

test('until the groups are known, no line adds anything: it may be there', () => {
  const rows = planPaste(readPastedGroups('本社\tHONSHA01\n新しい部門'), undefined);
  expect(rows.map(({ name, change }) => [name, change])).toEqual([
    ['本社', 'unknown'],
    ['新しい部門', 'unknown'],
  ]);
  expect(createPasteCommand(rows, () => '')).toBeNull();
});

test('a later line without an option does not clear that of an earlier line with the same name', () => {
  const planned = (text: string) => planPaste(readPastedGroups(text), groups).map(({ option, change }) => [option, change]);
  // A list may contain a group several times, with the option in only one of the rows.
  expect(planned('新しい部門\tSHIN01\n新しい部門')).toEqual([
    ['SHIN01', 'add'],
    ['', 'twice'],
  ]);
  expect(planned('本社\tHONSHA02\n本社\t')).toEqual([
    ['HONSHA02', 'change'],
    ['', 'twice'],
  ]);
  expect(planned('新しい部門\n新しい部門')).toEqual([
    ['', 'twice'],
    ['', 'add'],
  ]);
});

test('among several groups with one name, a line matches the one with its option, and none without an option', () => {
  const twins = [
    { id: 'east', name: '総務', code: 'EAST01', state: 'same' },
    { id: 'west', name: '総務', code: 'WEST01', state: 'same' },
  ] as const;
  const planned = (text: string) => planPaste(readPastedGroups(text), twins).map(({ change, id }) => [change, id]);
  // Without this check, the option of one group would replace that of the other.
  expect(planned('総務\tEAST01')).toEqual([['same', 'east']]);
  expect(planned('総務\tWEST01')).toEqual([['same', 'west']]);
  expect(planned('総務')).toEqual([['same', null]]);
  expect(planned('総務\tNORTH01')).toEqual([['ambiguous', null]]);
  expect(createPasteCommand(planPaste(readPastedGroups('総務\tNORTH01'), twins), () => 'new')).toBeNull();
});

test('accepts lines of several groups with one name; a refused line does not block a later one', () => {
  const twins = [
    { id: 'east', name: '総務', code: 'EAST01', state: 'same' },
    { id: 'west', name: '総務', code: 'WEST01', state: 'same' },
  ] as const;
  const planned = (text: string) => planPaste(readPastedGroups(text), twins).map(({ option, change }) => [option, change]);
  expect(planned('総務\tEAST01\n総務\tNORTH01\n総務\tWEST01\n総務\tWEST01\n総務')).toEqual([
    ['EAST01', 'same'],
    ['NORTH01', 'ambiguous'],
    ['WEST01', 'twice'],
    ['WEST01', 'same'],
    ['', 'same'],
  ]);
  expect(planned('営業\tEIGYO01\n営業\tEIGYO-1')).toEqual([
    ['EIGYO01', 'add'],
    ['EIGYO-1', 'refused'],
  ]);
  expect(planned('営業\tEIGYO-1\n営業')).toEqual([
    ['EIGYO-1', 'refused'],
    ['', 'add'],
  ]);
});

test('makes one command of all lines, and none if there are none', () => {
  let next = 0;
  const command = createPasteCommand(planPaste(readPastedGroups(TEXT), groups), () => `new-${++next}`);
  expect(command?.kind === 'sequence' ? command.commands.map(({ kind, id }) => [kind, id]) : null).toEqual([
    ['edit', 'g1'],
    ['put', 'new-1'],
    ['put', 'new-2'],
  ]);
  expect(createPasteCommand(planPaste(readPastedGroups('工場\tKOJO01'), groups), () => '')).toBeNull();
});

test('limits are read as people write them', () => {
  expect(parseLimit('')).toBeNull();
  expect(parseLimit('１，０００')).toBe(1000);
  expect(parseLimit('2.5')).toBe(2.5);
  expect(['５％', '5 %', '1,000円', '￥1,000', '3日'].map(parseLimit)).toEqual([5, 5, 1000, 1000, 3]);
  expect(parseLimit('五')).toBeUndefined();
  for (const text of ['-1', '%', '5%%', '円5']) expect(parseLimit(text), text).toBeUndefined();
});
