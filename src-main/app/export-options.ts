import type { ReportEncoding } from '#shared/contract/reports.ts';

/** Path and format of an export. */
export interface ExportOptions {
  readonly path: string;
  readonly format: 'json' | 'csv' | 'html';
  readonly encoding: ReportEncoding;
  readonly language: 'ja' | 'en';
}

/** Yields a text as UTF-8 bytes and returns their number. */
export function* generateTextChunks(text: string): Generator<Uint8Array, { bytes: number }> {
  const bytes = new TextEncoder().encode(text);
  yield bytes;
  return { bytes: bytes.length };
}
