import { BerElements, MalformedLdapMessage } from './ber.ts';

/** A received entry: attribute names in lower case without options, values as bytes. */
export interface LdapEntry {
  readonly attributes: ReadonlyMap<string, readonly Buffer[]>;
}

/** The result of a completed request. */
export interface RequestResult {
  /** Result code of RFC 4511. */
  readonly code: number;
  /** Diagnostic text from the server. */
  readonly text: string;
  /** Cookie of the paged results control; empty on the last page, `null` = the server does not support paging. */
  readonly cookie: Buffer | null;
}

export type LdapMessage =
  | { readonly kind: 'entry'; readonly id: number; readonly entry: LdapEntry }
  | { readonly kind: 'reference'; readonly id: number }
  | { readonly kind: 'result'; readonly id: number; readonly result: RequestResult }
  /** Message 0: the server announces that it closes the connection (RFC 4511 4.4.1). */
  | { readonly kind: 'notice'; readonly id: 0 };

const TAG = { integer: 0x02, octets: 0x04, enumerated: 0x0a, sequence: 0x30, set: 0x31, controls: 0xa0 } as const;
const OPERATION = { bind: 0x61, entry: 0x64, done: 0x65, reference: 0x73, extended: 0x78 } as const;
const RESULTS: ReadonlySet<number> = new Set([OPERATION.bind, OPERATION.done, OPERATION.extended]);
const PAGED_RESULTS = '1.2.840.113556.1.4.319';

/**
 * Parses one complete LDAP message. Does not use the library's parser, because that loops forever on lengths that do not fit
 * (docs/adr/0035-directory-by-ldap.md). Throws `MalformedLdapMessage`.
 */
export function parseLdapMessage(message: Buffer): LdapMessage {
  const elements = new BerElements(message).children(TAG.sequence);
  const id = elements.integer(TAG.integer);
  const { tag } = elements;
  if (id === 0 && tag === OPERATION.extended) return { kind: 'notice', id: 0 };
  if (tag === OPERATION.entry) return { kind: 'entry', id, entry: entryOf(elements.children(OPERATION.entry)) };
  if (tag === OPERATION.reference) return { kind: 'reference', id };
  if (tag === null || !RESULTS.has(tag)) throw new MalformedLdapMessage('operation');
  const operation = elements.children(tag);
  const code = operation.integer(TAG.enumerated);
  operation.read(TAG.octets);
  const text = operation.read(TAG.octets).toString('utf8');
  return { kind: 'result', id, result: { code, text, cookie: cookieIn(elements) } };
}

function entryOf(elements: BerElements): LdapEntry {
  elements.read(TAG.octets);
  const attributes = new Map<string, readonly Buffer[]>();
  const list = elements.children(TAG.sequence);
  while (!list.isAtEnd) {
    const attribute = list.children(TAG.sequence);
    const [name = '', ...options] = attribute.read(TAG.octets).toString('latin1').toLowerCase().split(';');
    const values = attribute.children(TAG.set);
    const read: Buffer[] = [...(attributes.get(name) ?? [])];
    while (!values.isAtEnd) read.push(values.read(TAG.octets));
    // Options for a language or encoding mean another attribute; `range=` means the first part of this attribute's values.
    if (options.every((option) => option.startsWith('range='))) attributes.set(name, read);
  }
  return { attributes };
}

function cookieIn(elements: BerElements): Buffer | null {
  if (elements.tag !== TAG.controls) return null;
  const controls = elements.children(TAG.controls);
  while (!controls.isAtEnd) {
    const control = controls.children(TAG.sequence);
    if (control.read(TAG.octets).toString('latin1') !== PAGED_RESULTS) continue;
    while (control.tag !== null && control.tag !== TAG.octets) control.skip();
    if (control.isAtEnd) return null;
    const value = new BerElements(control.read(TAG.octets)).children(TAG.sequence);
    value.integer(TAG.integer);
    return value.read(TAG.octets);
  }
  return null;
}
