import { expect, test } from 'vitest';
import { toStorageError } from '#main/storage/database/database.ts';
import { convertFolderErrors, toStorageFailure } from '#main/storage/storage-failure.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

const failure = (error: unknown, folder?: string): unknown => toStorageFailure(error, folder)?.failure ?? null;
const full = { code: 'storage-full', params: {} };
const unusable = (reason: string, folder?: string): unknown => ({
  code: 'storage-unusable',
  params: { reason, ...(folder !== undefined && { folder }) },
});

test.each([
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['EROFS', unusable('readOnly', '/data')],
  ['EACCES', unusable('notAllowed', '/data')],
  ['EPERM', unusable('notAllowed', '/data')],
  ['ENOTDIR', unusable('notFolder', '/data')],
  ['EEXIST', unusable('notFolder', '/data')],
  ['EISDIR', unusable('notFolder', '/data')],
  ['ENAMETOOLONG', unusable('tooLong', '/data')],
  ['ELOOP', unusable('other', '/data')],
  ['EIO', unusable('other', '/data')],
  ['ENOENT', unusable('other', '/data')],
])('%s of a file in a folder is reported as a fault of the folder', (code, told) => {
  expect(failure({ code, syscall: 'open', path: '/elsewhere' }, '/data')).toMatchObject(told as object);
});

test('names the requested folder, or else the one in the error, and cuts a long one', () => {
  expect(failure({ code: 'EROFS', syscall: 'open', path: '/p' })).toEqual(unusable('readOnly', '/p'));
  expect(failure({ code: 'EROFS', syscall: 'open' })).toEqual(unusable('readOnly'));
  expect(failure({ code: 'EROFS', syscall: 'open', path: 7 })).toEqual(unusable('readOnly'));
  expect(failure({ code: 'ENOENT', syscall: 'open', path: '/p' })).toBeNull();
  const long = `/${'x'.repeat(119)}`;
  expect([failure({ code: 'EIO', syscall: 'read' }, long), failure({ code: 'EIO', syscall: 'read' }, `${long}y`)]).toEqual([
    unusable('other', long),
    unusable('other', `${long}…`),
  ]);
});

test('does not treat other failures as storage faults, such as a refusal by a network', () => {
  for (const syscall of ['connect', 'bind', 'listen', 'accept', 'getaddrinfo', 'kill'])
    expect(failure({ code: 'EACCES', syscall }, '/data')).toBeNull();
  for (const error of [null, undefined, 'EROFS', 7, {}, { code: 'EROFS' }, { code: 30, syscall: 'open' }, new Error('EROFS')])
    expect(failure(error, '/data')).toBeNull();
  // A full disk is reported for any operation, with the folder that was written to.
  expect(failure({ code: 'ENOSPC' })).toEqual(full);
  for (const error of [{ code: 'ENOSPC' }, { errcode: 13 }])
    expect(failure(error, '/data')).toEqual({ ...full, params: { folder: '/data' } });
});

test.each([
  [5, { code: 'storage-busy', params: {} }],
  [5 | (2 << 8), { code: 'storage-busy', params: {} }],
  [13, full],
  [10 | (3 << 8), full],
  [10 | (19 << 8), full],
  [10 | (4 << 8), unusable('other', '/data')],
  [10, unusable('other', '/data')],
  [14, unusable('other', '/data')],
  [14 | (2 << 8), unusable('other', '/data')],
  [8, unusable('readOnly', '/data')],
  [8 | (1 << 8), unusable('readOnly', '/data')],
  [3, unusable('notAllowed', '/data')],
  [6, null],
  [11, null],
])('%d of SQLite is reported', (errcode, told) => {
  const found = failure({ errcode, code: 'ERR_SQLITE_ERROR' }, '/data');
  if (told === null) expect(found).toBeNull();
  else expect(found).toMatchObject(told as object);
});

test('reports a file that is not from SQLite as damaged, and leaves any other error unchanged', () => {
  const told = (errcode: number, path = '/no/such/file'): unknown => (toStorageError({ errcode }, path) as ExpectedError).failure;
  expect([told(11), told(26), told(11 | (2 << 8), import.meta.filename)]).toEqual([
    { code: 'company-file-corrupt', params: { exists: 0 } },
    { code: 'company-file-corrupt', params: { exists: 0 } },
    { code: 'company-file-corrupt', params: { exists: 1 } },
  ]);
  const misuse = { errcode: 21 };
  const other = new Error('x');
  expect([toStorageError(misuse, ''), toStorageError(other, ''), toStorageError(null, '')]).toEqual([misuse, other, null]);
  expect(toStorageError({ errcode: 13 }, '')).toBeInstanceOf(ExpectedError);
});

test('opening a file reports an error of its folder, and otherwise its own error', () => {
  const fault = Object.assign(new Error('x'), { code: 'EROFS', syscall: 'mkdir' });
  const bug = new TypeError('y');
  const thrown = (error: unknown): unknown => {
    try {
      convertFolderErrors('/data', () => {
        throw error;
      });
    } catch (caught) {
      return caught;
    }
    return null;
  };
  expect((thrown(fault) as ExpectedError).failure).toEqual(unusable('readOnly', '/data'));
  expect([thrown(bug), convertFolderErrors('/data', () => 7)]).toEqual([bug, 7]);
});
