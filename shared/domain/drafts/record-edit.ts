/** The fields of a body that are lists. */
type ListField<Body> = { [F in keyof Body]-?: Body[F] extends readonly unknown[] ? F : never }[keyof Body] & string;
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;

/** One edit of a plain record: fields set at once, or a stretch of a list replaced. Serialisable, so that it can be kept and replayed. */
export type RecordEdit<Body> =
  | { readonly kind: 'set'; readonly fields: Partial<Body> }
  | {
      [F in ListField<Body>]: {
        readonly kind: 'splice';
        readonly field: F;
        readonly at: number;
        readonly remove: number;
        readonly insert: readonly ItemOf<Body[F]>[];
      };
    }[ListField<Body>];

export interface EditedRecord<Body> {
  readonly body: Body;
  readonly inverse: RecordEdit<Body>;
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(value) || 0));

/** Applies an edit; places beyond the ends mean the ends, fields the record does not have are passed over. Never throws. */
export function applyRecordEdit<Body extends object>(body: Body, edit: RecordEdit<Body>): EditedRecord<Body> {
  if (edit.kind === 'set') {
    const names = (Object.keys(edit.fields) as (keyof Body)[]).filter(
      (name) => Object.hasOwn(body, name) && edit.fields[name] !== undefined,
    );
    const pick = (from: Partial<Body>): Partial<Body> => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Body>;
    return { body: { ...body, ...pick(edit.fields) }, inverse: { kind: 'set', fields: pick(body) } };
  }
  const { field, insert } = edit as { field: keyof Body; insert: readonly unknown[]; at: number; remove: number };
  const list = body[field];
  if (!Array.isArray(list)) return { body, inverse: { kind: 'set', fields: {} } };
  const at = within(edit.at, list.length);
  const remove = within(edit.remove, list.length - at);
  const inverse = { kind: 'splice', field, at, remove: insert.length, insert: list.slice(at, at + remove) } as unknown as RecordEdit<Body>;
  return { body: { ...body, [field]: list.toSpliced(at, remove, ...insert) }, inverse };
}
