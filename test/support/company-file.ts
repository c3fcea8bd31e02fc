import { CompanyFile } from '#main/storage/company-file.ts';

/** The file of a new test company without a server. */
export const newCompanyFile = (path: string): CompanyFile =>
  CompanyFile.create(path, {
    id: 'a',
    name: '自社',
    kind: 'test',
    serverAddress: null,
    readOnly: false,
    createdAt: '2026-11-26T00:00:00.000Z',
  });
