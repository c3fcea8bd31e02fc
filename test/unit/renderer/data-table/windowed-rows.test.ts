import { beforeEach, describe, expect, it } from 'vitest';
import { type FetchWindow, type RowWindow, WINDOW_ROWS, WindowedRows } from '#renderer/parts/data-table/rows/windowed-rows.ts';
import { fail, ok, type Result } from '#shared/contract/call/result.ts';

interface Row {
  readonly number: number;
  readonly name: string;
}
interface Answer {
  readonly revision: number;
  readonly total: number;
  readonly rows: readonly Row[];
}
const read = ({ rows, total, revision }: Answer): RowWindow<Row> => ({ rows, total, version: [revision] });

/** A list over a slow connection: every response waits for the test. */
class SlowList {
  readonly asked: { offset: number; givenUp: boolean; giveUp: () => void; answer: (result?: Result<Answer>) => Promise<void> }[] = [];
  revision = 1;
  total: number;
  name: string;
  constructor(name: string, total: number) {
    this.name = name;
    this.total = total;
  }
  readonly fetch: FetchWindow<Answer> = (offset, limit) => {
    const { promise, resolve } = Promise.withResolvers<Result<Answer>>();
    const rows = Array.from({ length: Math.max(0, Math.min(limit, this.total - offset)) }, (_, index) => ({
      number: offset + index,
      name: this.name,
    }));
    const call = {
      offset,
      givenUp: false,
      giveUp: () => {
        call.givenUp = true;
      },
      answer: async (result: Result<Answer> = ok({ revision: this.revision, total: this.total, rows })): Promise<void> => {
        resolve(result);
        await promise;
        await Promise.resolve();
      },
    };
    this.asked.push(call);
    return { answer: promise, giveUp: () => call.giveUp() };
  };
}

describe('WindowedRows', () => {
  let pages: WindowedRows<Answer, Row>;
  let list: SlowList;
  beforeEach(() => {
    pages = new WindowedRows(read);
    list = new SlowList('first', 1000);
  });
  const answerFirst = async (): Promise<void> => {
    pages.ask(list.fetch);
    await list.asked[0]?.answer();
  };

  it('requests the first page and reports the number of rows', async () => {
    pages.ask(list.fetch);
    expect(pages.view()).toMatchObject({ waiting: true, total: 0 });
    await list.asked[0]?.answer();
    expect(pages.view()).toMatchObject({ waiting: false, total: 1000, answer: { revision: 1 } });
    expect(pages.row(99)?.number).toBe(99);
    expect(pages.row(100)).toBeUndefined();
  });

  it('requests each visible page once, and none beyond the end', async () => {
    await answerFirst();
    pages.need(50, 250);
    pages.need(50, 250);
    expect(list.asked.map((call) => call.offset)).toEqual([0, 100, 200]);
    pages.need(990, 1040);
    expect(list.asked.at(-1)?.offset).toBe(900);
  });

  it('cancels pages that a fast scroll has passed', async () => {
    await answerFirst();
    pages.need(200, 240);
    pages.need(900, 940);
    expect(list.asked.find((call) => call.offset === 200)?.givenUp).toBe(true);
    await list.asked.find((call) => call.offset === 200)?.answer();
    expect(pages.row(200)).toBeUndefined();
  });

  it('keeps the old rows in sight until the new question is answered', async () => {
    await answerFirst();
    const other = new SlowList('second', 3);
    pages.ask(other.fetch);
    expect(pages.view()).toMatchObject({ stale: true, total: 1000 });
    expect(pages.row(0)?.name).toBe('first');
    await other.asked[0]?.answer();
    expect(pages.view()).toMatchObject({ stale: false, total: 3 });
    expect(pages.row(0)?.name).toBe('second');
    expect(pages.row(3)).toBeUndefined();
  });

  it('never mixes in an answer to an older question', async () => {
    pages.ask(list.fetch);
    const other = new SlowList('second', 3);
    pages.ask(other.fetch);
    await other.asked[0]?.answer();
    await list.asked[0]?.answer();
    expect(pages.row(0)?.name).toBe('second');
    expect(list.asked[0]?.givenUp).toBe(true);
  });

  it('drops every page of an older revision', async () => {
    await answerFirst();
    list.revision = 2;
    pages.need(WINDOW_ROWS, WINDOW_ROWS + 10);
    await list.asked[1]?.answer();
    expect(pages.view().answer?.revision).toBe(2);
    expect(pages.row(0)).toBeUndefined();
    expect(pages.row(WINDOW_ROWS)?.number).toBe(WINDOW_ROWS);
  });

  it('drops every window if the list has another number of rows, even without a version', async () => {
    pages = new WindowedRows<Answer, Row>((answer) => ({ ...read(answer), version: [] }));
    await answerFirst();
    list.total = 990;
    pages.need(WINDOW_ROWS, WINDOW_ROWS + 10);
    await list.asked[1]?.answer();
    expect(pages.view().total).toBe(990);
    expect(pages.row(0)).toBeUndefined();
  });

  it('reports an error, keeps its rows, and recovers with the next query', async () => {
    await answerFirst();
    pages.ask(list.fetch);
    await list.asked[1]?.answer(fail('closing'));
    expect(pages.view().error?.code).toBe('closing');
    expect(pages.row(0)?.number).toBe(0);
    pages.ask(list.fetch);
    await list.asked[2]?.answer();
    expect(pages.view()).toMatchObject({ error: null, stale: false });
  });

  it('shows a decision without scrolling: visible rows change together, when all have arrived', async () => {
    await answerFirst();
    pages.need(150, 250);
    await list.asked[1]?.answer();
    await list.asked[2]?.answer();
    const { question } = pages.view();
    list.name = 'decided';
    list.total = 990;
    pages.refresh();
    expect(list.asked.slice(3).map((call) => call.offset)).toEqual([100, 200]);
    await list.asked[3]?.answer();
    expect(pages.row(150)?.name).toBe('first');
    expect(pages.view().stale).toBe(false);
    await list.asked[4]?.answer();
    await Promise.resolve();
    expect(pages.row(150)?.name).toBe('decided');
    expect(pages.row(250)?.name).toBe('decided');
    expect(pages.row(0)).toBeUndefined();
    expect(pages.view()).toMatchObject({ total: 990, question });
  });

  it('keeps the position if the same query has a new response, and shows another query from its top', async () => {
    await answerFirst();
    const { question } = pages.view();
    list.revision = 2;
    pages.ask(list.fetch);
    await list.asked[1]?.answer();
    expect(pages.view()).toMatchObject({ stale: false, answer: { revision: 2 }, question });
    const other = new SlowList('second', 3);
    pages.ask(other.fetch);
    await other.asked[0]?.answer();
    expect(pages.view().question).toBe(question + 1);
  });

  it('repeats the request if the refreshed pages are inconsistent', async () => {
    await answerFirst();
    pages.need(50, 150);
    await list.asked[1]?.answer();
    pages.refresh();
    await list.asked[2]?.answer();
    list.revision = 2;
    await list.asked[3]?.answer();
    await Promise.resolve();
    expect(list.asked.at(-1)?.offset).toBe(0);
    expect(list.asked).toHaveLength(5);
  });

  it('returns the rows between two positions, loaded or not', async () => {
    await answerFirst();
    expect((await pages.between(3, 5))?.map((each) => each.number)).toEqual([3, 4, 5]);
    expect(list.asked).toHaveLength(1);
    const between = pages.between(90, 710);
    expect(list.asked.slice(1).map((call) => call.offset)).toEqual([90, 590]);
    await list.asked[1]?.answer();
    await list.asked[2]?.answer();
    expect((await between)?.map((each) => each.number)).toEqual(Array.from({ length: 621 }, (_, index) => index + 90));
    const passed = pages.between(90, 710);
    list.revision = 2;
    await list.asked[3]?.answer();
    await list.asked[4]?.answer();
    expect(await passed).toBeNull();
  });

  it('notifies its listeners of every change, until they unsubscribe', async () => {
    let told = 0;
    const leave = pages.subscribe(() => {
      told += 1;
    });
    await answerFirst();
    expect(told).toBe(2);
    leave();
    pages.ask(list.fetch);
    expect(told).toBe(2);
  });
});
