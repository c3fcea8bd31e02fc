import { z } from 'zod';
import { CALLS, type CallName } from '#shared/contract/calls.ts';

/** The subset of JSON Schema that the contract's inputs use. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Values by property name, for properties whose generated value would be refused. */
export type Known = Readonly<Record<string, unknown>>;

/**
 * Generates an input for a call from its schema: every property, one item per list, the `variant`-th option of each choice. It passes the
 * parsing of most calls; values that a schema cannot describe (a pattern, a date) come from `known`.
 */
export function sampleInput(name: CallName, variant: number, known: Known): unknown {
  const root = z.toJSONSchema(CALLS[name].input, { io: 'input', unrepresentable: 'any' }) as Schema;
  const sample = (schema: Schema, property: string, depth: number): unknown => {
    if (Object.hasOwn(known, property) && schema.type !== 'object') return known[property];
    if (schema.$ref !== undefined) {
      const target = schema.$ref === '#' ? root : root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
      return depth > 8 || target === undefined ? null : sample(target, property, depth + 1);
    }
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[variant % schema.enum.length];
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return sample(choices[variant % choices.length] as Schema, property, depth + 1);
    if (schema.allOf !== undefined) return sample(schema.allOf[0] as Schema, property, depth + 1);
    switch (schema.type) {
      case 'object':
        return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, of]) => [key, sample(of, key, depth + 1)]));
      case 'array':
        return schema.items === undefined || depth > 8 ? [] : [sample(schema.items, property, depth + 1)];
      case 'integer':
      case 'number':
        return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1));
      case 'boolean':
        return variant % 2 === 0;
      case 'string':
        return '見本'.padEnd(schema.minLength ?? 2, '本');
      default:
        return null;
    }
  };
  return sample(root, '', 0);
}
