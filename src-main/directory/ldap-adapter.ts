import { getDirectoryServerUrl } from '#shared/domain/integration/directory-server.ts';
import { createMask } from '../redaction/redactor.ts';
import type { DirectoryAdapter } from './directory-adapter.ts';
import { type DirectoryTest, testDirectory } from './layers.ts';
import { readDirectory } from './read-directory.ts';

/** Returns the adapter of an LDAP server; without settings, only the test works and names what is missing. */
export function createLdapAdapter(parts: Omit<DirectoryTest, 'signal'>): DirectoryAdapter {
  const { server, network } = parts;
  const password = parts.password.kind === 'password' ? parts.password.value : '';
  return {
    name: server === null ? '' : getDirectoryServerUrl(server),
    noPeople: 'directory-no-people',
    mask: createMask(password === '' ? [] : [password]),
    async readPeople(signal, onProgress) {
      if (server === null) throw new Error('no directory is configured');
      return readDirectory({ server, password, network }, signal, onProgress);
    },
    testLayers: (signal) => testDirectory({ ...parts, signal }),
  };
}
