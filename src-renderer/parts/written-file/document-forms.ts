import type { CallInput } from '#shared/contract/calls.ts';

/** The forms of what is printed, put into a table and read by programs: of the plan and of the history. */
export const DOCUMENT_FORMS = {
  html: { format: 'html', encoding: 'utf8' },
  csv: { format: 'csv', encoding: 'utf8-bom' },
  csvCp932: { format: 'csv', encoding: 'cp932' },
  json: { format: 'json', encoding: 'utf8' },
} as const satisfies Record<string, Pick<CallInput<'plan.export' | 'historyLog.export'>, 'format' | 'encoding'>>;
