import type { CallOutput } from '#shared/contract/calls.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import type { FixFileOptions, WrittenFixes } from './fix-files.ts';
import { createFixService } from './fix-service.ts';

interface FileInput {
  readonly token: string;
  readonly reading: {
    readonly encoding?: NonNullable<FixFileOptions['reading']['encoding']> | undefined;
    readonly delimiter?: NonNullable<FixFileOptions['reading']['delimiter']> | undefined;
    readonly mapping?: Record<string, number | null> | undefined;
  };
  readonly again: boolean;
}

export const createFixProcedures = ({ session, files, jobs, fixSources, amazonBusinessService }: CompanyContext): ProceduresOf<'fixes'> => {
  const fix = createFixService(session);

  const orderOf = ({ token, reading, again }: FileInput, language: 'ja' | 'en' = 'ja'): FixFileOptions => {
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

  async function handOut({ files: written, report, ...told }: WrittenFixes) {
    const made: FileToken[] = [];
    for (const { path, name } of written) made.push(await files.add({ path, origin: 'report', name }));
    const reportToken = await files.add({ path: report.path, origin: 'report', name: `${report.name}.csv` });
    fixSources.written.set(told.writingId, { files: made, report: reportToken });
    const [first] = made;
    return { ...told, files: made.length, token: first?.token ?? null, name: first?.name ?? null };
  }

  return {
    'fixes.options': fix.fixOptions,
    'fixes.check': fix.checkFix,
    'fixes.preview': fix.previewFixes,
    'fixes.worklist': fix.worklist,
    'fixes.causes': fix.causes,
    'fixes.adopt': fix.adoptFix,
    'fixes.adoptMany': fix.adoptFixes,
    'fixes.accounts': fix.accountChanges,
    'fixes.adoptAccounts': fix.adoptAccounts,
    'fixes.drop': fix.dropFixes,
    'fixes.undo': async ({ stepId }) => fix.undoFixes(stepId),
    'fixes.redo': async ({ stepId }) => fix.redoFixes(stepId),
    'fixes.list': fix.fixes,
    'fixes.loadedFile': () => fixSources.find(),
    'fixes.previewNeoFile': (input) => fix.previewNeoFile(orderOf(input)),
    'fixes.writeNeoFile'(input) {
      const order = orderOf(input, input.language);
      return {
        jobId: jobs.start('fix-neo', async (work) => {
          const written = await fix.writeNeoFile(order, work);
          await fixSources.keepExport({ token: input.token, reading: input.reading });
          return handOut(written);
        }),
      };
    },
    'fixes.previewTemplate': (input) => fix.previewTemplate({ ...orderOf(input), words: input.words, existing: input.existing }),
    'fixes.writeAmazonSheet'(input) {
      const order = { ...orderOf(input, input.language), values: input.values, existing: input.existing };
      return {
        jobId: jobs.start('fix-amazon', async (work) => {
          const written = await fix.writeAmazonSheet(order, work);
          const { token, reading, values, existing } = input;
          await fixSources.keepTemplate({ token, reading, values, existing });
          return handOut(written);
        }),
      };
    },
    'fixes.amazonUsers': async () => fix.amazonUsers(await amazonBusinessService.connection()),
    'fixes.amazonUserRequests': async (page) => fix.amazonUserRequests(page),
    async 'fixes.createAmazonUsers'(order) {
      const access = await amazonBusinessService.access();
      fix.requireAmazonUsers(order, access.connection);
      return {
        jobId: jobs.start('create-amazon-users', async (work) => ({ ...(await fix.createAmazonUsers(order, access, work)) })),
      };
    },
    async 'fixes.writings'(): Promise<CallOutput<'fixes.writings'>> {
      const writings = await fix.fixWritings();
      return {
        writings: writings.map((writing) => {
          const made = fixSources.written.get(writing.id);
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
