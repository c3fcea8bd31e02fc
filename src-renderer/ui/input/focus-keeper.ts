import { useEffect } from 'react';

/** The element that had the focus, with what is needed to find a successor after its removal. */
interface Spot {
  readonly element: HTMLElement;
  /** The container to which the element belonged. */
  readonly part: Element | null;
  /** `null` while the element is in place. */
  taken: { readonly from: Element; readonly before: Node | null } | null;
  /** The user clicked outside. */
  left: boolean;
}

const REMEMBERED = 12;
/** Time for the remover to move focus itself; dialogs restore it after 10 ms. */
const NEAR_MS = 60;
/** Nearby elements may still be loading; after this time focus returns to its former element. */
const FAR_MS = 400;

const CONTROLS = 'button, a[href], input, select, textarea, summary, [tabindex]';
const LISTS =
  'ul, ol, dl, table, tbody, [role="list"], [role="table"], [role="grid"], [role="treegrid"], [role="rowgroup"], [role="tablist"]';
/** Text inputs are focused only if they belong to a form, dialog or list. */
const TYPED = 'textarea, input:not([type="checkbox"], [type="radio"], [readonly])';
const OF_FIELDS = `form, [role="dialog"], ${LISTS}`;
/** Focus stays within these containers. */
const SCREENS = 'main, [role="tabpanel"]';
const PARTS = `${SCREENS}, section, form, [role="dialog"], [role="menu"], [role="status"]`;

/**
 * Hook that restores focus when the focused element disappears: to its replacement, the next row, the following element in the same part,
 * the former element (a dialog's opener), or the screen's heading.
 */
export const useFocusKeeper = (): void => useEffect(keepFocus, []);

function keepFocus(): () => void {
  let spots: readonly Spot[] = [];
  /** Elements added since focus was lost. */
  let fresh: Element[] = [];
  let lostAt: number | null = null;
  let timer = 0;
  let byPointer = false;

  const isLost = (): boolean => spots[0]?.left === false && (document.activeElement ?? document.body) === document.body;
  const look = (): void => {
    timer = 0;
    const [last] = spots;
    // A control that was disabled while busy gets focus again once it is enabled.
    if (last === undefined || !isLost() || (last.element.isConnected && last.element.dataset['loading'] !== undefined)) return;
    const since = performance.now() - (lostAt ?? 0);
    const target = nearest(last, fresh) ?? (since < FAR_MS && last.part?.isConnected !== false ? null : before(spots, fresh));
    if (target === null) {
      if (since < FAR_MS) timer = window.setTimeout(look, FAR_MS - since);
      return;
    }
    // A heading is announced without scrolling to it; after a pointer action nothing is scrolled.
    target.focus({ preventScroll: byPointer || target.id === 'screen-title' });
  };

  const lookSoon = (): void => {
    lostAt ??= performance.now();
    if (timer === 0) timer = window.setTimeout(look, NEAR_MS);
  };

  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    const spot = { element: target, part: target.closest(PARTS), taken: null, left: false };
    spots = [spot, ...spots.filter(({ element }) => element !== target)].slice(0, REMEMBERED);
    fresh = [];
    lostAt = null;
  };
  const onBlur = ({ target, relatedTarget }: FocusEvent): void => {
    const [last] = spots;
    if (relatedTarget !== null || last === undefined || last.element !== target) return;
    // Disabled, removed or moved elements lose focus too; the latter are known only after the update.
    const wasUsable = isUsable(last.element);
    setTimeout(() => {
      if (spots[0] !== last || !isLost()) return;
      if (wasUsable && last.taken === null && isUsable(last.element)) last.left = true;
      else lookSoon();
    });
  };
  const observer = new MutationObserver((records) => {
    for (const { removedNodes, target, previousSibling } of records)
      for (const removed of removedNodes) for (const spot of spots) follow(spot, removed, target, previousSibling);
    if (!isLost()) return;
    for (const { addedNodes } of records) for (const added of addedNodes) if (added instanceof Element) fresh.push(added);
    lookSoon();
  });
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'data-loading', 'hidden'],
  });
  const onInput = ({ type }: Event): void => {
    byPointer = type === 'pointerdown';
  };
  document.addEventListener('pointerdown', onInput, { capture: true });
  document.addEventListener('keydown', onInput, { capture: true });
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', onBlur);
  return () => {
    window.clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('pointerdown', onInput, { capture: true });
    document.removeEventListener('keydown', onInput, { capture: true });
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', onBlur);
  };
}

/** Updates the former position of an element while its surroundings are removed too. */
function follow(spot: Spot, removed: Node, from: Node, before: Node | null): void {
  const { taken } = spot;
  if (removed.contains(taken?.from ?? spot.element)) {
    if (from instanceof Element) spot.taken = { from, before };
  } else if (taken !== null && taken.before === removed) spot.taken = { from: taken.from, before };
}

const isUsable = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });

const takesKeys = (element: Element): boolean => element.matches(TYPED) && element.closest(OF_FIELDS) === null;

/** Focusable controls within an element, including itself, in document order. */
const controlsIn = (element: Element): HTMLElement[] =>
  [element, ...element.querySelectorAll(CONTROLS)].filter(
    (control): control is HTMLElement =>
      control instanceof HTMLElement && control.matches(CONTROLS) && control.tabIndex >= 0 && isUsable(control) && !takesKeys(control),
  );

function nearest(spot: Spot, fresh: readonly Element[]): HTMLElement | null {
  if (isUsable(spot.element)) return spot.element;
  return twinOf(spot.element, fresh) ?? headingOf(fresh) ?? (spot.taken === null ? beside(spot.element) : inStead(spot, fresh));
}

/** The same control after rerendering. */
function twinOf(element: HTMLElement, fresh: readonly Element[]): HTMLElement | null {
  const words = wordsOf(element);
  if (words === '') return null;
  const role = element.getAttribute('role');
  const twins = new Set(fresh.filter(({ isConnected }) => isConnected).flatMap(controlsIn));
  const same = [...twins].filter(
    (control) => control.tagName === element.tagName && control.getAttribute('role') === role && wordsOf(control) === words,
  );
  return same.length === 1 ? (same[0] ?? null) : null;
}

/** A rerendered screen is announced by its heading. */
const headingOf = (fresh: readonly Element[]): HTMLElement | null => {
  const heading = document.querySelector<HTMLElement>('#screen-title');
  return fresh.some((added) => added.contains(heading)) ? heading : null;
};

const wordsOf = (element: Element): string => (element.getAttribute('aria-label') ?? element.textContent).trim();

/** For a disabled control: the previous control in its container, otherwise the first one. */
function beside(element: HTMLElement): HTMLElement | null {
  for (let place = element.parentElement; place !== null; place = place.parentElement) {
    const controls = controlsIn(place);
    const isBefore = (control: HTMLElement): boolean => (element.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    const found = controls.findLast(isBefore) ?? controls[0];
    if (found !== undefined) return found;
    if (place.matches(PARTS)) return null;
  }
  return null;
}

/** The control nearest to the removed one; `null` if its menu or dialog was removed. */
const inStead = ({ part, taken }: Spot, fresh: readonly Element[]): HTMLElement | null =>
  taken === null || part?.isConnected === false ? null : around(taken, fresh);

/** The next control; in a list, otherwise the previous one; otherwise the search continues in the parent. */
function around({ from, before: preceding }: NonNullable<Spot['taken']>, fresh: readonly Element[]): HTMLElement | null {
  if (!from.isConnected) return null;
  const follows = (child: Element): boolean =>
    preceding === null || (preceding.compareDocumentPosition(child) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  // A direct child of the screen: its replacement is unrelated.
  const isLoose = from.closest(PARTS)?.matches(SCREENS) === true && from.closest(LISTS) === null;
  const children = [...from.children];
  const next = firstIn(children.filter((child) => follows(child) && !(isLoose && fresh.includes(child))));
  if (next !== null) return next;
  if (from.matches(LISTS)) {
    const previous = firstIn(children.filter((child) => !follows(child)).reverse());
    if (previous !== null) return previous;
  }
  if (from.matches('[role="dialog"]')) return firstIn([from]);
  if (isLoose || from.matches(PARTS) || from.parentElement === null) return null;
  return around({ from: from.parentElement, before: from }, fresh);
}

const firstIn = (places: readonly Element[]): HTMLElement | null => {
  for (const place of places) {
    const [first] = controlsIn(place);
    if (first !== undefined) return first;
  }
  return null;
};

/** The former focus position; within a screen, not outside of it, with its heading as fallback. */
function before([lost, ...earlier]: readonly Spot[], fresh: readonly Element[]): HTMLElement | null {
  const main = document.querySelector('main');
  const wasInMain = lost?.taken != null && main?.contains(lost.taken.from) === true;
  for (const spot of earlier) {
    const found = isUsable(spot.element) ? (takesKeys(spot.element) ? null : spot.element) : inStead(spot, fresh);
    if (found !== null && (!wasInMain || main?.contains(found) === true)) return found;
  }
  return document.querySelector<HTMLElement>('#screen-title');
}
