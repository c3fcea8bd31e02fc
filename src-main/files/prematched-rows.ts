import { canonicalAddress, classifyCanonical, isSharedCanonical, sharedMailboxSigns } from '#shared/domain/email/index.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import { AddressBytes, AddressHashes, AddressIndex, type CellSpans } from './address-bytes.ts';
import { cp932Units, isLeadByte } from './cp932.ts';
import type { RawCells, Table } from './table.ts';

/** The NEO list as far as it is needed here. Columns that the file does not hold are `-1`. */
export interface NeoColumns {
  readonly table: Table;
  readonly name: number;
  readonly workEmail: number;
  readonly otherEmails: readonly number[];
  /** 1 for each row of somebody active. */
  readonly active: Uint8Array;
}

export interface AmazonColumns {
  readonly table: Table;
  readonly email: number;
  /** 1 for each row of an account that lets its owner order. */
  readonly able: Uint8Array;
}

/** 1 for each prematched row (see the domain's `Prematched`). */
export interface PrematchedRows {
  readonly neo: Uint8Array;
  readonly amazon: Uint8Array;
}

/** Somebody else has the address, too, on the side of the account or of the person. */
const SHARED = -2;
const NOBODY = -1;

/**
 * The rows of both lists that are prematched, found by their bytes without making a text of any: the promise that the domain's `Prematched`
 * asks for. Where bytes alone do not tell, the domain's own rules are asked, or the row is left to the audit.
 */
export function prematchRows(neo: NeoColumns, amazon: AmazonColumns, policy: EmailPolicy): PrematchedRows {
  const prematched = { neo: new Uint8Array(neo.table.rowCount), amazon: new Uint8Array(amazon.table.rowCount) };
  const [ours, theirs] = [neo.table.raw, amazon.table.raw];
  if (ours === undefined || theirs === undefined || neo.workEmail < 0 || amazon.email < 0) return prematched;
  const otherwise = withOtherAddress(neo, ours);
  const held = otherwise.includes(1) ? new AddressHashes() : undefined;
  const { index, people } = indexAccounts(amazon, theirs, held);
  const found = findAccounts(neo, ours, index, people, held);
  if (held !== undefined) clearFreeAddresses(neo, ours, held, otherwise);
  const isPersonal = personalCheck(neo, ours, found, policy);
  for (let row = 0; row < otherwise.length; row++) {
    const account = found.accounts[row] as number;
    if (account < 0 || people[account] !== row || neo.active[row] === 0 || amazon.able[account] === 0) continue;
    if (otherwise[row] === 1 || !isPersonal(row)) continue;
    prematched.neo[row] = 1;
    prematched.amazon[account] = 1;
  }
  return prematched;
}

/** 1 for each row with anything in another address column. */
function withOtherAddress({ table, otherEmails }: NeoColumns, raw: RawCells): Uint8Array {
  const marks = new Uint8Array(table.rowCount);
  for (const column of otherEmails) {
    const { starts, ends } = raw.spans(column);
    for (let row = 0; row < marks.length; row++) if (starts[row] !== ends[row]) marks[row] = 1;
  }
  return marks;
}

/** Takes the marks of those back whose other addresses are nobody's work address and no account's, in any spelling. */
function clearFreeAddresses({ table, otherEmails }: NeoColumns, raw: RawCells, held: AddressHashes, marks: Uint8Array): void {
  const taken = new Uint8Array(table.rowCount);
  const address = new AddressBytes(raw.bytes);
  for (const column of otherEmails) {
    const { starts, ends } = raw.spans(column);
    for (let row = 0; row < taken.length; row++) {
      const start = starts[row] as number;
      const end = ends[row] as number;
      if (start !== end && (!address.read(start, end) || held.mayHave(address.hash))) taken[row] = 1;
    }
  }
  marks.set(taken);
}

/** The accounts by address; and by row the person of the address: NOBODY so far, or SHARED. */
function indexAccounts(
  { table, email }: AmazonColumns,
  { bytes, spans }: RawCells,
  held: AddressHashes | undefined,
): { index: AddressIndex; people: Int32Array } {
  const cells = spans(email);
  const address = new AddressBytes(bytes);
  const index = new AddressIndex(bytes, cells);
  const people = new Int32Array(table.rowCount).fill(SHARED);
  const odd: number[] = [];
  for (let row = 0; row < people.length; row++) {
    const start = cells.starts[row] as number;
    const end = cells.ends[row] as number;
    if (start === end) continue;
    if (!address.read(start, end)) {
      odd.push(row);
      continue;
    }
    held?.add(address.hash);
    const first = index.put(row, address.hash);
    people[first] = first === row ? NOBODY : SHARED;
  }
  shareSpellings(table, email, odd, index, people, held);
  return { index, people };
}

/** What was found for each row of the NEO list. */
interface Found {
  readonly cells: CellSpans;
  /** The row of the account of the very address, or `-1`. */
  readonly accounts: Int32Array;
  /** Lengths of the address's local part and of its first word. */
  readonly locals: Uint8Array;
  readonly words: Uint8Array;
}

/** Finds everybody's account, and notes in `people` who is alone with one. */
function findAccounts(
  { table, workEmail }: NeoColumns,
  { bytes, spans }: RawCells,
  index: AddressIndex,
  people: Int32Array,
  held: AddressHashes | undefined,
): Found {
  const cells = spans(workEmail);
  const address = new AddressBytes(bytes);
  const accounts = new Int32Array(table.rowCount).fill(NOBODY);
  const locals = new Uint8Array(table.rowCount);
  const words = new Uint8Array(table.rowCount);
  const odd: number[] = [];
  for (let row = 0; row < accounts.length; row++) {
    const start = cells.starts[row] as number;
    const end = cells.ends[row] as number;
    if (start === end) continue;
    if (!address.read(start, end)) {
      odd.push(row);
      continue;
    }
    held?.add(address.hash);
    const account = index.find(address.hash, bytes, start, end);
    accounts[row] = account;
    locals[row] = address.local;
    words[row] = address.word;
    if (account >= 0) people[account] = people[account] === NOBODY ? row : SHARED;
  }
  shareSpellings(table, workEmail, odd, index, people, held);
  return { cells, accounts, locals, words };
}

/** An address in another spelling is the same address to the audit: nobody is alone with it. */
function shareSpellings(
  table: Table,
  column: number,
  rows: readonly number[],
  index: AddressIndex,
  people: Int32Array,
  held: AddressHashes | undefined,
): void {
  for (const row of rows) {
    const canonical = Buffer.from(canonicalAddress(table.cell(row, column)));
    const address = new AddressBytes(canonical);
    if (!address.read(0, canonical.length)) continue;
    held?.add(address.hash);
    const account = index.find(address.hash, canonical, 0, canonical.length);
    if (account >= 0) people[account] = SHARED;
  }
}

/** Whether the address of a row is a person's own, of no private or foreign domain. For rows that have an account. */
function personalCheck({ table, name, workEmail }: NeoColumns, raw: RawCells, found: Found, policy: EmailPolicy): (row: number) => boolean {
  const { bytes } = raw;
  const isFine = domainCheck(bytes, policy);
  const { silent, mayBeWord } = sharedMailboxSigns();
  const isSilent = silentNames(raw, raw.spans(name), silent);
  const mayBe = (start: number, length: number): boolean => mayBeWord(bytes[start] as number, bytes[start + length - 1] as number, length);
  return (row) => {
    const start = found.cells.starts[row] as number;
    const local = found.locals[row] as number;
    if (!isFine(start + local + 1, found.cells.ends[row] as number)) return false;
    if (isSilent(row) && !mayBe(start, found.words[row] as number) && !mayBe(start, local)) return true;
    return !isSharedCanonical(table.cell(row, workEmail), table.cell(row, name));
  };
}

/** Companies with more domains than this are asked about one by one. */
const DOMAINS_KEPT = 8;

/** Whether a domain is one of which there is nothing to tell: asked once, then known by its bytes. */
function domainCheck(bytes: Uint8Array, policy: EmailPolicy): (start: number, end: number) => boolean {
  const known: { readonly start: number; readonly length: number; readonly fine: boolean }[] = [];
  return (start, end) => {
    const length = end - start;
    for (const domain of known) {
      if (domain.length !== length) continue;
      let at = 0;
      while (at < length && bytes[domain.start + at] === bytes[start + at]) at++;
      if (at === length) return domain.fine;
    }
    const kind = classifyCanonical(`a@${Buffer.from(bytes.subarray(start, end)).toString('latin1')}`, policy);
    const fine = kind === 'company' || kind === 'unknown';
    if (known.length < DOMAINS_KEPT) known.push({ start, length, fine });
    return fine;
  };
}

/** Whether the name of a row is made of silent characters only (see `SharedMailboxSigns`); false where that would take a text to tell. */
function silentNames({ bytes, cp932 }: RawCells, { starts, ends }: CellSpans, silent: Uint8Array): (row: number) => boolean {
  const units = cp932 ? cp932Units() : undefined;
  return (row) => {
    const end = ends[row] as number;
    for (let at = starts[row] as number; at < end; ) {
      const byte = bytes[at++] as number;
      let unit = byte;
      if (units !== undefined) unit = units[isLeadByte(byte) ? byte * 256 + (bytes[at++] ?? 0) : byte] as number;
      else if (byte >= 0xf0) return false;
      else if (byte >= 0xe0) unit = ((byte & 0xf) << 12) | (((bytes[at++] ?? 0) & 0x3f) << 6) | ((bytes[at++] ?? 0) & 0x3f);
      else if (byte >= 0x80) return false;
      if (silent[unit] === 0) return false;
    }
    return true;
  };
}
