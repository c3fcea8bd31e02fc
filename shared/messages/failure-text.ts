import type { Failure } from '../contract/result.ts';
import en from './en.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import type { MessageKey } from './keys.ts';

export interface FailureText {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** The text below `error.<key>` with its ICU arguments filled in. */
type SayError = (key: MessageKey<'error'>, values: Record<string, string | number>) => string;

/** Every argument that some text of a failure asks for. `none` is the branch that leaves its place out of the sentence. */
const ABSENT: Readonly<Record<string, string>> = Object.fromEntries(
  [...new Set(Array.from(JSON.stringify([ja.error, en.error]).matchAll(/\{(\w+)\s*[,}]/g), ([, name = '']) => name))].map((name) => [
    name,
    'none',
  ]),
);

const MEBIBYTE = 1024 * 1024;

/** The arguments of a failure's texts, complete whatever the failure carries. A column without a name is told by its number. */
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
