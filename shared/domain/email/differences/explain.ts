import { getDomainStartIndex } from '../match-rules/domain-form.ts';
import { createMatchRules, type MatchRuleCode, type MatchRules } from '../match-rules/match-rules.ts';
import { DEFAULT_EMAIL_POLICY } from '../policy.ts';
import { describeTypo } from '../typo.ts';
import { type AlignedPair, alignCharacters } from './align.ts';
import { getCharacterNameKey, getCharacterScript, getDifferingCharacterNameKey, isInvisibleCharacter, type Script } from './characters.ts';

/** One character of one side in the display of a comparison. */
export interface CharacterCell {
  /** The character, verbatim; `''` for a gap. */
  readonly text: string;
  /** Code point of the character; `null` for a gap. */
  readonly codePoint: number | null;
  readonly kind: 'same' | 'different' | 'only-here' | 'missing';
  readonly invisible: boolean;
  /** Message key below `character` if the character needs a name; otherwise `null`. */
  readonly nameKey: string | null;
  readonly script: Script;
}

export type DifferenceCode = MatchRuleCode | 'email-differs-typo';

/** A run of different cells with one cause; `code` is `null` if neither a match rule nor a typo explains it. */
export interface AddressDifference {
  readonly at: number;
  readonly code: DifferenceCode | null;
  readonly neo: string;
  readonly amazon: string;
}

/** Both addresses as the same number of cells; cells with equal indexes correspond. */
export interface AddressComparison {
  readonly neo: readonly CharacterCell[];
  readonly amazon: readonly CharacterCell[];
  readonly differences: readonly AddressDifference[];
}

/** Maximum number of characters shown one by one; the rest of a longer text is one last cell. */
const MAX_LENGTH = 1_000;
const DEFAULT_MATCH_RULES = createMatchRules(DEFAULT_EMAIL_POLICY);

/** Compares two addresses character by character and names the match rule that ignores each run of differences. Never throws. */
export function compareAddresses(neo: string, amazon: string, matchRules: MatchRules = DEFAULT_MATCH_RULES): AddressComparison {
  const places = alignCharacters(piecesOf(neo), piecesOf(amazon));
  return {
    neo: places.map(([own, other]) => cellOf(own, other)),
    amazon: places.map(([other, own]) => cellOf(own, other)),
    differences: differencesOf(places, new Explainer(neo, amazon, matchRules)),
  };
}

function piecesOf(address: string): readonly string[] {
  const pieces: string[] = [];
  let length = 0;
  for (const character of address) {
    if (pieces.length === MAX_LENGTH) return [...pieces, address.slice(length)];
    pieces.push(character);
    length += character.length;
  }
  return pieces;
}

function cellOf(own: string | null, other: string | null): CharacterCell {
  if (own === null) return { text: '', codePoint: null, kind: 'missing', invisible: false, nameKey: null, script: 'other' };
  const kind = own === other ? 'same' : other === null ? 'only-here' : 'different';
  const nameKey = kind === 'same' ? getCharacterNameKey(own) : getDifferingCharacterNameKey(own);
  return {
    text: own,
    codePoint: own.codePointAt(0) ?? null,
    kind,
    invisible: isInvisibleCharacter(own),
    nameKey,
    script: getCharacterScript(own),
  };
}

interface Piece {
  readonly at: number;
  readonly neo: string;
  readonly amazon: string;
  readonly inDomain: boolean;
  readonly atEnd: boolean;
}

function differencesOf(places: readonly AlignedPair[], explainer: Explainer): readonly AddressDifference[] {
  const domainAt = Math.max(lastAt(places, 0), lastAt(places, 1));
  const pieceOf = (from: number, to: number): Piece => {
    const part = places.slice(from, to);
    const [neo, amazon] = [part.map(([text]) => text ?? '').join(''), part.map(([, text]) => text ?? '').join('')];
    return { at: from, neo, amazon, inDomain: domainAt >= 0 && from > domainAt, atEnd: to === places.length };
  };
  const borders = new Set([domainAt + 1, places.findIndex((place) => place.includes('+'))]);
  const codes = places.map((place, at) => (isSame(place) ? 'same' : explainer.explainAlone(pieceOf(at, at + 1))));
  // A difference that one character does not explain (`rn` and `m`) may be explained by its run.
  for (const { from, to, code } of runsOf(codes, borders)) if (code === null) codes.fill(explainer.explainRun(pieceOf(from, to)), from, to);
  return runsOf(codes, borders).flatMap(({ from, to, code }) => {
    if (code === 'same') return [];
    const { neo, amazon } = pieceOf(from, to);
    return [{ at: from, code, neo, amazon }];
  });
}

interface Run<Code> {
  readonly from: number;
  to: number;
  readonly code: Code;
}

/** Runs of equal codes. No run crosses a border: from the name to its tag, from the local part to the domain. */
function runsOf<Code>(codes: readonly Code[], borders: ReadonlySet<number>): readonly Run<Code>[] {
  const runs: Run<Code>[] = [];
  codes.forEach((code, at) => {
    const last = runs.at(-1);
    if (last !== undefined && last.code === code && !borders.has(at)) last.to = at + 1;
    else runs.push({ from: at, to: at + 1, code });
  });
  return runs;
}

function isSame(place: AlignedPair): boolean {
  return place[0] === place[1];
}

function lastAt(places: readonly AlignedPair[], side: 0 | 1): number {
  return places.findLastIndex((place) => place[side] === '@');
}

/**
 * Finds the cause of a difference. Uses both complete addresses, because a tag, an alias domain or a typo is not visible in a single
 * character.
 */
class Explainer {
  readonly #matchRules: MatchRules;
  /** Level of the first rule after which the local parts, or the domains, are equal; `null` if they never are. */
  readonly #localLevel: number | null;
  readonly #domainLevel: number | null;
  readonly #isTypo: boolean;

  constructor(neo: string, amazon: string, matchRules: MatchRules) {
    const [keysNeo, keysAmazon] = [matchRules.keys(neo), matchRules.keys(amazon)];
    const levelOf = (part: (address: string) => string): number | null => {
      const last = keysNeo.findLastIndex((key, level) => part(key) !== part(keysAmazon[level] ?? ''));
      return last === matchRules.rules.length ? null : last + 1;
    };
    const beforeLookalike = matchRules.rules.length - 1;
    this.#matchRules = matchRules;
    this.#localLevel = levelOf(localText);
    this.#domainLevel = levelOf(domainText);
    this.#isTypo = describeTypo(keysNeo[beforeLookalike] ?? '', keysAmazon[beforeLookalike] ?? '') !== null;
  }

  /** Explains a difference by its own characters; never by a later rule than the one that makes the whole part equal. */
  explainAlone({ neo, amazon, inDomain, atEnd }: Piece): DifferenceCode | null {
    // The `@` marks the text as part of a domain. The letter shows that it is not the end, where a final dot would be allowed.
    const [before, after] = inDomain ? ['@', atEnd ? '' : 'x'] : ['', ''];
    const met = this.#matchRules.meet(before + neo + after, before + amazon + after);
    const limit = this.#levelOf(inDomain);
    return met === null ? null : this.#codeOf(limit === null ? met : Math.min(met, limit));
  }

  /** Explains a run of characters by itself, or else by the whole part. */
  explainRun(piece: Piece): DifferenceCode | null {
    const alone = this.explainAlone(piece);
    if (alone !== null) return alone;
    const level = this.#levelOf(piece.inDomain);
    return level === null ? (this.#isTypo ? 'email-differs-typo' : null) : this.#codeOf(level);
  }

  #levelOf(inDomain: boolean): number | null {
    return inDomain ? this.#domainLevel : this.#localLevel;
  }

  #codeOf(level: number): MatchRuleCode | null {
    return this.#matchRules.rules[level - 1]?.code ?? null;
  }
}

function localText(address: string): string {
  const start = getDomainStartIndex(address);
  return start < 0 ? address : address.slice(0, start - 1);
}

function domainText(address: string): string {
  const start = getDomainStartIndex(address);
  return start < 0 ? '' : address.slice(start);
}
