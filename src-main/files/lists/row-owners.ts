import { foldCode } from '#shared/domain/readiness/evidence/identities.ts';
import { getFoldedLocalPart, MISPLACEMENT, rateMisplacement } from '#shared/domain/readiness/matching/misplaced-people.ts';
import type { CellSpans } from '../bytes/address-bytes.ts';
import { type AmazonSource, toAmazonUser } from './amazon-rows.ts';
import { type NeoSource, toNeoUser } from './neo-rows.ts';

/**
 * Returns whether the account in an Amazon row seems to belong to another person than the NEO row with equal address. Most names are
 * equal by bytes; others use the domain's `rateMisplacement`.
 */
export function createRowOwnerCheck(neo: NeoSource, amazon: AmazonSource): (neoRow: number, amazonRow: number) => boolean {
  const isSameName = sameNameByBytes(neo, amazon);
  let texts: LoginTexts | undefined;
  return (neoRow, amazonRow) => {
    if (isSameName(neoRow, amazonRow)) return false;
    const person = toNeoUser(neo, neoRow);
    const judged = rateMisplacement(person, toAmazonUser(amazon, amazonRow));
    if (judged !== MISPLACEMENT.login) return judged !== MISPLACEMENT.no;
    // If two people's addresses were swapped, each one's login id is the local part of the other's address.
    texts ??= loginTexts(neo);
    return texts.logins.has(getFoldedLocalPart(person.workEmail)) || texts.locals.has(foldCode(person.loginId));
  };
}

interface LoginTexts {
  readonly logins: ReadonlySet<string>;
  /** Folded local parts of the work e-mail addresses. */
  readonly locals: ReadonlySet<string>;
}

function loginTexts({ table, loginId, workEmail }: NeoSource): LoginTexts {
  const [logins, locals] = [new Set<string>(), new Set<string>()];
  for (let row = 0; row < table.rowCount; row++) {
    logins.add(foldCode(table.cell(row, loginId)));
    locals.add(getFoldedLocalPart(table.cell(row, workEmail)));
  }
  return { logins, locals };
}

/** Whether both names have the same bytes in the same encoding; `false` if unknown. */
function sameNameByBytes(neo: NeoSource, amazon: AmazonSource): (neoRow: number, amazonRow: number) => boolean {
  const [ours, theirs] = [neo.table.raw, amazon.table.raw];
  if (ours === undefined || theirs === undefined || ours.cp932 !== theirs.cp932 || neo.name < 0 || amazon.name < 0) return () => false;
  // Most commands run without inlining (docs/adr/0019-csv-scanner.md), so the arrays are looked up once per call, not per byte.
  let spans: { readonly our: CellSpans; readonly their: CellSpans } | undefined;
  return (neoRow, amazonRow) => {
    spans ??= { our: ours.spans(neo.name), their: theirs.spans(amazon.name) };
    const { our, their } = spans;
    const end = our.ends[neoRow] as number;
    let at = our.starts[neoRow] as number;
    let other = their.starts[amazonRow] as number;
    if (at === end || end - at !== (their.ends[amazonRow] as number) - other) return false;
    const bytes = ours.bytes;
    const others = theirs.bytes;
    while (at < end && bytes[at] === others[other]) {
      at++;
      other++;
    }
    return at === end;
  };
}
