import { create } from 'zustand';
import type { FileToken } from '#shared/contract/files.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';

interface GivenFiles {
  readonly companyId: string;
  readonly files: Partial<Readonly<Record<ListKind, FileToken>>>;
}

/** Files dropped for a company before its import screen was open. */
const useGivenFiles = create<{ readonly given: GivenFiles | null }>(() => ({ given: null }));

export const offerFiles = (given: GivenFiles): void => useGivenFiles.setState({ given });

/** The file that was dropped for this list of a company. */
export const getOfferedFile = (companyId: string, kind: ListKind): FileToken | null => {
  const { given } = useGivenFiles.getState();
  return given?.companyId === companyId ? (given.files[kind] ?? null) : null;
};

/** Forgets the dropped file of a kind after it was imported or another one was requested. */
export const clearOfferedFiles = (kind: ListKind): void =>
  useGivenFiles.setState(({ given }) => {
    if (given === null) return { given };
    const { [kind]: _, ...files } = given.files;
    return { given: { ...given, files } };
  });
