import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { XmlElement } from './xml-element.ts';

/**
 * Maximum length of a parsed document in characters. A punchout response has a few thousand; the worst case of this length takes 0.15 s.
 */
export const MAX_XML_LENGTH = 256 * 1024;
/** Maximum nesting; cXML uses about 15. */
export const MAX_XML_DEPTH = 40;
/** Maximum character references and entities in one document. */
const MAX_ENTITIES = 50_000;
/** Maximum length of a tag. The parser's time for attributes grows faster than their length. */
const MAX_TAG_LENGTH = 16 * 1024;

export type XmlProblem = 'too-large' | 'not-xml' | 'declares-entities' | 'too-deep' | 'broken';

export type XmlParseResult =
  | { readonly kind: 'read'; readonly root: XmlElement }
  /** `line` is the line of the error; 0 = unknown. */
  | { readonly kind: 'unreadable'; readonly problem: XmlProblem; readonly line: number };

const TEXT = '#text';
const ATTRIBUTES = ':@';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  // Values stay text: otherwise an ASIN 0314194878 would lose its zero, and a secret 12e5 would become 1200000.
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: MAX_ENTITIES, maxExpandedLength: MAX_XML_LENGTH },
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_XML_DEPTH,
  onDangerousProperty: (name) => `_${name}`,
  jPath: false,
});

/**
 * Parses a received document. An external DOCTYPE is permitted and never loaded; an internal subset is refused before parsing. Never
 * throws. Source: docs/domain/amazon-cxml.md#reading-xml.
 */
export function parseXml(text: string): XmlParseResult {
  if (text.length > MAX_XML_LENGTH) return unreadable('too-large');
  const scan = withoutDoctype(text);
  if (scan.problem !== null) return unreadable(scan.problem);
  const document = scan.text;
  if (!document.startsWith('<')) return unreadable('not-xml');
  try {
    // Without validation the parser accepts plain text and unbalanced tags.
    const valid = XMLValidator.validate(document);
    if (valid !== true) return unreadable('broken', valid.err.line);
    const roots = (parser.parse(document) as unknown[]).filter((node) => nameOf(node) !== TEXT);
    const [root] = roots;
    return root === undefined || roots.length > 1 ? unreadable('broken') : { kind: 'read', root: elementOf(root as RawNode) };
  } catch (error) {
    return unreadable(error instanceof Error && /nested/i.test(error.message) ? 'too-deep' : 'broken');
  }
}

const unreadable = (problem: XmlProblem, line = 0): XmlParseResult => ({ kind: 'unreadable', problem, line });

type RawNode = Readonly<Record<string, unknown>>;

function nameOf(node: unknown): string {
  for (const key of Object.keys(node as RawNode)) if (key !== ATTRIBUTES) return key;
  return TEXT;
}

function elementOf(node: RawNode): XmlElement {
  const name = nameOf(node);
  const content = node[name] as readonly RawNode[];
  const attributes = Object.entries((node[ATTRIBUTES] ?? {}) as Readonly<Record<string, unknown>>);
  let text = '';
  const children: XmlElement[] = [];
  for (const child of content) {
    if (nameOf(child) === TEXT) text += String(child[TEXT] ?? '');
    else children.push(elementOf(child));
  }
  return { name, attributes: new Map(attributes.map(([key, value]) => [key, String(value)])), children, text };
}

type Scan = { readonly text: string; readonly problem: null } | { readonly text: ''; readonly problem: XmlProblem };

/**
 * Removes DOCTYPE, byte order mark and leading blanks. Refuses an internal subset and other declarations, except in CDATA and comments.
 * Runs in one pass.
 */
function withoutDoctype(source: string): Scan {
  const text = source.replace(/^[\uFEFF\s]+/u, '');
  const refuse = (problem: XmlProblem): Scan => ({ text: '', problem });
  let without = '';
  let from = 0;
  let elementSeen = false;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    let end: number;
    if (text.startsWith('<!--', at)) end = after(text, '-->', at + 4);
    else if (text.startsWith('<![CDATA[', at)) end = after(text, ']]>', at);
    else if (text.startsWith('<?', at)) end = after(text, '?>', at);
    else if (text.startsWith('<!', at)) {
      if (elementSeen || without !== '' || !/^<!DOCTYPE[\s]/i.test(text.slice(at, at + 10))) return refuse('declares-entities');
      const close = endOfTag(text, at);
      if (close.subset) return refuse('declares-entities');
      end = close.end;
      without = text.slice(0, at);
      from = end;
      if (end < 0) return refuse('broken');
      if (without === '') without = ' ';
    } else {
      elementSeen = true;
      end = endOfTag(text, at).end;
    }
    if (end < 0) return refuse('broken');
    at = end;
  }
  return { text: (without + text.slice(from)).trimStart(), problem: null };
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

/**
 * Returns the end of a tag or DOCTYPE, ignoring quoted characters; `-1` = not found within the limit. `subset`: an unquoted `[` was found.
 */
function endOfTag(text: string, from: number): { readonly end: number; readonly subset: boolean } {
  let quote = '';
  const limit = Math.min(text.length, from + MAX_TAG_LENGTH);
  for (let at = from; at < limit; at++) {
    const character = text[at] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '[') return { end: -1, subset: true };
    else if (character === '>') return { end: at + 1, subset: false };
  }
  return { end: -1, subset: false };
}
