import type { KeyboardEvent } from 'react';
import { isComposing } from '#renderer/ui/index.ts';

/** J and K on a focused checkbox, because the screen's keys ignore inputs. */
export const createCheckboxKeyHandler =
  (move: (step: 1 | -1) => void) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox' || ctrlKey || metaKey || altKey || isComposing(event)) return;
    if (key !== 'j' && key !== 'k') return;
    event.preventDefault();
    move(key === 'j' ? 1 : -1);
  };
