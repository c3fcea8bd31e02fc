import type { SavedView, ViewContent } from '#shared/contract/views.ts';

/** What somebody gives a name; the columns of a list go by the list's. */
export type NamedContent = Exclude<ViewContent, { readonly kind: 'columns' }>;

type Of<K extends ViewContent['kind']> = Extract<ViewContent, { kind: K }>;

/** Saved views whose content is of this kind, as the list answers them. */
export const viewsOf = <K extends ViewContent['kind']>(
  kind: K,
  views: readonly SavedView[],
): readonly { readonly id: number; readonly name: string; readonly content: Of<K> }[] =>
  views.flatMap(({ id, name, content }) => (content.kind === kind ? [{ id, name, content: content as Of<K> }] : []));

/** The view that says exactly what is on screen, whatever the order of its keys; blanks around the search count for nothing. */
export const currentView = <V extends { readonly content: ViewContent }>(views: readonly V[], content: ViewContent): V | undefined => {
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
