import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PRINTED_SCHEMAS, resultLineSchema } from '#main/hosts/cli/output/printed-json.ts';
import { CLI } from '../../support/built.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('printed');
  writeFileSync(join(folder, 'neo.csv'), 'ログインID,氏名,職場用メールアドレス\ntaro,山田 太郎,Taro@example.co.jp\n');
  writeFileSync(join(folder, 'amazon.csv'), 'メールアドレス,氏名,役割,グループ\ntaro@example.co.jp,山田 太郎,宇宙飛行士,東京\n');
});

describe('what is printed as JSON', () => {
  it('of an audit and its warnings follows the published schema', () => {
    const words = ['audit', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--json'];
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { cwd: folder, encoding: 'utf8', env: {} });
    expect(JSON.parse(stdout)).toMatchObject({ summary: { users: 1 } });
    expect(requirePrinted(words, stdout, stderr)).toContain('warning');
  });

  it('of a sandbox follows the published schema, line by line', async () => {
    const child = spawn(process.execPath, [CLI, 'sandbox', '--json'], { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      // The last line printed is the command for a manual query.
      if (/"type":"command".*\n$/.test(out)) child.kill('SIGTERM');
    });
    await new Promise((done) => child.on('close', done));
    const types = requirePrinted(['sandbox'], out, '');
    for (const type of ['listening', 'accessKey', 'login', 'amazon', 'byHand', 'command']) expect(types).toContain(type);
  });

  it('is refused by this test if it differs from the schema', () => {
    expect(() => requirePrinted(['plan'], '{"type":"planned"}\n', '')).toThrow();
    expect(() => requirePrinted(['plan'], '{"type":"sent","way":"mail","count":1,"to":"somebody"}\n', '')).toThrow();
    expect(() => requirePrinted(['audit'], '{"summary":{},"findings":[]}', '')).toThrow();
  });
});

describe('the published schemas', () => {
  const schemas = readdirSync(join(ROOT, 'docs/schemas'))
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => JSON.parse(readFileSync(join(ROOT, 'docs/schemas', name), 'utf8')) as { $id: string; oneOf?: unknown[] });

  it('are one a form, each with its version', () => {
    expect(schemas.map(({ $id }) => $id).sort()).toEqual(
      Object.entries(PRINTED_SCHEMAS)
        .map(([name, { version }]) => `tsunagi:${name}:${version}`)
        .sort(),
    );
  });

  it('describe every result line, and leave room for fields of later versions', () => {
    const results = schemas.find(({ $id }) => $id === 'tsunagi:results:1');
    expect(results?.oneOf).toHaveLength(resultLineSchema.options.length);
    expect(JSON.stringify(schemas)).not.toContain('"additionalProperties":false');
  });
});
