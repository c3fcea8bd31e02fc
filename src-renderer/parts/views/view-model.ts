import type { SavedView, ViewContent } from '#shared/contract/views.ts';

/** Views with a name; column layouts use the list's name. */
export type NamedContent = Exclude<ViewContent, { readonly kind: 'columns' }>;

type Of<K extends ViewContent['kind']> = Extract<ViewContent, { kind: K }>;

/** Saved views of this kind, in the order of the list. */
export const listViewsOfKind = <K extends ViewContent['kind']>(
  kind: K,
  views: readonly SavedView[],
): readonly { readonly id: number; readonly name: string; readonly content: Of<K> }[] =>
  views.flatMap(({ id, name, content }) => (content.kind === kind ? [{ id, name, content: content as Of<K> }] : []));

/** The saved view equal to the current one, ignoring key order and spaces around the search. */
export const findCurrentView = <V extends { readonly content: ViewContent }>(views: readonly V[], content: ViewContent): V | undefined => {
  const wanted = canonical(content);
  return views.find((view) => canonical(view.content) === wanted);
};

const canonical = (content: ViewContent): string =>
  JSON.stringify(content, (key, value: unknown) => {
    if (key === 'search' && typeof value === 'string') return value.trim();
    if (Array.isArray(value)) return [...value].sort();
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  });
