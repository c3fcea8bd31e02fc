import { getSharedMailboxSigns, isSharedMailboxAddress, toCanonicalAddress } from '#shared/domain/email/index.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { CountedAddresses } from '#shared/domain/readiness/evidence/company-writing.ts';
import { AddressBytes, AddressHashes, AddressIndex, type CellSpans, MAX_ADDRESS_BYTES } from '../bytes/address-bytes.ts';
import { getCp932DecodeTable, isLeadByte } from '../bytes/cp932.ts';
import { DomainBytes, type KnownDomain } from '../bytes/domain-bytes.ts';
import type { RawCells, Table } from '../table.ts';

/** Columns of the NEO list for matching by bytes; `-1` = missing. */
export interface NeoColumns {
  readonly table: Table;
  readonly name: number;
  readonly workEmail: number;
  readonly otherEmails: readonly number[];
  /** 1 for each row of an active person. */
  readonly active: Uint8Array;
}

export interface AmazonColumns {
  readonly table: Table;
  readonly email: number;
  /** 1 for each account whose state and role permit orders. */
  readonly able: Uint8Array;
}

/** 1 for each prematched row (see the domain's `Prematched`). */
export interface PrematchedRows {
  readonly neo: Uint8Array;
  readonly amazon: Uint8Array;
  readonly addresses: CountedAddresses;
}

/** Value of an account whose address belongs to several people or accounts. */
const SHARED = -2;
const NO_PERSON = -1;

/**
 * Finds the prematched rows of both lists by bytes, without decoding, under the conditions of the domain's `Prematched`. Cases that bytes
 * cannot decide use the domain's rules or are left to the audit. `isAnothers` returns whether the account with a person's exact address
 * seems to belong to another person.
 */
export function prematchRows(
  neo: NeoColumns,
  amazon: AmazonColumns,
  policy: EmailPolicy,
  isAnothers: (neoRow: number, amazonRow: number) => boolean,
): PrematchedRows {
  const marks = { neo: new Uint8Array(neo.table.rowCount), amazon: new Uint8Array(amazon.table.rowCount) };
  const [ours, theirs] = [neo.table.raw, amazon.table.raw];
  if (ours === undefined || theirs === undefined || neo.workEmail < 0 || amazon.email < 0)
    return { ...marks, addresses: { domains: new Map(), hashes: new Int32Array(0) } };
  const otherwise = withOtherAddress(neo, ours);
  const held = otherwise.includes(1) ? new AddressHashes() : undefined;
  const { index, people } = indexAccounts(amazon, theirs, held);
  const found = findAccounts(neo, ours, index, people, held);
  if (held !== undefined) clearFreeAddresses(neo, ours, held, otherwise);
  const domains = new DomainBytes(ours.bytes, policy);
  const personalDomain = personalCheck(neo, ours, found, domains);
  for (let row = 0; row < otherwise.length; row++) {
    const account = found.accounts[row] as number;
    if (account < 0 || people[account] !== row || neo.active[row] === 0 || amazon.able[account] === 0 || otherwise[row] === 1) continue;
    const domain = personalDomain(row);
    if (domain === null || isAnothers(row, account)) continue;
    domain.people++;
    marks.neo[row] = 1;
    marks.amazon[account] = 1;
  }
  return { ...marks, addresses: { domains: domains.people(), hashes: found.hashes } };
}

/** Returns 1 for each row in which another address column is filled. */
function withOtherAddress({ table, otherEmails }: NeoColumns, raw: RawCells): Uint8Array {
  const marks = new Uint8Array(table.rowCount);
  for (const column of otherEmails) {
    const { starts, ends } = raw.spans(column);
    for (let row = 0; row < marks.length; row++) if (starts[row] !== ends[row]) marks[row] = 1;
  }
  return marks;
}

/** Clears the mark of rows whose other addresses belong to no person and no account, in any spelling. */
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

/**
 * Indexes accounts by address. `people` contains for each account the row of the person with its address, or one of the negative values
 * above.
 */
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
    people[first] = first === row ? NO_PERSON : SHARED;
  }
  shareSpellings(table, email, odd, index, people, held);
  return { index, people };
}

/** Results for each row of the NEO list. */
interface Found {
  readonly cells: CellSpans;
  /** Row of the account with exactly this address; `-1` = none. */
  readonly accounts: Int32Array;
  /** Hash of the address, for rows with an account. */
  readonly hashes: Int32Array;
  /** Length of the local part, and of its first word. */
  readonly locals: Uint8Array;
  readonly words: Uint8Array;
}

/** Finds the accounts of all people, and records in `people` which person is the only one with an account's address. */
function findAccounts(
  { table, workEmail }: NeoColumns,
  { bytes, spans }: RawCells,
  index: AddressIndex,
  people: Int32Array,
  held: AddressHashes | undefined,
): Found {
  const cells = spans(workEmail);
  const address = new AddressBytes(bytes);
  const accounts = new Int32Array(table.rowCount).fill(NO_PERSON);
  const hashes = new Int32Array(table.rowCount);
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
    hashes[row] = address.hash;
    locals[row] = address.local;
    words[row] = address.word;
    if (account >= 0) people[account] = people[account] === NO_PERSON ? row : SHARED;
  }
  shareSpellings(table, workEmail, odd, index, people, held);
  return { cells, accounts, hashes, locals, words };
}

const encoder = new TextEncoder();

/** Marks addresses that occur in several spellings as shared, because the audit treats them as the same address. */
function shareSpellings(
  table: Table,
  column: number,
  rows: readonly number[],
  index: AddressIndex,
  people: Int32Array,
  held: AddressHashes | undefined,
): void {
  const canonical = new Uint8Array(MAX_ADDRESS_BYTES);
  const address = new AddressBytes(canonical);
  for (const row of rows) {
    const text = toCanonicalAddress(table.cell(row, column));
    const { read, written } = encoder.encodeInto(text, canonical);
    if (read < text.length || !address.read(0, written)) continue;
    held?.add(address.hash);
    const account = index.find(address.hash, canonical, 0, written);
    if (account >= 0) people[account] = SHARED;
  }
}

/**
 * Returns a function for rows with an account: the domain of the row's address, or `null` if it is private or foreign, or the address may
 * be shared by several people.
 */
function personalCheck(
  { table, name, workEmail }: NeoColumns,
  raw: RawCells,
  found: Found,
  domains: DomainBytes,
): (row: number) => KnownDomain | null {
  const { bytes } = raw;
  const { silent, mayBeWord } = getSharedMailboxSigns();
  const isSilent = silentNames(raw, raw.spans(name), silent);
  const mayBe = (start: number, length: number): boolean => mayBeWord(bytes[start] as number, bytes[start + length - 1] as number, length);
  return (row) => {
    const start = found.cells.starts[row] as number;
    const local = found.locals[row] as number;
    const domain = domains.find(start + local + 1, found.cells.ends[row] as number);
    if (!domain.isFine) return null;
    if (isSilent(row) && !mayBe(start, found.words[row] as number) && !mayBe(start, local)) return domain;
    return isSharedMailboxAddress(table.cell(row, workEmail), table.cell(row, name)) ? null : domain;
  };
}

/** Whether a name consists of silent characters only (see `SharedMailboxSigns`); false if it would have to be decoded. */
function silentNames({ bytes, cp932 }: RawCells, { starts, ends }: CellSpans, silent: Uint8Array): (row: number) => boolean {
  const units = cp932 ? getCp932DecodeTable() : undefined;
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
