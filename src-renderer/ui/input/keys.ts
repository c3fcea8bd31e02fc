import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { isComposing } from './composing.ts';

/** A focused popup handles its keys itself. */
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

/** Registers keys of a screen or the window; they are ignored while `isFreeKey` is false. */
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
