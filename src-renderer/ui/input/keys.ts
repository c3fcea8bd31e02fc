import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { isComposing } from './composing.ts';

/** What floats over the page keeps the keys to itself while it has the keyboard. */
const FLOATING = '[role="menu"], [role="listbox"], [role="dialog"]';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select'));

/** True if a key is not handled yet, no text is being typed, and no dialog, menu or list is open. */
export const isFreeKey = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  !isComposing(event) &&
  !isTyping(event.target) &&
  document.querySelector('[aria-modal="true"]') === null &&
  !(event.target instanceof Element && event.target.closest(FLOATING) !== null);

/** Keys of a screen or of the window, where they are free. */
export const useKeys = (keys: readonly (readonly [key: string, act: () => void])[]): void =>
  useHotkeys(
    keys.map(([key, act]): HotkeyItem => {
      const onKey = (event: KeyboardEvent): void => {
        if (!isFreeKey(event)) return;
        event.preventDefault();
        act();
      };
      return [key, onKey, { preventDefault: false }];
    }),
    [],
  );
