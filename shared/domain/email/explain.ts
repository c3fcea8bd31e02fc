import { align, type Place } from './align.ts';
import { differingNameKeyOf, isUnseen, nameKeyOf, type Script, scriptOf } from './characters.ts';
import { differencesOnTheWay } from './differences.ts';
import { canonicalDomain, domainStart } from './domain-form.ts';
import { canonicalAddress, createLadder, type Ladder, type RungCode } from './ladder.ts';
import { DEFAULT_EMAIL_POLICY } from './policy.ts';
import { describeTypo } from './typo.ts';

/** One character of one side, as the lens draws it. */
export interface CharacterCell {
  /** Verbatim; `''` for a gap. */
  readonly text: string;
  /** `null` for a gap. */
  readonly codePoint: number | null;
  readonly kind: 'same' | 'different' | 'only-here' | 'missing';
  readonly invisible: boolean;
  /** A message key below `character` when the character needs a name. */
  readonly nameKey: string | null;
  readonly script: Script;
}

export type DifferenceCode = RungCode | 'email-differs-typo';

/** A run of cells that differ for one reason; `code` is `null` when no rung and no typo explains it. */
export interface AddressDifference {
  readonly at: number;
  readonly code: DifferenceCode | null;
  readonly neo: string;
  readonly amazon: string;
}

/** Both addresses as cells of equal number: the cells at one index stand above each other. */
export interface AddressComparison {
  readonly neo: readonly CharacterCell[];
  readonly amazon: readonly CharacterCell[];
  readonly differences: readonly AddressDifference[];
}

/** Characters drawn one by one; the rest of a longer cell is one last piece. */
const LONGEST = 1_000;
const DEFAULT_LADDER = createLadder(DEFAULT_EMAIL_POLICY);

/** Compares two addresses character by character, and says of each run of differences which rung forgets it. Never throws. */
export function compareAddresses(neo: string, amazon: string, ladder: Ladder = DEFAULT_LADDER): AddressComparison {
  const places = align(piecesOf(neo), piecesOf(amazon));
  return {
    neo: places.map(([own, other]) => cellOf(own, other)),
    amazon: places.map(([other, own]) => cellOf(own, other)),
    differences: differencesOf(places, new Explainer(neo, amazon, ladder)),
  };
}

function piecesOf(address: string): readonly string[] {
  const pieces: string[] = [];
  let length = 0;
  for (const character of address) {
    if (pieces.length === LONGEST) return [...pieces, address.slice(length)];
    pieces.push(character);
    length += character.length;
  }
  return pieces;
}

function cellOf(own: string | null, other: string | null): CharacterCell {
  if (own === null) return { text: '', codePoint: null, kind: 'missing', invisible: false, nameKey: null, script: 'other' };
  const kind = own === other ? 'same' : other === null ? 'only-here' : 'different';
  const nameKey = kind === 'same' ? nameKeyOf(own) : differingNameKeyOf(own);
  return { text: own, codePoint: own.codePointAt(0) ?? null, kind, invisible: isUnseen(own), nameKey, script: scriptOf(own) };
}

interface Piece {
  readonly at: number;
  readonly neo: string;
  readonly amazon: string;
  readonly inDomain: boolean;
  readonly atEnd: boolean;
}

function differencesOf(places: readonly Place[], explainer: Explainer): readonly AddressDifference[] {
  const domainAt = Math.max(lastAt(places, 0), lastAt(places, 1));
  const pieceOf = (from: number, to: number): Piece => {
    const part = places.slice(from, to);
    const [neo, amazon] = [part.map(([text]) => text ?? '').join(''), part.map(([, text]) => text ?? '').join('')];
    return { at: from, neo, amazon, inDomain: domainAt >= 0 && from > domainAt, atEnd: to === places.length };
  };
  const codes = places.map((place, at) => (isSame(place) ? 'same' : explainer.explain(pieceOf(at, at + 1))));
  // What one character alone does not explain (`rn` and `m`, a letter and its mark) may be explained by the run it stands in.
  for (const { from, to, code } of runsOf(codes, domainAt)) if (code === null) codes.fill(explainer.explain(pieceOf(from, to)), from, to);
  return runsOf(codes, domainAt).flatMap(({ from, to, code }) => {
    if (code === 'same') return [];
    const { neo, amazon } = pieceOf(from, to);
    return [{ at: from, code, neo, amazon }];
  });
}

/** Runs of equal codes; none reaches from the local part into the domain. */
function runsOf<Code>(
  codes: readonly Code[],
  domainAt: number,
): readonly { readonly from: number; readonly to: number; readonly code: Code }[] {
  const runs: { from: number; to: number; code: Code }[] = [];
  codes.forEach((code, at) => {
    const last = runs.at(-1);
    if (last !== undefined && last.code === code && at !== domainAt + 1) last.to = at + 1;
    else runs.push({ from: at, to: at + 1, code });
  });
  return runs;
}

function isSame(place: Place): boolean {
  return place[0] === place[1];
}

function lastAt(places: readonly Place[], side: 0 | 1): number {
  return places.findLastIndex((place) => place[side] === '@');
}

/** Knows both whole addresses, because a tag or an alias domain is not to be seen in one character. */
class Explainer {
  readonly #ladder: Ladder;
  readonly #way: readonly RungCode[];
  readonly #sameDomain: boolean;
  readonly #isTypo: boolean;

  constructor(neo: string, amazon: string, ladder: Ladder) {
    this.#ladder = ladder;
    this.#way = differencesOnTheWay(ladder, neo, amazon);
    this.#sameDomain = canonicalDomain(domainText(neo)) === canonicalDomain(domainText(amazon));
    this.#isTypo = this.#way.length === 0 && describeTypo(canonicalAddress(neo), canonicalAddress(amazon)) !== null;
  }

  explain({ neo, amazon, inDomain, atEnd }: Piece): DifferenceCode | null {
    // The `@` lets the rung about domains see that this is a part of one, the letter that it is not the end (where a dot may go).
    const [before, after] = inDomain ? ['@', atEnd ? '' : 'x'] : ['', ''];
    const met = this.#ladder.meet(before + neo + after, before + amazon + after);
    const code = met === null ? null : (this.#ladder.rungs[met - 1]?.code ?? null);
    if (code !== null) return code;
    if (inDomain && this.#sameDomain) return 'email-differs-domain-form';
    if (inDomain && this.#way.includes('email-differs-alias-domain')) return 'email-differs-alias-domain';
    if (!inDomain && this.#way.includes('email-differs-plus-tag')) return 'email-differs-plus-tag';
    if (this.#way.includes('email-differs-provider-rule')) return 'email-differs-provider-rule';
    return this.#isTypo ? 'email-differs-typo' : null;
  }
}

function domainText(address: string): string {
  const start = domainStart(address);
  return start < 0 ? '' : address.slice(start);
}
