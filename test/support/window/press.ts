import { settle } from './render.tsx';

/** The button whose text or accessible name matches. Throws if there is none. */
export function buttonNamed(name: RegExp): HTMLButtonElement {
  const buttons = [...document.querySelectorAll('button')];
  const found = buttons.find((button) => name.test(button.getAttribute('aria-label') ?? button.textContent ?? ''));
  if (found === undefined) throw new Error(`No button ${name}; there are: ${buttons.map(({ textContent }) => textContent).join(', ')}`);
  return found;
}

export const press = (name: RegExp): Promise<void> => settle(() => buttonNamed(name).click());

/** Replaces the text of a field as typing does, so that React notices it. */
export const typeInto = (field: HTMLInputElement | HTMLTextAreaElement | null, value: string): Promise<void> =>
  settle(() => {
    if (field === null) throw new Error('No such field');
    field.focus();
    const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
