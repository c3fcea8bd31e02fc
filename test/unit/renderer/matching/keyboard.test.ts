import { describe, expect, it } from 'vitest';
import { getFindingCommand } from '#renderer/screens/matching/keyboard.ts';
import { press } from '../../../support/key-press.ts';

const at = (index: number, chosen = false): Parameters<typeof getFindingCommand>[1] => ({ index, chosen });

describe('findingKey', () => {
  it('decides about the active row or the chosen ones', () => {
    for (const [key, action] of Object.entries({ a: 'adopt', i: 'accept', I: 'accept', o: 'assign', T: 'assign', n: 'note' })) {
      expect(getFindingCommand(press(key), at(4))).toBe(action);
      expect(getFindingCommand(press(key), at(-1, true))).toBe(action);
      expect(getFindingCommand(press(key), at(-1))).toBeNull();
    }
  });
  it('adopts the group of the active row with Shift, also while rows are chosen', () => {
    expect(getFindingCommand(press('A', { shiftKey: true }), at(4))).toBe('adoptGroup');
    expect(getFindingCommand(press('A', { shiftKey: true }), at(4, true))).toBe('adoptGroup');
    expect(getFindingCommand(press('A', { shiftKey: true }), at(-1, true))).toBeNull();
    // With Caps Lock the letter is a capital without Shift.
    expect(getFindingCommand(press('A'), at(4))).toBe('adopt');
  });
  it('copies the active row and searches from anywhere', () => {
    expect(getFindingCommand(press('c'), at(4))).toBe('copy');
    expect(getFindingCommand(press('c'), at(-1))).toBeNull();
    expect(getFindingCommand(press('/'), at(-1))).toBe('search');
  });
  it('leaves an input method and the shortcuts of the system alone', () => {
    expect(getFindingCommand(press('a', { isComposing: true }), at(4))).toBeNull();
    expect(getFindingCommand(press('c', { ctrlKey: true }), at(4))).toBeNull();
    expect(getFindingCommand(press('a', { ctrlKey: true }), at(4))).toBeNull();
    expect(getFindingCommand(press('z', { ctrlKey: true }), at(4))).toBeNull();
    expect(getFindingCommand(press('j'), at(4))).toBeNull();
  });
});
