import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { MAX_LIST_ITEMS, SMALL_ANSWER_LIMITS } from './answer-limits.ts';
import { isRecord } from './answer-schemas.ts';

/** Reason why a response with a list is refused. */
export type ListProblem = 'not-json' | 'too-deep' | 'too-large' | 'too-many';

/** Limits of one list item. */
const ITEM = { bytes: 64 * 1024, depth: 16, entries: 2_000 } as const;

export class ListRefusedError extends Error {
  readonly why: ListProblem;
  constructor(why: ListProblem) {
    super(why);
    this.why = why;
  }
}

/**
 * Extracts the items of `list` from NEO's response while it arrives, one at a time, with constant memory. The list is the value of `list`
 * in the top-level object, or of `item` in that value. Throws `ListRefusedError`.
 */
export class ListStream {
  readonly #take: (item: unknown) => void;
  /** The response without the items. */
  #envelope = '';
  #item = '';
  #count = 0;
  /** Open arrays and objects, outermost first. */
  readonly #open: string[] = [];
  /** The latest name in each open object. */
  readonly #names: string[] = [];
  #string: { text: string; escaped: boolean } | null = null;
  #lastString = '';
  /** Nesting depth of the list that is extracted; 0 = outside of it. */
  #listDepth = 0;

  constructor(take: (item: unknown) => void) {
    this.#take = take;
  }

  /** Number of items so far. */
  get count(): number {
    return this.#count;
  }

  /** Processes the next part of the response, which may be split at any character. */
  push(text: string): void {
    let kept = 0;
    const keep = (to: number): void => {
      const part = text.slice(kept, to);
      kept = to;
      if (this.#listDepth > 0) this.#item += part;
      else this.#envelope += part;
      if (this.#item.length > ITEM.bytes || this.#envelope.length > SMALL_ANSWER_LIMITS.bytes) throw new ListRefusedError('too-large');
    };
    for (let at = 0; at < text.length; at++) {
      const character = text[at] as string;
      if (this.#string !== null) {
        this.#inString(this.#string, character);
        continue;
      }
      switch (character) {
        case '"':
          this.#string = { text: '', escaped: false };
          break;
        case ':':
          this.#names[this.#open.length] = this.#lastString;
          break;
        case '[':
        case '{':
          if (this.#open.length >= SMALL_ANSWER_LIMITS.depth) throw new ListRefusedError('too-deep');
          this.#open.push(character);
          if (character === '[' && this.#isList()) {
            keep(at + 1);
            this.#listDepth = this.#open.length;
          }
          break;
        case ',':
          if (this.#open.length !== this.#listDepth) break;
          keep(at);
          kept = at + 1;
          this.#finishItem();
          break;
        case ']':
        case '}':
          if (this.#open.length === this.#listDepth) {
            keep(at);
            this.#finishItem();
            this.#listDepth = 0;
          }
          this.#open.pop();
          break;
      }
    }
    keep(text.length);
  }

  /** Returns the response without the items of a list. A single object instead of a list is passed on as an item. */
  end(): unknown {
    if (this.#listDepth > 0) throw new ListRefusedError('not-json');
    const reading = readBoundedJson(this.#envelope, SMALL_ANSWER_LIMITS);
    if (reading.kind === 'refused') throw new ListRefusedError(reading.why);
    const { value } = reading;
    const list = isRecord(value) ? value['list'] : undefined;
    const only = isRecord(list) && 'item' in list ? list['item'] : list;
    if (isRecord(only) && Object.keys(only).length > 0) this.#give(only);
    return value;
  }

  #inString(string: { text: string; escaped: boolean }, character: string): void {
    if (string.escaped) string.escaped = false;
    else if (character === '\\') string.escaped = true;
    else if (character === '"') {
      this.#lastString = string.text;
      this.#string = null;
      return;
    }
    // Only the names `list` and `item` matter, so the start of a text is sufficient.
    if (string.text.length < 8) string.text += character;
  }

  /** Whether the array that was opened contains the items. Only one array is extracted. */
  #isList(): boolean {
    if (this.#names[1] !== 'list') return false;
    return this.#open.length === 2 || (this.#open.length === 3 && this.#open[1] === '{' && this.#names[2] === 'item');
  }

  #finishItem(): void {
    const text = this.#item;
    this.#item = '';
    if (text.trim() === '') return;
    const reading = readBoundedJson(text, ITEM);
    if (reading.kind === 'refused') throw new ListRefusedError(reading.why === 'too-many' ? 'too-large' : reading.why);
    this.#give(reading.value);
  }

  #give(item: unknown): void {
    if (++this.#count > MAX_LIST_ITEMS) throw new ListRefusedError('too-many');
    this.#take(item);
  }
}
