// One run of the console, from its start to its end: `console-child.ts FOLDER ASKS`. Asks one after another, and the jobs they start to
// their end; prints the answers as JSON. A process of its own, because libsecret keeps to the keyring it first spoke to.
import { openDoorBy } from '../../support/console-doors.ts';

const [folder = '', asks = '[]'] = process.argv.slice(2);
const door = await openDoorBy('dispatcher', folder);
const answers: unknown[] = [];
for (const [name, input] of JSON.parse(asks) as [unknown, unknown][]) {
  const answer = await door.callAnything(name, input);
  const job = answer.ok ? (answer.value as { jobId?: string } | null)?.jobId : undefined;
  answers.push(job === undefined ? answer : await door.finish(Promise.resolve({ ok: true, value: { jobId: job } })));
}
await door.close();
process.stdout.write(JSON.stringify(answers));
process.exit(0);
