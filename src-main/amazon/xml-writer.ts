import { XMLBuilder } from 'fast-xml-parser';

/** An element to be written. `content` is a text, or the children in the order that the DTD requires. */
export interface XmlOutputElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: readonly XmlOutputElement[] | string;
}

export const createXmlElement = (
  name: string,
  content: XmlOutputElement['content'] = [],
  attributes: XmlOutputElement['attributes'] = {},
): XmlOutputElement => ({
  name,
  attributes,
  content,
});

const FORM = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  processEntities: true,
} as const;
const builder = new XMLBuilder(FORM);
const layout = new XMLBuilder({ ...FORM, format: true, indentBy: '  ' });

/** Characters that XML 1.0 cannot contain (2.2 Char), including lone surrogates. */
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Replaces characters that XML cannot contain with U+FFFD. */
const writable = (text: string): string => text.replace(UNWRITABLE, '\ufffd');

/** Writes a document in UTF-8. `doctype` is the external identifier of the DTD. */
export function writeXml(root: XmlOutputElement, doctype: string): string {
  const body: string = builder.build([nodeOf(root)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${root.name} SYSTEM "${doctype}">\n${body.trim()}\n`;
}

/** Writes an element with indentation for reading. Blanks are added around elements, never around text. */
export const formatXml = (root: XmlOutputElement): string => (layout.build([nodeOf(root)]) as string).trim();

function nodeOf({ name, attributes = {}, content }: XmlOutputElement): Record<string, unknown> {
  const written = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, writable(value)]));
  return {
    [name]: typeof content === 'string' ? (content === '' ? [] : [{ '#text': writable(content) }]) : content.map(nodeOf),
    ...(Object.keys(written).length > 0 && { ':@': written }),
  };
}
