import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivePublicKey, generatePrivateKey, getKeyFingerprint, signApproval } from '#main/company/plan/approval-signature.ts';
import type { Sandbox } from '#main/sandbox/sandbox.ts';
import type { CallName } from '#shared/contract/calls.ts';
import { APPROVAL_FILE_FORMAT } from '#shared/contract/plan/approval.ts';
import { DEMO_AMAZON_BUSINESS } from '#shared/domain/integration/demo-amazon-business.ts';
import type { CommandExample } from './deeds.ts';
import { type HostClient, unwrapResult } from './host-clients.ts';

const DIRECTORY = ['displayName,mail,userPrincipalName,employeeID,accountEnabled', '阿部 愛,abe@example.co.jp,abe@corp.local,001,True'];
const KEY = generatePrivateKey();
const FINGERPRINT = getKeyFingerprint(derivePublicKey(KEY));
const COMPANY = '接続商事';

/** Creates a production company. Unlike the demo company, it can be connected to a server, locked and approved. */
export async function openServerCompany(client: HostClient): Promise<void> {
  unwrapResult(await client.call('companies.create', { name: COMPANY, kind: 'production' }));
  unwrapResult(await client.call('secrets.useSession', { use: true }));
}

/** Returns actions for commands that the demo company refuses or does not need, ordered so that each changes something. */
export function listServerCommandExamples(
  client: HostClient,
  { address, accessKey }: Pick<Sandbox, 'address' | 'accessKey'>,
): { readonly [N in CallName]?: CommandExample } {
  const file = async (name: string, content: string): Promise<string> => {
    const path = join(client.folder, name);
    writeFileSync(path, content);
    return (await client.console.files.add({ path, origin: 'upload', name })).token;
  };
  const digest = 'a'.repeat(64);
  const approved = { seal: digest, shown: digest, file: digest, by: '佐藤', at: new Date().toISOString() };
  let formerId = -1;
  return {
    'connections.changeSettings': {
      act: () => client.call('connections.changeSettings', { timeouts: { connectMs: 7_000, headersMs: 70_000, bodyMs: 300_000 } }),
    },
    'connections.changeDirectory': {
      act: () =>
        client.call('connections.changeDirectory', {
          server: {
            host: 'dc01.demo-shoji.example',
            port: 636,
            protection: 'ldaps',
            bindDn: 'cn=reader,dc=demo-shoji,dc=example',
            baseDn: 'dc=demo-shoji,dc=example',
            filter: '(objectClass=user)',
            codeAttribute: 'employeeID',
          },
        }),
    },
    'connections.changeAmazonBusiness': {
      act: () => client.call('connections.changeAmazonBusiness', { connection: DEMO_AMAZON_BUSINESS }),
    },
    'server.connect': { act: () => client.call('server.connect', { address, accessKey }) },
    'secrets.set': { act: () => client.call('secrets.set', { name: 'catalog-password', value: '秘密の値' }) },
    'secrets.replace': { act: () => client.call('secrets.replace', { name: 'access-key', value: accessKey }) },
    'secrets.test': {
      // Sets the value again, because testing a value that was already tested changes nothing.
      prepare: () => client.call('secrets.set', { name: 'access-key', value: accessKey }),
      act: () => client.call('secrets.test', { name: 'access-key' }),
    },
    'secrets.clear': { act: () => client.call('secrets.clear', { name: 'catalog-password' }) },
    'plan.arm': {
      prepare: () => client.finish(client.call('plan.readServer', {})),
      act: () => client.call('plan.arm', { company: COMPANY }),
    },
    'plan.disarm': { act: () => client.call('plan.disarm', {}) },
    'approval.import': {
      act: async () => {
        const content = { ...APPROVAL_FILE_FORMAT, ...approved, publicKey: derivePublicKey(KEY), signature: signApproval(KEY, approved) };
        return client.call('approval.import', { token: await file('approval.json', JSON.stringify(content)) });
      },
    },
    'approval.trust': { act: () => client.call('approval.trust', { fingerprint: FINGERPRINT, name: '佐藤' }) },
    'approval.distrust': { act: () => client.call('approval.distrust', { fingerprint: FINGERPRINT }) },
    'imports.removeDirectory': {
      prepare: async () => {
        const token = await file('directory.csv', `${DIRECTORY.join('\r\n')}\r\n`);
        return client.finish(client.call('imports.commit', { token, kind: 'directory-people', reading: {} }));
      },
      act: async () => {
        const removed = await client.call('imports.removeDirectory', {});
        if (removed.ok) formerId = removed.value.formerId ?? -1;
        return removed;
      },
    },
    'imports.takeFormer': { act: () => client.call('imports.takeFormer', { id: formerId }) },
    'companies.changeKind': {
      act: async () => {
        const { id } = unwrapResult(await client.call('companies.current', {})).company;
        return client.call('companies.changeKind', { id, kind: 'test', typedName: COMPANY });
      },
    },
  };
}
