import { createTexts } from '#shared/messages/texts.ts';
import { readOutputOptions, runCommand } from '../arguments.ts';
import {
  COMMAND_DEFINITIONS,
  COMMON_OPTIONS,
  COMPLETION_COMMAND,
  type CommandDefinition,
  type OptionDefinition,
  type ValueKind,
} from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { COMPLETION_SCRIPTS } from './completion-scripts.ts';

/** `tsunagi completion SHELL`: prints the script that calls `tsunagi complete` whenever Tab is pressed. */
export const runCompletion = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(COMPLETION_COMMAND, args, async ({ operand }) => {
    process.stdout.write(COMPLETION_SCRIPTS[operand]);
    return EXIT_CODES.fine;
  });

interface Suggestions {
  readonly words: readonly (readonly [word: string, about: string])[];
  /** Candidates that the shell itself adds. */
  readonly rest: 'files' | 'folders' | 'none';
}

const FILES: ReadonlySet<ValueKind> = new Set(['FILE', 'PLANFILE']);
const NO_SUGGESTIONS: Suggestions = { words: [], rest: 'none' };

/** `tsunagi complete -- WORDS`: prints candidates for the last word. Called by the completion scripts. */
export function runComplete(args: readonly string[]): ExitCode {
  const [first, ...rest] = args;
  const words = wordsOf(first === '--next' ? [...rest.slice(1), ''] : rest);
  const texts = createTexts(readOutputOptions([]).language);
  const found = suggestionsFor(words, (key) => texts.phrase(key));
  const current = (words.at(-1) ?? '').replace(/^--[\w-]+=/, '');
  for (const [word, about] of found.words) if (word.startsWith(current)) process.stdout.write(`${word}\t${about}\n`);
  process.stdout.write(`:${found.rest}\n`);
  return EXIT_CODES.fine;
}

/** Joins option and value again, because bash splits `--format=json` into three words. */
function wordsOf(words: readonly string[]): readonly string[] {
  const whole = words.filter((word, at) => word !== '=' || !words[at - 1]?.startsWith('--'));
  return words.at(-1) === '=' ? [...whole, ''] : whole;
}

function suggestionsFor(words: readonly string[], text: (key: string) => string): Suggestions {
  const [name = '', ...rest] = words;
  const commands = COMMAND_DEFINITIONS.map((each) => [each.name, text(`cli.commands.${each.name}.summary`)] as const);
  if (words.length <= 1) return { words: commands, rest: 'none' };
  const definition = COMMAND_DEFINITIONS.find((each) => each.name === name);
  if (definition === undefined) return NO_SUGGESTIONS;
  const options: Readonly<Record<string, OptionDefinition>> = { ...definition.options, ...COMMON_OPTIONS };
  const current = rest.at(-1) ?? '';
  const before = rest.at(-2) ?? '';
  const [, inline] = /^--([\w-]+)=/.exec(current) ?? [];
  const asked = options[inline ?? before.slice(2)];
  if ((inline !== undefined || before.startsWith('--')) && asked?.value !== undefined) return valuesOf(asked.value, asked.choices);
  if (current.startsWith('-')) {
    const given = new Set(rest.slice(0, -1));
    const left = Object.entries(options).filter(([key, { multiple }]) => multiple === true || !given.has(`--${key}`));
    return { words: left.map(([key, option]) => [`--${key}`, text(`cli.options.${option.text ?? key}`)]), rest: 'none' };
  }
  if (definition.name === 'help') return { words: commands, rest: 'none' };
  return operandOf(definition, rest);
}

function operandOf({ operand }: CommandDefinition, rest: readonly string[]): Suggestions {
  return operand === undefined || rest.length > 1 ? NO_SUGGESTIONS : valuesOf(operand.value, operand.choices);
}

function valuesOf(kind: ValueKind, choices: readonly string[] | undefined): Suggestions {
  if (choices !== undefined) return { words: choices.map((choice) => [choice, '']), rest: 'none' };
  if (kind === 'FOLDER') return { words: [], rest: 'folders' };
  return { words: [], rest: FILES.has(kind) ? 'files' : 'none' };
}
