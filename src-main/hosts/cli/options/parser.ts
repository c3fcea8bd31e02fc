import { Command, CommanderError, Option } from 'commander';
import type { Translate } from '#shared/messages/texts.ts';
import { COMMON_OPTIONS, type CommandDefinition, type OperandValue, type OptionDefinition, type OptionValues } from './definitions.ts';
import { UsageError } from './usage-error.ts';

/** Maximum length of quoted words in usage errors. */
const MAX_SHOWN_LENGTH = 60;
const shown = (text: string): string => text.slice(0, MAX_SHOWN_LENGTH);

/** Creates a command of the parser library. Descriptions are added only for help, because loading texts takes time. */
export function createCommand({ name, operand, options }: CommandDefinition, translate: Translate | null = null): Command {
  const command = new Command(name)
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr: () => undefined });
  const valueName = (value: string): string => translate?.phrase(`cli.values.${value}`) ?? value;
  if (operand !== undefined) {
    const [open, close] = 'optional' in operand && operand.optional ? '[]' : '<>';
    const argument = command.createArgument(
      `${open}${valueName(operand.value)}${close}`,
      translate?.phrase(`cli.operands.${operand.value}`) ?? '',
    );
    if (translate !== null && operand.choices !== undefined) argument.choices([...operand.choices]);
    command.addArgument(argument);
  }
  for (const [key, option] of Object.entries({ ...options, ...COMMON_OPTIONS } as Readonly<Record<string, OptionDefinition>>)) {
    const { value, choices, fallback, text = key } = option;
    const added = new Option(`--${key}${value === undefined ? '' : ` <${choices?.join('|') ?? valueName(value)}>`}`);
    if (translate === null && value !== undefined)
      added.argParser((given: string, before: unknown) => valueGiven(command, key, option, given, before));
    if (translate !== null) {
      added.description = translate.phrase(`cli.options.${text}`);
      if (fallback !== undefined) added.default(fallback);
      if (Object.hasOwn(COMMON_OPTIONS, key)) added.helpGroup('Common options:');
    }
    command.addOption(added);
  }
  return command;
}

/** Returns an option's value. Throws UsageError if it is empty or not a valid choice. */
function valueGiven(
  command: Command,
  key: string,
  { value, choices, multiple }: OptionDefinition,
  given: string,
  before: unknown,
): unknown {
  // `--neo --amazon FILE`: an option is not a value unless written with `=`.
  const isOption = given.startsWith('-') && given.length > 1 && !(rawOf(command) ?? []).includes(`--${key}=${given}`);
  if (given === '' || isOption) throw new BadOption(key, 'valueMissing');
  // In other programs `-` means a stream; here it would be a file name.
  if (value === 'FILE' && given === '-') throw new BadOption(key, 'dash');
  // Of a repeated option only the last value would count, and a list or company would be ignored silently. Common options may be repeated.
  if (multiple !== true && before !== undefined && !Object.hasOwn(COMMON_OPTIONS, key)) throw new BadOption(key, 'twice');
  if (choices !== undefined && !choices.includes(given)) throw UsageError.value(`--${key} ${shown(given)}`, choices.join(' | '));
  return multiple === true ? [...((before as string[] | undefined) ?? []), given] : given;
}

/** An invalid option. The parser converts it to a UsageError in the output language. */
class BadOption extends Error {
  readonly option: string;
  readonly problem: 'valueMissing' | 'twice' | 'dash';
  constructor(option: string, problem: BadOption['problem']) {
    super(option);
    this.option = option;
    this.problem = problem;
  }
}

const rawOf = (command: Command): readonly string[] | undefined => (command as Command & { rawArgs?: string[] }).rawArgs;

export interface ParsedArguments<D extends CommandDefinition> {
  readonly values: OptionValues<D['options']> & OptionValues<typeof COMMON_OPTIONS>;
  readonly operand: OperandValue<D>;
}

/** Parses the arguments of a command strictly. Throws UsageError in the given language, naming the invalid part. */
export function parseArguments<const D extends CommandDefinition>(
  definition: D,
  args: readonly string[],
  translate: Translate,
): ParsedArguments<D> {
  const { operand, options } = definition;
  const command = createCommand(definition);
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof BadOption) throw new UsageError(translate(`cli.usage.${error.problem}`, { option: `--${error.option}` }));
    if (error instanceof CommanderError) {
      if (error.code === 'commander.missingArgument') throw UsageError.missing(formatRequiredArguments(definition));
      throw new UsageError(usageLine(command, error, translate));
    }
    throw error;
  }
  const given = command.opts<Record<string, unknown>>();
  const all: Readonly<Record<string, OptionDefinition>> = { ...options, ...COMMON_OPTIONS };
  const values = Object.fromEntries(
    command.options.map((option) => {
      const key = (option.long ?? '').slice(2);
      const said = given[option.attributeName()];
      return [key, said ?? all[key]?.fallback ?? (all[key]?.value === undefined ? false : all[key]?.multiple === true ? [] : undefined)];
    }),
  );
  const [first] = command.args;
  if (operand?.choices !== undefined && first !== undefined && !operand.choices.includes(first))
    throw UsageError.value(`${definition.name} ${shown(first)}`, operand.choices.join(' | '));
  const missing = Object.entries(all).some(([key, { required }]) => required === true && values[key] === undefined);
  if (missing || first === '') throw UsageError.missing(formatRequiredArguments(definition));
  return { values, operand: first } as unknown as ParsedArguments<D>;
}

/** Returns the required arguments as shown in the usage line. */
export function formatRequiredArguments({ operand, options }: CommandDefinition): string {
  const words = Object.entries(options).flatMap(([key, { required, value }]) => (required === true ? [`--${key} ${value}`] : []));
  return [...(operand === undefined ? [] : [operand.choices?.join('|') ?? operand.value]), ...words].join(' ');
}

function usageLine(command: Command, { code, message }: CommanderError, translate: Translate): string {
  const [, quoted = ''] = /'([^']*)'/.exec(message) ?? [];
  const [option = ''] = quoted.split('=');
  switch (code) {
    case 'commander.optionMissingArgument':
      return translate('cli.usage.valueMissing', { option: /--[\w-]+/.exec(quoted)?.[0] ?? shown(quoted) });
    case 'commander.excessArguments':
      return translate('cli.usage.unexpected', { text: shown(command.args[command.registeredArguments.length] ?? '') });
    default: {
      // The library reports an unknown option if a switch is written with a value.
      if (option !== quoted && command.options.some(({ long }) => long === option)) return translate('cli.usage.noValue', { option });
      const [, meant = ''] = /\(Did you mean (?:one of )?(--[\w-]+)/.exec(message) ?? [];
      const unknown = translate('cli.usage.unknownOption', { option: shown(option) });
      return meant === '' ? unknown : `${unknown} ${translate('cli.usage.meant', { option: meant })}`;
    }
  }
}
