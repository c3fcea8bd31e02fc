import { foldForSearch } from '#shared/domain/directory/names.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { listDirectoryReferences } from '#shared/domain/drafts/references.ts';
import { type Body, getBodyName, type Section } from '#shared/domain/drafts/sections.ts';
import type { PeoplePicker } from '../directory/people-picker.ts';

/**
 * Searches drafts by name, code, note and the names of all people and objects they refer to. Texts are cached per draft, because drafts
 * are immutable.
 */
export class DraftSearch {
  readonly #picker: PeoplePicker | null;
  readonly #texts = new WeakMap<Draft, string>();

  constructor(picker: PeoplePicker | null) {
    this.#picker = picker;
  }

  /** Returns the drafts that contain every word. */
  find(drafts: readonly Draft[], search: string): readonly Draft[] {
    const words = foldForSearch(search)
      .split(' ')
      .filter((word) => word !== '');
    if (words.length === 0) return drafts;
    return drafts.filter((draft) => {
      const text = this.#textOf(draft);
      return words.every((word) => text.includes(word));
    });
  }

  #textOf(draft: Draft): string {
    const known = this.#texts.get(draft);
    if (known !== undefined) return known;
    const { section, note } = draft;
    const body = draft.draft ?? draft.base;
    const texts = body === null ? [note] : [getBodyName(section, body), ...ownWords(section, body), note, ...this.#names(section, body)];
    const text = texts.map(foldForSearch).join('\n');
    this.#texts.set(draft, text);
    return text;
  }

  #names(section: Section, body: Body): readonly string[] {
    const found = listDirectoryReferences(section, body).map(({ kind, id }) => this.#picker?.find(kind, id)?.name ?? '');
    // A name with a space (佐藤 花子) is also found without it.
    return found.flatMap((name) => (name.includes(' ') ? [name, name.replaceAll(' ', '')] : [name]));
  }
}

function ownWords(section: Section, body: Body): readonly string[] {
  if (section === 'routes' && 'steps' in body) return body.steps.map(({ approvers }) => (approvers.kind === 'group' ? approvers.name : ''));
  if (section === 'invoice_groups' && 'code' in body) return [body.code];
  return section === 'amazon_groups' && 'integrationOption' in body ? [body.integrationOption] : [];
}
