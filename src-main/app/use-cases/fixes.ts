import type { CallOutput } from '#shared/contract/calls.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { CompanyContext } from '../context.ts';
import type { FixFileOrder, WrittenFixes } from '../engine/engine.ts';
import type { HandlersOf } from './handlers.ts';

interface FileInput {
  readonly token: string;
  readonly reading: {
    readonly encoding?: NonNullable<FixFileOrder['reading']['encoding']> | undefined;
    readonly delimiter?: NonNullable<FixFileOrder['reading']['delimiter']> | undefined;
    readonly mapping?: Record<string, number | null> | undefined;
  };
  readonly again: boolean;
}

export const fixHandlers = ({ engine, files, jobs, workspaceChanged }: CompanyContext): HandlersOf<'fixes'> => {
  /** The files of this session's writings, by writing; a start forgets them with their tokens. */
  const tokens = new Map<number, { readonly files: readonly FileToken[]; readonly report: FileToken }>();

  const orderOf = ({ token, reading, again }: FileInput, language: 'ja' | 'en' = 'ja'): FixFileOrder => {
    const { path, name } = files.find(token);
    const { encoding, delimiter, mapping } = reading;
    return {
      path,
      name,
      again,
      language,
      out: files.temporaryPath(),
      reading: { ...(encoding && { encoding }), ...(delimiter && { delimiter }), ...(mapping && { mapping }) },
    };
  };

  async function handOut({ writingId, people, leftOut, files: written, report }: WrittenFixes) {
    const made: FileToken[] = [];
    for (const { path, name } of written) made.push(await files.add({ path, origin: 'report', name }));
    const reportToken = await files.add({ path: report.path, origin: 'report', name: `${report.name}.csv` });
    tokens.set(writingId, { files: made, report: reportToken });
    await workspaceChanged();
    const [first] = made;
    return { writingId, people, leftOut, files: made.length, token: first?.token ?? null, name: first?.name ?? null };
  }

  const changed = async <T>(answer: T): Promise<T> => {
    await workspaceChanged();
    return answer;
  };

  return {
    'fixes.options': (place) => engine.fixOptions(place),
    'fixes.check': (typed) => engine.checkFix(typed),
    'fixes.preview': (bulk) => engine.previewFixes(bulk),
    'fixes.adopt': async (choice) => changed(await engine.adoptFix(choice)),
    'fixes.adoptMany': async (bulk) => changed(await engine.adoptFixes(bulk)),
    'fixes.accounts': () => engine.accountChanges(),
    'fixes.adoptAccounts': async (chosen) => changed(await engine.adoptAccounts(chosen)),
    'fixes.drop': async (which) => changed(await engine.dropFixes(which)),
    'fixes.undo': async ({ stepId }) => changed(await engine.undoFixes(stepId)),
    'fixes.list': (window) => engine.fixes(window),
    'fixes.previewNeoFile': (input) => engine.previewNeoFile(orderOf(input)),
    'fixes.writeNeoFile'(input) {
      const order = orderOf(input, input.language);
      return { jobId: jobs.start('fix-neo', async (work) => handOut(await engine.writeNeoFile(order, work))) };
    },
    'fixes.previewTemplate': (input) => engine.previewTemplate({ ...orderOf(input), words: input.words }),
    'fixes.writeAmazonSheet'(input) {
      const order = { ...orderOf(input, input.language), values: input.values, existing: input.existing };
      return { jobId: jobs.start('fix-amazon', async (work) => handOut(await engine.writeAmazonSheet(order, work))) };
    },
    async 'fixes.writings'(): Promise<CallOutput<'fixes.writings'>> {
      const writings = await engine.fixWritings();
      return {
        writings: writings.map((writing) => {
          const made = tokens.get(writing.id);
          return {
            ...writing,
            files: writing.files.map((file, index) => ({ ...file, file: made?.files[index] ?? null })),
            report: made?.report ?? null,
          };
        }),
      };
    },
  };
};
