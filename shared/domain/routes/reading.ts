import type { Json } from './route.ts';

/** What is wrong with a value that should be a route, and where: `steps[2].approvers.kind`. Keys of `route.problem.*` in the messages. */
export interface ReadingProblem {
  readonly path: string;
  readonly code: 'not-json' | 'missing' | 'unknown-field' | 'wrong-type' | 'not-one-of' | 'out-of-range' | 'duplicate-id' | 'too-deep';
  /** What was expected there, in the words of the model: `string`, `decide | approve | verify`. */
  readonly expected: string;
}

/** Nesting of a branch condition's own data; more is refused, so that nothing here can run out of stack. */
export const DEEPEST_JSON = 32;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Walks a value of unknown shape and notes every problem instead of stopping at the first.
 * Each method answers a value of the asked type, a harmless one where the input has none.
 */
export class Reading {
  readonly problems: ReadingProblem[] = [];

  note(path: string, code: ReadingProblem['code'], expected: string): void {
    this.problems.push({ path, code, expected });
  }

  /** The fields of an object that has exactly the named ones; `null` when it is no object. */
  object(value: unknown, path: string, names: readonly string[]): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.note(path, 'wrong-type', 'object');
      return null;
    }
    for (const name of Object.keys(value)) if (!names.includes(name)) this.note(join(path, name), 'unknown-field', names.join(' | '));
    for (const name of names) if (!Object.hasOwn(value, name)) this.note(join(path, name), 'missing', name);
    return value as Fields;
  }

  text(fields: Fields, name: string, path: string): string {
    const value = fields[name];
    if (typeof value === 'string') return value;
    if (value !== undefined) this.note(join(path, name), 'wrong-type', 'string');
    return '';
  }

  flag(fields: Fields, name: string, path: string): boolean {
    const value = fields[name];
    if (typeof value === 'boolean') return value;
    if (value !== undefined) this.note(join(path, name), 'wrong-type', 'boolean');
    return false;
  }

  whole(fields: Fields, name: string, path: string, least: number, most: number): number {
    const value = fields[name];
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value === 0 ? 0 : value;
    if (value !== undefined) this.note(join(path, name), typeof value === 'number' ? 'out-of-range' : 'wrong-type', `${least}-${most}`);
    return least;
  }

  oneOf<T extends string>(fields: Fields, name: string, path: string, allowed: readonly T[]): T {
    const value = fields[name];
    const found = allowed.find((one) => one === value);
    if (found === undefined && value !== undefined) this.note(join(path, name), 'not-one-of', allowed.join(' | '));
    return found ?? (allowed[0] as T);
  }

  list<T>(fields: Fields, name: string, path: string, item: (value: unknown, path: string) => T): T[] {
    const value = fields[name];
    if (Array.isArray(value)) return value.map((one, i) => item(one, `${join(path, name)}[${i}]`));
    if (value !== undefined) this.note(join(path, name), 'wrong-type', 'array');
    return [];
  }

  texts(fields: Fields, name: string, path: string): string[] {
    return this.list(fields, name, path, (value, at) => {
      if (typeof value === 'string') return value;
      this.note(at, 'wrong-type', 'string');
      return '';
    });
  }

  json(value: unknown, path: string, depth = 0): Json {
    if (depth > DEEPEST_JSON) {
      this.note(path, 'too-deep', String(DEEPEST_JSON));
      return null;
    }
    if (Array.isArray(value)) return value.map((one) => this.json(one, path, depth + 1));
    // fromEntries defines fields instead of assigning them: one named __proto__ stays a field.
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.json(one, path, depth + 1)]));
    if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    this.note(path, 'wrong-type', 'JSON');
    return null;
  }
}

/** A path one field further. */
export const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
