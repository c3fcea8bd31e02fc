import type { Failure } from '../contract/call/result.ts';
import type { MessageKey } from './keys.ts';

export interface FailureText {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** The text below `error.<key>` with its ICU arguments filled in. */
type SayError = (key: MessageKey<'error'>, values: Record<string, string | number>) => string;

/**
 * Every argument that some text of a failure asks for. Written out, as a window has the texts of one language alone; a test finds what is
 * missing. `none` is the branch that leaves its place out of the sentence.
 */
export const FAILURE_ARGUMENTS = [
  'address',
  'after',
  'allowed',
  'before',
  'boundTo',
  'by',
  'cells',
  'changes',
  'character',
  'column',
  'columnNumber',
  'columns',
  'command',
  'company',
  'count',
  'days',
  'detail',
  'expected',
  'fault',
  'field',
  'file',
  'folder',
  'found',
  'gone',
  'guards',
  'headers',
  'holder',
  'known',
  'limit',
  'location',
  'lost',
  'memory',
  'message',
  'minutes',
  'module',
  'most',
  'name',
  'object',
  'other',
  'outcome',
  'people',
  'percent',
  'place',
  'places',
  'reason',
  'ref',
  'row',
  'side',
  'size',
  'some',
  'status',
  'task',
  'the',
  'there',
  'value',
  'version',
  'waiting',
  'wanted',
  'way',
  'where',
  'why',
] as const;
const ABSENT: Readonly<Record<string, string>> = Object.fromEntries(FAILURE_ARGUMENTS.map((name) => [name, 'none']));

const MEBIBYTE = 1024 * 1024;

/** The arguments of a failure's texts, complete for any parameters. A column without a name is shown by its number. */
const failureArguments = ({ code, params, ref }: Failure): Record<string, string | number> => {
  const column = String(params['column'] ?? '');
  const { limitMb, limit: most } = params;
  const limit = limitMb ?? (code === 'file-too-large' && typeof most === 'number' ? most / MEBIBYTE : undefined);
  return {
    ...ABSENT,
    ...(ref === undefined ? {} : { ref }),
    // A server that answers nothing has nothing to be quoted.
    ...Object.fromEntries(Object.entries(params).filter(([, value]) => value !== '')),
    ...(/^\d+$/.test(column) ? { column: 'none', columnNumber: column } : {}),
    ...(limit === undefined ? {} : { size: limit }),
  };
};

/** What happened, why, and what to do next: the one way a failure becomes words, in the window and on the command line. */
export function failureText(failure: Failure, say: SayError): FailureText {
  const values = failureArguments(failure);
  const part = (name: 'what' | 'why' | 'next'): string => say(`${failure.code}.${name}`, values);
  return { what: part('what'), why: part('why'), next: part('next') };
}
