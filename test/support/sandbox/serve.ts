import { createInterface } from 'node:readline';
import { startSandbox } from './sandbox.ts';

// The demo company's servers, with faults by hand: each line of the standard input is a fault of the groupware as JSON, or `null`.
const sandbox = await startSandbox({ port: Number(process.argv[2] ?? 0), today: new Date().toISOString().slice(0, 10) });
console.log(`${sandbox.address}\naccess key ${sandbox.accessKey}`);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    sandbox.misbehave(JSON.parse(line));
  } catch (error) {
    console.error(String(error));
  }
}
await sandbox.close();
