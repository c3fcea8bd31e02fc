import { EXIT, type ExitCode } from './exit-codes.ts';
import { followStandardOutput, requirePrinted } from './standard-output.ts';

/** The commands, each loaded only when it is asked for, so that a scheduler's audit starts fast. */
const COMMANDS: Readonly<Record<string, () => Promise<(args: readonly string[]) => ExitCode | Promise<ExitCode>>>> = {
  abandon: async () => (await import('./runs.ts')).runAbandon,
  apply: async () => (await import('./apply.ts')).runApply,
  audit: async () => (await import('./audit.ts')).runAudit,
  backup: async () => (await import('./backup.ts')).runBackup,
  complete: async () => (await import('./completion.ts')).runComplete,
  completion: async () => (await import('./completion.ts')).runCompletion,
  digest: async () => (await import('./digest.ts')).runDigest,
  doctor: async () => (await import('./doctor.ts')).runDoctorCommand,
  help: async () => (await import('./help-command.ts')).runHelp,
  history: async () => (await import('./history.ts')).runHistory,
  plan: async () => (await import('./plan.ts')).runPlan,
  restore: async () => (await import('./backup.ts')).runRestore,
  runs: async () => (await import('./runs.ts')).runRuns,
  sandbox: async () => (await import('./sandbox.ts')).runSandboxCommand,
  trust: async () => (await import('./trust.ts')).runTrust,
  watch: async () => (await import('./watch.ts')).runWatch,
  secret: async () => (await import('./secret-command.ts')).runSecret,
  version: async () => (await import('./version-command.ts')).runVersion,
};

/** Options that stand where a command would. */
const INSTEAD: Readonly<Record<string, string>> = { '--help': 'help', '-h': 'help', '--version': 'version' };

async function run(argv: readonly string[]): Promise<ExitCode> {
  const [first = 'help', ...args] = argv;
  const name = Object.hasOwn(INSTEAD, first) ? (INSTEAD[first] as string) : first;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  // Words that a shell wants completed ask for nothing.
  const asksForHelp = name !== 'complete' && args.some((word) => word === '--help' || word === '-h');
  if (command !== undefined && !asksForHelp) return (await command())(args);
  const { printCommandHelp, printUnknownCommand } = await import('./help-command.ts');
  return command === undefined ? printUnknownCommand(name, args) : printCommandHelp(name, args);
}

/** Whatever no command told: in words like every other failure, and never with the code of something that blocks. */
async function failed(error: unknown, argv: readonly string[]): Promise<ExitCode> {
  const [{ mannerAsked }, { exitOf }, { createOutput }, { failureOf }, { createPrintableTexts }] = await Promise.all([
    import('./arguments.ts'),
    import('./outcome.ts'),
    import('./output.ts'),
    import('./printed-failure.ts'),
    import('../printable-texts.ts'),
  ]);
  const manner = mannerAsked(argv);
  const output = createOutput(argv[0] ?? '', createPrintableTexts(manner.language), manner);
  const failure = failureOf(error, output.translate);
  output.fail(failure);
  return exitOf(failure);
}

/** Ends the process once everything printed has been handed over: a pipe may still hold some of it. */
export async function endProcess(code: ExitCode): Promise<never> {
  const handedOver = (stream: NodeJS.WriteStream): Promise<void> => new Promise((resolve) => stream.write('', () => resolve()));
  await Promise.all([handedOver(process.stdout), handedOver(process.stderr)]);
  process.exit(code);
}

/**
 * Runs `tsunagi WORDS` in this process, which it has to itself: it prints to the standard streams and takes over what nobody
 * caught. Answers the exit code of a command that came to its end; anything else ends the process.
 */
export async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  const end = async (error: unknown): Promise<never> => endProcess(await failed(error, argv));
  followStandardOutput();
  process.on('uncaughtException', end).on('unhandledRejection', end);
  const code = await run(argv).catch(end);
  // Of what failed already, standard error tells what matters more.
  return code === EXIT.fine || code === EXIT.blocked
    ? requirePrinted().then(
        () => code,
        (error: unknown) => failed(error, argv),
      )
    : code;
}
