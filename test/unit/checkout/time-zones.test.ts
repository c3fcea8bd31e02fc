import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const CHILD = join(import.meta.dirname, 'business-days-child.ts');
const run = async (zone: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, [CHILD], { env: { ...process.env, TZ: zone }, maxBuffer: 1 << 24 })).stdout;

it('counts the same days in every system time zone', async () => {
  const inJapan = await run('Asia/Tokyo');
  expect(JSON.parse(inJapan).length).toBeGreaterThan(1_400);
  // Time zones with half hours, with daylight saving time, and on both sides of the date line.
  const zones = ['UTC', 'America/Los_Angeles', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin'];
  const others = await Promise.all(zones.map(run));
  zones.forEach((zone, at) => {
    expect(others[at] === inJapan, zone).toBe(true);
  });
});
