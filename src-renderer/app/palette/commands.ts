import type { Company } from '#shared/contract/companies/companies.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { ScreenId } from '../../navigation/index.ts';
import type { ListSection } from '../../ui/drafts/list-section.ts';
import type { ScreenPart } from './screen-parts.ts';

/** Objects that can be created from the palette, in the dialog of their screen. */
export type CreatableSection = Extract<ListSection, 'routes' | 'serials' | 'invoice_groups'>;

/** Palette commands as data; texts and effects are added where they are rendered. */
export type Command =
  | { readonly kind: 'screen'; readonly screen: ScreenId }
  | { readonly kind: 'part'; readonly part: ScreenPart }
  | { readonly kind: 'theme'; readonly theme: 'system' | 'light' | 'dark' }
  | { readonly kind: 'contrast'; readonly contrast: 'normal' | 'high' }
  | { readonly kind: 'language'; readonly language: 'ja' | 'en' }
  | { readonly kind: 'import'; readonly list: ListKind }
  | { readonly kind: 'create'; readonly section: CreatableSection }
  | { readonly kind: 'read-server' }
  | { readonly kind: 'report' }
  | { readonly kind: 'help' }
  | { readonly kind: 'copy-link' }
  /** A link that was pasted into the search. */
  | { readonly kind: 'link'; readonly address: string }
  /** Undo or redo of a draft step. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'company'; readonly company: Company }
  | { readonly kind: 'overview' }
  | { readonly kind: 'welcome' };

export interface LabelledCommand {
  readonly command: Command;
  readonly label: string;
  /** Alternative search terms in kana and romaji. */
  readonly reading: string;
  /** The search ignores the label, because it names another object: searching for a route must not lead to undoing its last change. */
  readonly isFoundByReadingAlone?: boolean;
}

const KATAKANA = /[\u30a1-\u30f6]/g;
const KANA_OFFSET = 0x60;

/** One spelling of a text: NFKC, lower case, hiragana, no spaces. */
export const normalizeSearchText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - KANA_OFFSET))
    .replace(/\s+/g, '');

const searched = ({ label, reading, isFoundByReadingAlone = false }: LabelledCommand): string =>
  normalizeSearchText(isFoundByReadingAlone ? reading : `${label} ${reading}`);

/** Ranks a match: the name starts with the word, a reading equals it, starts with it, or contains it. */
function rank({ label, reading }: LabelledCommand, word: string): number {
  const readings = reading.split(/\s+/).map(normalizeSearchText);
  if (normalizeSearchText(label).startsWith(word)) return 0;
  if (readings.includes(word)) return 1;
  return readings.some((one) => one.startsWith(word)) ? 2 : 3;
}

/** Commands whose name or reading contains every word of the search, ranked by the first word. */
export const searchCommands = (commands: readonly LabelledCommand[], query: string): LabelledCommand[] => {
  const words = query
    .normalize('NFKC')
    .split(/\s+/)
    .map(normalizeSearchText)
    .filter((word) => word !== '');
  if (words.length === 0) return [...commands];
  const first = words[0] ?? '';
  return commands
    .filter((command) => words.every((word) => searched(command).includes(word)))
    .sort((a, b) => rank(a, first) - rank(b, first));
};
