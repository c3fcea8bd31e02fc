// Generates `docs/schemas`: a JSON Schema for all JSON output of the command line. `npm run check` fails if a file is not current;
// `--write` rewrites them. Runs on the project's own Node.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PRINTED_SCHEMAS } from '../src-main/hosts/cli/output/printed-json.ts';
import { inRoot } from './project.mjs';
import { say } from './say.mjs';

/** Longer enums are not part of the schema, because their lists of codes grow (failures, findings, reasons). */
const LONGEST_ENUM = 24;
const FOLDER = inRoot('docs', 'schemas');

const wanted = new Map(
  Object.entries(PRINTED_SCHEMAS).map(([name, { version, about, schema }]) => {
    const file = `${name}.v${version}.schema.json`;
    const json = z.toJSONSchema(schema, {
      io: 'output',
      unrepresentable: 'any',
      reused: 'ref',
      override: ({ jsonSchema }) => {
        // A later version may add fields, which a strict reader would refuse.
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        // Long lists of codes grow with nearly every version.
        if ((jsonSchema.enum?.length ?? 0) > LONGEST_ENUM) delete jsonSchema.enum;
      },
    });
    const { $schema, ...rest } = json;
    return [file, `${JSON.stringify({ $schema, $id: `tsunagi:${name}:${version}`, title: about, ...rest }, null, 2)}\n`];
  }),
);

/** @returns {string[]} */
function filesThere() {
  try {
    return readdirSync(FOLDER).filter((name) => name.endsWith('.schema.json'));
  } catch {
    // A missing folder contains no files.
    return [];
  }
}

if (process.argv.includes('--write')) {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of filesThere()) if (!wanted.has(name)) rmSync(join(FOLDER, name));
  for (const [name, text] of wanted) writeFileSync(join(FOLDER, name), text);
} else {
  const there = new Set(filesThere());
  const isCurrent = (/** @type {[string, string]} */ [name, text]) => there.has(name) && readFileSync(join(FOLDER, name), 'utf8') === text;
  if (there.size !== wanted.size || ![...wanted].every(isCurrent)) {
    say(
      'docs/schemas is not what the commands print. Run: node_modules/node/bin/node scripts/cli-schemas.mjs --write',
      'docs/schemas がコマンドの書き出す内容と違います。node_modules/node/bin/node scripts/cli-schemas.mjs --write を実行してください。',
    );
    process.exitCode = 1;
  }
}
