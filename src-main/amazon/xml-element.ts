/** A parsed element: names without namespace prefix, values as literal text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data directly in the element, concatenated without trimming. */
  readonly text: string;
}

/** Returns the first child with this name. */
export const findChild = (element: XmlElement | null, name: string): XmlElement | null =>
  element?.children.find((child) => child.name === name) ?? null;

export const findChildren = (element: XmlElement | null, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** Returns all descendants with this name, in document order. */
export function findDescendants(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...findDescendants(child, name)]);
}
