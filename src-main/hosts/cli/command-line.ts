import { EXIT, type ExitCode } from './exit-codes.ts';

/** The commands, each loaded only when it is asked for, so that a scheduler's audit starts fast. */
const COMMANDS: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<ExitCode>>>> = {
  abandon: async () => (await import('./runs.ts')).runAbandon,
  apply: async () => (await import('./apply.ts')).runApply,
  audit: async () => (await import('./audit.ts')).runAudit,
  digest: async () => (await import('./digest.ts')).runDigest,
  history: async () => (await import('./history.ts')).runHistory,
  plan: async () => (await import('./plan.ts')).runPlan,
  doctor: async () => (await import('./doctor.ts')).runDoctorCommand,
  runs: async () => (await import('./runs.ts')).runRuns,
  sandbox: async () => (await import('./sandbox.ts')).runSandboxCommand,
};

const asksForHelp = (word: string): boolean => word === '--help' || word === '-h';

async function run(argv: readonly string[]): Promise<ExitCode> {
  const [name = 'help', ...args] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined && !args.some(asksForHelp)) return (await command())(args);
  const { printHelp, printUnknownCommand } = await import('./help.ts');
  const { languageAsked } = await import('./arguments.ts');
  if (command !== undefined || name === 'help' || asksForHelp(name)) return printHelp(languageAsked(args));
  if (name === '--version' || name === 'version') {
    const { VERSION } = await import('../../app/version.ts');
    process.stdout.write(`${VERSION}\n`);
    return EXIT.fine;
  }
  return printUnknownCommand(name, languageAsked(args));
}

/** Whatever no command told: in words like every other failure, and never with the code of something that blocks. */
async function failed(error: unknown, argv: readonly string[]): Promise<ExitCode> {
  const [{ languageAsked }, { exitOf }, { failureLines, failureOf }, { createTexts }] = await Promise.all([
    import('./arguments.ts'),
    import('./outcome.ts'),
    import('./speech.ts'),
    import('#shared/messages/texts.ts'),
  ]);
  const failure = failureOf(error);
  process.stderr.write(failureLines(failure, createTexts(languageAsked(argv))));
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
export function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  const end = async (error: unknown): Promise<never> => endProcess(await failed(error, argv));
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode);
    void end(error);
  });
  process.on('uncaughtException', end).on('unhandledRejection', end);
  return run(argv).catch(end);
}
