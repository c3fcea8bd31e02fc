import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

const require = createRequire(import.meta.url);
/** What electron-builder itself uses, found from where electron-builder finds it. */
const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
const builderLibrary = path.dirname(fromBuilder.resolve('app-builder-lib/package.json'));
const fromLibrary = createRequire(path.join(builderLibrary, 'package.json'));

export const ROOT = path.resolve(import.meta.dirname, '../../..');
export const BUILDER = require.resolve('electron-builder/cli.js');
/** Some Windows program, small, that comes along with electron-builder. */
export const WINDOWS_PROGRAM = path.join(ROOT, 'node_modules/electron-winstaller/vendor/candle.exe');

export interface BuilderConfiguration {
  readonly [key: string]: unknown;
  readonly files: readonly string[];
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
}

export const readConfiguration = (): BuilderConfiguration =>
  fromLibrary('js-yaml').load(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) as BuilderConfiguration;

/** Throws electron-builder's own words where a configuration is not one. */
export function validate(configuration: unknown): void {
  const schema: unknown = JSON.parse(readFileSync(path.join(builderLibrary, 'scheme.json'), 'utf8'));
  const { validateSchema } = fromLibrary('./out/util/config/schemaValidator.js') as {
    validateSchema: (schema: unknown, data: unknown) => void;
  };
  validateSchema(schema, configuration);
}

interface Asar {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  statFile(archive: string, file: string): { unpacked?: boolean; files?: unknown };
  extractFile(archive: string, file: string): Buffer;
  getRawHeader(archive: string): { headerString: string };
}

/** The files in an archive, which of them lie beside it, and what one of them is. Paths with `/`. */
export async function listArchive(archive: string): Promise<{ packed: string[]; unpacked: string[]; read: (file: string) => string }> {
  const asar = (await import(fromLibrary.resolve('@electron/asar'))) as Asar;
  const packed: string[] = [];
  const unpacked: string[] = [];
  for (const listed of asar.listPackage(archive, { isPack: false })) {
    const file = listed.replace(/^[/\\]/, '');
    const found = asar.statFile(archive, file);
    if (found.files === undefined) (found.unpacked ? unpacked : packed).push(file.split(path.sep).join('/'));
  }
  return { packed: packed.sort(), unpacked: unpacked.sort(), read: (file) => asar.extractFile(archive, file).toString('utf8') };
}

/** The hash by which Electron verifies an archive: of its header, which has the hashes of its files. */
export async function headerHashOf(archive: string): Promise<string> {
  const asar = (await import(fromLibrary.resolve('@electron/asar'))) as Asar;
  return createHash('sha256').update(asar.getRawHeader(archive).headerString).digest('hex');
}

/** The fuses of a built program, by name; those that its Electron does not have are left out. */
export async function readFuses(program: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = (await getCurrentFuseWire(program)) as unknown as Record<string, number | string>;
  return Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([name, index]) => Number.isNaN(Number(name)) && wire[String(index)] !== undefined)
      .map(([name, index]) => [name, wire[String(index)] === '1'.charCodeAt(0)]),
  );
}

/** The fuses of the console. */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
} as const;
