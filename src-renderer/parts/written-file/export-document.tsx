import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { ExportMenu } from './export-menu.tsx';

/** Formats of the plan and history export: print, table, data. */
const FORMS = {
  html: { format: 'html', encoding: 'utf8' },
  csv: { format: 'csv', encoding: 'utf8-bom' },
  csvCp932: { format: 'csv', encoding: 'cp932' },
  json: { format: 'json', encoding: 'utf8' },
} as const satisfies Record<string, Pick<CallInput<'plan.export' | 'historyLog.export'>, 'format' | 'encoding'>>;
type Form = keyof typeof FORMS;

interface ExportDocumentProps {
  /** Texts of the button and of each format. */
  readonly text: (key: 'open' | Form) => string;
  /** Starts the job that writes the document. */
  readonly start: (form: (typeof FORMS)[Form]) => Promise<Result<{ jobId: string }>>;
  readonly disabled?: boolean;
}

export const ExportDocumentMenu = ({ text, start, disabled = false }: ExportDocumentProps) => (
  <ExportMenu
    label={text('open')}
    forms={{ html: text('html'), csv: text('csv'), csvCp932: text('csvCp932'), json: text('json') }}
    start={(form) => start(FORMS[form])}
    disabled={disabled}
  />
);
