import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The cXML DTD and third-party documents are beside the project on machines that have them. */
const DATA = resolve(import.meta.dirname, '../../../shared/data/cxml');
const DTD = resolve(DATA, 'dtd/cXML.dtd');
export const SAMPLES = resolve(DATA, 'samples');

export const hasSamples = existsSync(SAMPLES);
/** Validation needs the DTD and a validator; without them the tests that validate say that they were left out. */
export const canValidate = existsSync(DTD) && spawnSync('xmllint', ['--version']).status === 0;

/** The validator's messages against the DTD; `''` = valid. Reads the document from its standard input and fetches nothing. */
export function validate(document: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--dtdvalid', DTD, '-'], { input: document, encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

/** An answer as Amazon writes it: no DOCTYPE, a Status without text (docs/domain/amazon-cxml.md#setup-response). */
export const setupAnswer = (startPage: string): string =>
  `<cXML><Response><Status code="200"/><PunchOutSetupResponse><StartPage><URL>${startPage}</URL></StartPage></PunchOutSetupResponse></Response></cXML>`;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
