import { describe, expect, it } from 'vitest';
import { countUncheckedGates, getReadyChange, listMissingLists } from '#renderer/screens/readiness/view-model.ts';

describe('changeOf', () => {
  it('is unknown on the first run and signed afterwards', () => {
    const now = { ready: 10, blocked: 10, inScope: 20 };
    expect(getReadyChange({ ...now, previous: null })).toBe('first');
    expect(getReadyChange({ ...now, previous: { ready: 14, blocked: 6, inScope: 20 } })).toBe(-4);
    // A run that only covered matching did not determine who can order.
    expect(getReadyChange({ ...now, previous: { ready: 0, blocked: 6, inScope: 20 } })).toBeNull();
    // Neither run contains the number of matched people, which the change would refer to.
    expect(getReadyChange({ ready: 0, blocked: 8, inScope: 20, previous: { ready: 0, blocked: 6, inScope: 20 } })).toBeNull();
  });
});

describe('listsWanted', () => {
  it('names each list that would add the missing data once, and none for data set up here', () => {
    expect(listMissingLists(['no-roles', 'no-states', 'no-organizations', 'gate-5'])).toEqual(['amazon-users', 'organizations']);
    expect(listMissingLists(['no-neo', 'no-amazon'])).toEqual(['neo-users', 'amazon-users']);
    expect(listMissingLists(['no-neo-states'])).toEqual(['neo-users']);
    expect(listMissingLists(['gate-1', 'gate-7'])).toEqual([]);
  });
});

describe('countUncheckedGates', () => {
  const gate = (notChecked: number) => ({ gate: 1 as const, passed: 0, atRisk: 0, blocked: 0, notChecked, stopsHere: 0, unseen: [] });
  it('counts the gates that were checked for nobody, and none without people in scope', () => {
    expect(countUncheckedGates({ inScope: 5, gates: [gate(5), gate(4), gate(0), gate(5)] })).toBe(2);
    expect(countUncheckedGates({ inScope: 0, gates: [gate(0), gate(0)] })).toBe(0);
  });
});
