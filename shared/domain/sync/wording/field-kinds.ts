import type { Section } from '../../drafts/sections.ts';
import type { ValueKind } from '../../fields/field-facts.ts';
import { getFieldShape, isListShape, SHAPES, type Shape, splitPointer } from '../shape.ts';

export interface FieldKind {
  /** Message key of the name: `plan.label.<label>`. */
  readonly label: string;
  /** Message key for counting: `plan.area.<area>`, or `plan.area.<counted>` with a number. */
  readonly area: string;
  readonly counted: string | null;
  readonly value: ValueKind;
  /** True if a change has its own sentence, `plan.flag.<label>`. */
  readonly isFlag: boolean;
  /** Keys of the list entries that contain the field, outermost first. */
  readonly keys: readonly string[];
  /** True for a list entry, which is added or removed and not set. */
  readonly isEntry: boolean;
}

const UNKNOWN: Omit<FieldKind, 'keys'> = { label: 'other', area: 'other', counted: null, value: 'other', isFlag: false, isEntry: false };

/** Properties of the field at a path of a section; fields known only to the server are `other`. */
export function getFieldKind(section: Section, path: string): FieldKind {
  const keys: string[] = [];
  let shape: Shape = SHAPES[section];
  let own: Shape | undefined;
  let label: string | undefined;
  let isEntry = false;
  for (const segment of splitPointer(path)) {
    isEntry = isListShape(shape);
    if (isEntry) keys.push(segment);
    const inner = getFieldShape(shape, segment);
    if (inner === undefined) return { ...UNKNOWN, keys };
    shape = inner;
    own ??= inner;
    label = inner.label ?? label;
  }
  return {
    label: label ?? 'other',
    area: own?.label ?? 'other',
    counted: own?.counted ?? null,
    value: shape.says ?? 'other',
    isFlag: shape.kind === 'value' && shape.isFlag === true,
    keys,
    isEntry,
  };
}
