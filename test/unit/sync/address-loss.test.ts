import { describe, expect, it } from 'vitest';
import { judgeAddressLoss } from '#shared/domain/sync/guards/address-loss.ts';
import { DEFAULT_LIST_LIMIT, NO_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';

const given = { count: null, percent: 100, floor: 0 };

describe('a loss of addresses', () => {
  it('needs a confirmation above the limit, and also within it if no address is left', () => {
    expect(judgeAddressLoss({ lost: 21, had: 100, all: false }, DEFAULT_LIST_LIMIT, false)).toMatchObject({
      over: true,
      percent: 21,
      allowed: 20,
    });
    expect(judgeAddressLoss({ lost: 20, had: 100, all: false }, DEFAULT_LIST_LIMIT, false).over).toBe(false);
    expect(judgeAddressLoss({ lost: 3, had: 3, all: true }, DEFAULT_LIST_LIMIT, false)).toMatchObject({ over: true, allowed: 10 });
  });

  it('is agreed within a limit that was given for this list, and without any limit', () => {
    expect(judgeAddressLoss({ lost: 3, had: 3, all: true }, given, true).over).toBe(false);
    expect(judgeAddressLoss({ lost: 3, had: 3, all: true }, { ...given, percent: 50 }, true).over).toBe(true);
    expect(judgeAddressLoss({ lost: 3, had: 3, all: true }, NO_LIMIT, false)).toMatchObject({ over: false, allowed: null });
  });
});
