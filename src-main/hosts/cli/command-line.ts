import { EXIT_CODES, type ExitCode } from './options/exit-codes.ts';
import { observeStandardOutput, requireOutputWritten } from './output/standard-output.ts';

/** Commands, each loaded on demand so that a scheduled audit starts fast. */
const COMMANDS: Readonly<Record<string, () => Promise<(args: readonly string[]) => ExitCode | Promise<ExitCode>>>> = {
  abandon: async () => (await import('./commands/runs.ts')).runAbandon,
  apply: async () => (await import('./commands/apply.ts')).runApply,
  audit: async () => (await import('./commands/audit.ts')).runAudit,
  backup: async () => (await import('./commands/backup.ts')).runBackup,
  complete: async () => (await import('./help/completion.ts')).runComplete,
  completion: async () => (await import('./help/completion.ts')).runCompletion,
  create: async () => (await import('./commands/create.ts')).runCreate,
  digest: async () => (await import('./commands/digest.ts')).runDigest,
  doctor: async () => (await import('./commands/doctor.ts')).runDoctorCommand,
  help: async () => (await import('./help/help-command.ts')).runHelp,
  history: async () => (await import('./commands/history.ts')).runHistory,
  orders: async () => (await import('./commands/orders.ts')).runOrders,
  plan: async () => (await import('./commands/plan.ts')).runPlan,
  read: async () => (await import('./commands/read.ts')).runRead,
  restore: async () => (await import('./commands/backup.ts')).runRestore,
  runs: async () => (await import('./commands/runs.ts')).runListRuns,
  sandbox: async () => (await import('./commands/sandbox.ts')).runSandboxCommand,
  serve: async () => (await import('./commands/serve.ts')).runServe,
  trust: async () => (await import('./commands/trust.ts')).runTrust,
  watch: async () => (await import('./commands/watch.ts')).runWatch,
  secret: async () => (await import('./commands/secret-command.ts')).runSecret,
  version: async () => (await import('./commands/version-command.ts')).runVersion,
};

/** Options that are accepted instead of a command. */
const COMMAND_BY_FLAG: Readonly<Record<string, string>> = { '--help': 'help', '-h': 'help', '--version': 'version' };

async function run(argv: readonly string[]): Promise<ExitCode> {
  const [first = 'help', ...args] = argv;
  const name = Object.hasOwn(COMMAND_BY_FLAG, first) ? (COMMAND_BY_FLAG[first] as string) : first;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  // `complete` passes words that the user is still typing; `--help` among them does not request help.
  const asksForHelp = name !== 'complete' && args.some((word) => word === '--help' || word === '-h');
  if (command !== undefined && !asksForHelp) return (await command())(args);
  const { printCommandHelp, printUnknownCommand } = await import('./help/help-command.ts');
  return command === undefined ? printUnknownCommand(name, args) : printCommandHelp(name, args);
}

/** Prints an unexpected error like any other failure. Never returns the exit code that means a blocking finding. */
async function failed(error: unknown, argv: readonly string[]): Promise<ExitCode> {
  const [
    { readOutputOptions: mannerAsked },
    { getFailureExitCode: exitOf },
    { createOutput },
    { toCommandFailure },
    { createPrintableTexts },
  ] = await Promise.all([
    import('./arguments.ts'),
    import('./output/outcome.ts'),
    import('./output/output.ts'),
    import('./output/printed-failure.ts'),
    import('../printable-texts.ts'),
  ]);
  const manner = mannerAsked(argv);
  const output = createOutput(argv[0] ?? '', createPrintableTexts(manner.language), manner);
  const failure = toCommandFailure(error, output.translate);
  output.fail(failure);
  return exitOf(failure);
}

/** Ends the process after all output was written: a pipe may still have buffered data. */
export async function endProcess(code: ExitCode): Promise<never> {
  const handedOver = (stream: NodeJS.WriteStream): Promise<void> => new Promise((resolve) => stream.write('', () => resolve()));
  await Promise.all([handedOver(process.stdout), handedOver(process.stderr)]);
  process.exit(code);
}

/**
 * Runs `tsunagi WORDS` as the only task of this process: prints to the standard streams and handles uncaught errors. Returns the exit
 * code of a completed command; otherwise ends the process.
 */
export async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  const end = async (error: unknown): Promise<never> => endProcess(await failed(error, argv));
  observeStandardOutput();
  process.on('uncaughtException', end).on('unhandledRejection', end);
  const code = await run(argv).catch(end);
  // A failure of the command takes precedence over closed output.
  return code === EXIT_CODES.fine || code === EXIT_CODES.blocked
    ? requireOutputWritten().then(
        () => code,
        (error: unknown) => failed(error, argv),
      )
    : code;
}
