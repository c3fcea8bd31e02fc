import { type DraftEdit, useEdit } from '#renderer/ui/drafts/index.ts';
import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { applyRecordEdit, type RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { Bodies, Section } from '#shared/domain/drafts/sections.ts';

export type RecordSection = Exclude<Section, 'routes'>;
export type DraftProblem = DraftDetail['problems'][number];
export type RecordEditState<S extends RecordSection> = DraftEdit<S, RecordEdit<Bodies[S]>>;

const edited = <B extends Bodies[RecordSection]>(body: B, edit: RecordEdit<B>): B => applyRecordEdit<B>(body, edit).body;

/** Hook for editing one draft record. */
export const useRecord = <S extends RecordSection>(section: S, id: string): RecordEditState<S> =>
  useEdit<S, RecordEdit<Bodies[S]>>(section, id, edited);
