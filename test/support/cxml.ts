import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The cXML DTD and third-party documents, which exist beside the project only on some machines. */
const DATA = resolve(import.meta.dirname, '../../../shared/data/cxml');
const DTD = resolve(DATA, 'dtd/cXML.dtd');
export const SAMPLES = resolve(DATA, 'samples');

export const hasSamples = existsSync(SAMPLES);
/** Validation needs the DTD and xmllint. Without them, the validating tests report that they were skipped. */
export const canValidate = existsSync(DTD) && spawnSync('xmllint', ['--version']).status === 0;

/** Returns the validator's messages against the DTD; `''` means valid. The document is passed on standard input, and nothing is fetched. */
export function validate(document: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--dtdvalid', DTD, '-'], { input: document, encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

/** A response as Amazon writes it: no DOCTYPE, a Status without text (docs/domain/amazon-cxml.md#setup-response). */
export const setupAnswer = (startPage: string): string =>
  `<cXML><Response><Status code="200"/><PunchOutSetupResponse><StartPage><URL>${startPage}</URL></StartPage></PunchOutSetupResponse></Response></cXML>`;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
