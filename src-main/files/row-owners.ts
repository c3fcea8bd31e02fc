import { foldCode } from '#shared/domain/readiness/identities.ts';
import { judgeOwner, localOf, MISPLACED } from '#shared/domain/readiness/misplaced-people.ts';
import { type AmazonSource, amazonRowOf } from './amazon-rows.ts';
import { type NeoSource, neoRowOf } from './neo-rows.ts';

/**
 * Answers whether the account in a row of Amazon's list seems to be somebody else's than the person's in a row of NEO's, whose address is
 * equal. Most names are equal byte for byte; the texts of the others are compared by the domain's `judgeOwner`.
 */
export function createRowOwnerCheck(neo: NeoSource, amazon: AmazonSource): (neoRow: number, amazonRow: number) => boolean {
  const isSameName = sameNameByBytes(neo, amazon);
  let texts: LoginTexts | undefined;
  return (neoRow, amazonRow) => {
    if (isSameName(neoRow, amazonRow)) return false;
    const person = neoRowOf(neo, neoRow);
    const judged = judgeOwner(person, amazonRowOf(amazon, amazonRow));
    if (judged !== MISPLACED.login) return judged !== MISPLACED.no;
    // People who swapped addresses have each other's login id before the `@`.
    texts ??= loginTexts(neo);
    return texts.logins.has(localOf(person.workEmail)) || texts.locals.has(foldCode(person.loginId));
  };
}

interface LoginTexts {
  readonly logins: ReadonlySet<string>;
  /** What stands before the `@` of the addresses. */
  readonly locals: ReadonlySet<string>;
}

function loginTexts({ table, loginId, workEmail }: NeoSource): LoginTexts {
  const [logins, locals] = [new Set<string>(), new Set<string>()];
  for (let row = 0; row < table.rowCount; row++) {
    logins.add(foldCode(table.cell(row, loginId)));
    locals.add(localOf(table.cell(row, workEmail)));
  }
  return { logins, locals };
}

/** Whether both names are the same bytes in the same encoding; `false` where that is not known. */
function sameNameByBytes(neo: NeoSource, amazon: AmazonSource): (neoRow: number, amazonRow: number) => boolean {
  const [ours, theirs] = [neo.table.raw, amazon.table.raw];
  if (ours === undefined || theirs === undefined || ours.cp932 !== theirs.cp932 || neo.name < 0 || amazon.name < 0) return () => false;
  const [our, their] = [ours.spans(neo.name), theirs.spans(amazon.name)];
  return (neoRow, amazonRow) => {
    const [start, end] = [our.starts[neoRow] as number, our.ends[neoRow] as number];
    const from = their.starts[amazonRow] as number;
    const length = end - start;
    if (length === 0 || length !== (their.ends[amazonRow] as number) - from) return false;
    for (let at = 0; at < length; at++) if (ours.bytes[start + at] !== theirs.bytes[from + at]) return false;
    return true;
  };
}
