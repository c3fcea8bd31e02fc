import { describeTypo } from '../../email/index.ts';

/** Differences of one letter that usually mean two people and not a typo. */

const isDigit = (text: string): boolean => text.length === 1 && text >= '0' && text <= '9';

/** True for numbered addresses (`sales01@`, `sales02@`), which are similar without being mistyped. */
export function isOtherNumber(a: string, b: string): boolean {
  const typo = describeTypo(a, b);
  if (typo === null) return false;
  return [...typo.a, ...typo.b].every(isDigit);
}

/** True if an initial is missing or different, which usually means another person. */
export function isOtherInitial(a: string, b: string): boolean {
  if (describeTypo(a, b) === null) return false;
  const words = a.slice(0, a.lastIndexOf('@')).split(/[._-]/);
  const others = b.slice(0, b.lastIndexOf('@')).split(/[._-]/);
  if (words.length !== others.length) return false;
  const at = words.findIndex((word, i) => word !== others[i]);
  const [word, other] = [words[at] ?? '', others[at] ?? ''];
  if (word.length !== other.length) return Math.min(word.length, other.length) === 0;
  return word !== other && (word.slice(1) === other.slice(1) || word.slice(0, -1) === other.slice(0, -1));
}

/** True if the difference means another person rather than a typo. */
export const isOtherPerson = (a: string, b: string): boolean => isOtherNumber(a, b) || isOtherInitial(a, b);
