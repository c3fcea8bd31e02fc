import { describe, expect, test, vi } from 'vitest';
import { guardComposition, isComposing } from '../../../../src-renderer/ui/input/composing.ts';

describe('keys of an input method', () => {
  test('Enter that takes a conversion is not Enter', () => {
    expect(isComposing({ key: 'Enter' })).toBe(false);
    expect(isComposing({ key: 'Enter', nativeEvent: { isComposing: true } })).toBe(true);
    expect(isComposing({ key: 'Enter', keyCode: 229 })).toBe(true);
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
