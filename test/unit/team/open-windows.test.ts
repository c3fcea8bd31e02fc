import { expect, test } from 'vitest';
import { OpenWindows } from '#main/app/presence/open-windows.ts';
import { PRESENT_MS } from '#shared/contract/presence-times.ts';

const open = (person: string, at: number) => ({ person, name: person, opened: null, at });

test('a person with two windows is listed once, with the latest report first', () => {
  const windows = new OpenWindows();
  windows.add('a/1', open('a', 10));
  windows.add('a/2', open('a', 20));
  windows.add('b/1', open('b', 30));
  expect([...windows.listOthers('b', 40)]).toEqual([['a', [open('a', 20), open('a', 10)]]]);
  expect([...windows.listOthers('c', 40).keys()]).toEqual(['b', 'a']);
});

test('a window without a report counts as closed after the declared time, and is back with its next report', () => {
  const windows = new OpenWindows();
  windows.add('a/1', open('a', 0));
  expect(windows.listOthers('b', PRESENT_MS).size).toBe(1);
  expect(windows.listOthers('b', PRESENT_MS + 1).size).toBe(0);
  windows.add('a/1', open('a', PRESENT_MS + 2));
  expect(windows.listOthers('b', PRESENT_MS + 3).size).toBe(1);
});

test('one window that closes leaves the other window of the person', () => {
  const windows = new OpenWindows();
  windows.add('a/1', open('a', 0));
  windows.add('a/2', open('a', 0));
  windows.remove('a/1');
  expect(windows.listOthers('b', 1).get('a')).toHaveLength(1);
});
