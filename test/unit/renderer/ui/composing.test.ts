import { describe, expect, test, vi } from 'vitest';
import { guardComposition, isComposing, isEnter } from '../../../../src-renderer/ui/composing.ts';

describe('keys of an input method', () => {
  test('Enter that takes a conversion is not Enter', () => {
    expect(isEnter({ key: 'Enter' })).toBe(true);
    expect(isEnter({ key: 'Enter', nativeEvent: { isComposing: true } })).toBe(false);
    expect(isEnter({ key: 'Enter', keyCode: 229 })).toBe(false);
    expect(isEnter({ key: 'a' })).toBe(false);
    expect(isComposing({ key: 'Process', isComposing: true })).toBe(true);
  });

  test('a form is not submitted by it', () => {
    const preventDefault = vi.fn();
    guardComposition({ key: 'Enter', keyCode: 13, preventDefault });
    guardComposition({ key: 'a', nativeEvent: { isComposing: true }, preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
    guardComposition({ key: 'Enter', nativeEvent: { keyCode: 229 }, preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});
