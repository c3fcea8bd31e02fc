import { foldCode } from '#shared/domain/readiness/identities.ts';
import { judgeOwner, localOf, MISPLACED } from '#shared/domain/readiness/misplaced-people.ts';
import { type AmazonSource, amazonRowOf } from './amazon-rows.ts';
import { type NeoSource, neoRowOf } from './neo-rows.ts';

/**
 * Returns whether the account in an Amazon row seems to belong to another person than the NEO row with equal address. Most names are
 * equal by bytes; others use the domain's `judgeOwner`.
 */
export function createRowOwnerCheck(neo: NeoSource, amazon: AmazonSource): (neoRow: number, amazonRow: number) => boolean {
  const isSameName = sameNameByBytes(neo, amazon);
  let texts: LoginTexts | undefined;
  return (neoRow, amazonRow) => {
    if (isSameName(neoRow, amazonRow)) return false;
    const person = neoRowOf(neo, neoRow);
    const judged = judgeOwner(person, amazonRowOf(amazon, amazonRow));
    if (judged !== MISPLACED.login) return judged !== MISPLACED.no;
    // People with swapped addresses have each other's login id before the `@`.
    texts ??= loginTexts(neo);
    return texts.logins.has(localOf(person.workEmail)) || texts.locals.has(foldCode(person.loginId));
  };
}

interface LoginTexts {
  readonly logins: ReadonlySet<string>;
  /** Local parts of the addresses. */
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

/** Whether both names have the same bytes in the same encoding; `false` if unknown. */
function sameNameByBytes(neo: NeoSource, amazon: AmazonSource): (neoRow: number, amazonRow: number) => boolean {
  const [ours, theirs] = [neo.table.raw, amazon.table.raw];
  if (ours === undefined || theirs === undefined || ours.cp932 !== theirs.cp932 || neo.name < 0 || amazon.name < 0) return () => false;
  const [ourBytes, theirBytes] = [ours.bytes, theirs.bytes];
  const { starts, ends } = ours.spans(neo.name);
  const their = theirs.spans(amazon.name);
  const [theirStarts, theirEnds] = [their.starts, their.ends];
  return (neoRow, amazonRow) => {
    const start = starts[neoRow] as number;
    const length = (ends[neoRow] as number) - start;
    const from = theirStarts[amazonRow] as number;
    if (length === 0 || length !== (theirEnds[amazonRow] as number) - from) return false;
    for (let at = 0; at < length; at++) if (ourBytes[start + at] !== theirBytes[from + at]) return false;
    return true;
  };
}
