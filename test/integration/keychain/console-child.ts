// One run of the console, from start to end: `console-child.ts FOLDER ASKS`. Makes the calls one after another and waits for the jobs
// they start; prints the answers as JSON. A separate process, because libsecret keeps using the keyring it first connected to.
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
