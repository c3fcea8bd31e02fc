// One run of the console, from start to end: `console-child.ts FOLDER ASKS`. Makes the calls one after another and waits for the jobs
// they start; prints the answers as JSON. A separate process, because libsecret keeps using the keyring it first connected to.
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
