// Runs the console once: `console-child.ts FOLDER CALLS`. Makes the calls in sequence, waits for their jobs, and prints the results as
// JSON. It is a separate process because libsecret keeps using the keyring that it first connected to.
import { openHostClient } from '../../support/host-clients.ts';

const [folder = '', asks = '[]'] = process.argv.slice(2);
const client = await openHostClient('dispatcher', folder);
const answers: unknown[] = [];
for (const [name, input] of JSON.parse(asks) as [unknown, unknown][]) {
  const answer = await client.callAnything(name, input);
  const job = answer.ok ? (answer.value as { jobId?: string } | null)?.jobId : undefined;
  answers.push(job === undefined ? answer : await client.finish(Promise.resolve({ ok: true, value: { jobId: job } })));
}
await client.close();
process.stdout.write(JSON.stringify(answers));
process.exit(0);
