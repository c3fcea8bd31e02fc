import { join } from 'node:path';
import { z } from 'zod';
import { removeFile, renamePatiently, tryToRemove, writePrivateFile } from '../../disk/held-files.ts';
import { readJsonObject } from '../../storage/json-object-file.ts';
import { toStorageFailure } from '../../storage/storage-failure.ts';

const instanceSchema = z.strictObject({ pid: z.number().int(), port: z.number().int().min(1).max(65_535), key: z.string().min(20) });
export type RunningInstance = z.infer<typeof instanceSchema>;

const FILE = 'node-host.json';
const WAIT_MS = 5_000;
const RETRY_MS = 100;

/**
 * Writes the port and key with which a second start can request a launch address; readable by this user only. If the disk is full no file
 * is left, and a second start cannot open this host.
 */
export function writeInstanceFile(folder: string, instance: RunningInstance): void {
  const path = join(folder, FILE);
  const beside = `${path}.${instance.pid}`;
  try {
    removeFile(beside);
    writePrivateFile(beside, JSON.stringify(instance), 'wx');
    renamePatiently(beside, path);
  } catch (error) {
    if (toStorageFailure(error)?.failure.code !== 'storage-full') throw error;
    for (const left of [beside, path]) tryToRemove(() => removeFile(left));
  }
}

export function removeInstanceFile(folder: string): void {
  tryToRemove(() => removeFile(join(folder, FILE)));
}

function readInstance(folder: string): RunningInstance | null {
  try {
    return instanceSchema.parse(readJsonObject(join(folder, FILE)));
  } catch {
    return null;
  }
}

async function askOnce({ port, key }: RunningInstance): Promise<string | null> {
  const origin = `http://127.0.0.1:${port}`;
  try {
    const response = await fetch(`${origin}/launch`, {
      method: 'POST',
      headers: { Origin: origin, 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: '{}',
      signal: AbortSignal.timeout(2_000),
    });
    if (!response.ok) return null;
    const { url } = z.object({ url: z.string() }).parse(await response.json());
    return url.startsWith(`${origin}/#`) ? url : null;
  } catch {
    return null;
  }
}

/**
 * Requests a launch address from the host of this folder, and waits for one that is starting. `null` without a response, for example from
 * the Electron host. Call it only while the folder is locked, because a killed host leaves its file.
 */
export async function requestLaunchAddress(folder: string, waitMs = WAIT_MS): Promise<string | null> {
  for (const end = Date.now() + waitMs; ; ) {
    const instance = readInstance(folder);
    const url = instance === null ? null : await askOnce(instance);
    if (url !== null || Date.now() >= end) return url;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
