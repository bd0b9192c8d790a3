import { CallError } from '../../miniprogram/api/call-error';
import { pullDown, showMore } from '../../miniprogram/api/screen';

interface List {
  rows: string[];
  next: string;
}

const toasts: string[] = [];
let stopped = 0;
beforeEach(() => {
  toasts.length = 0;
  stopped = 0;
  Object.assign(globalThis, {
    wx: {
      showToast: ({ title }: { title: string }) => toasts.push(title),
      stopPullDownRefresh: () => stopped++,
    },
  });
});

/** A page that shows a list, as far as these functions know one. */
function listPage(view: List | null) {
  const page = {
    data: { view },
    setData: (data: Record<string, unknown>) => void Object.assign(page.data, data),
  };
  return page;
}

const joined = (more: string[], next: string) => async (view: List) => ({
  rows: [...view.rows, ...more],
  next,
});

test('the next page joins the list, and the cursor is the one the list ended with', async () => {
  const page = listPage({ rows: ['a'], next: '1' });
  const cursors: string[] = [];
  await showMore(page, async (view, cursor) => {
    cursors.push(cursor);
    return { rows: [...view.rows, 'b'], next: '' };
  });
  expect({ view: page.data.view, cursors }).toEqual({ view: { rows: ['a', 'b'], next: '' }, cursors: ['1'] });
});

test.each([
  ['nothing is shown yet', null],
  ['the list is at its end', { rows: ['a'], next: '' }],
])('nothing is asked for when %s', async (_label, view) => {
  const page = listPage(view);
  await showMore(page, async () => {
    throw new Error('asked');
  });
  expect(page.data.view).toEqual(view);
});

test('two taps ask once, and a third after the answer asks again', async () => {
  const page = listPage({ rows: ['a'], next: '1' });
  const [first] = [showMore(page, joined(['b'], '2')), showMore(page, joined(['twice'], '2'))];
  await first;
  expect(page.data.view).toEqual({ rows: ['a', 'b'], next: '2' });
  await showMore(page, joined(['c'], ''));
  expect(page.data.view).toEqual({ rows: ['a', 'b', 'c'], next: '' });
});

test('a list that was drawn anew meanwhile is left as it is', async () => {
  const page = listPage({ rows: ['a'], next: '1' });
  await showMore(page, async (view) => {
    page.setData({ view: { rows: ['other'], next: '' } });
    return { rows: [...view.rows, 'b'], next: '' };
  });
  expect(page.data.view).toEqual({ rows: ['other'], next: '' });
});

test('a refusal is said, the list stays, and the next tap asks again', async () => {
  const page = listPage({ rows: ['a'], next: '1' });
  await showMore(page, async () => {
    throw new CallError('not_allowed', {});
  });
  expect({ view: page.data.view, said: toasts.length }).toEqual({
    view: { rows: ['a'], next: '1' },
    said: 1,
  });
  await showMore(page, joined(['b'], ''));
  expect(page.data.view?.rows).toEqual(['a', 'b']);
});

test('what is no refusal is not taken for one', async () => {
  const page = listPage({ rows: ['a'], next: '1' });
  const broken = showMore(page, async () => {
    throw new TypeError('a fault of ours');
  });
  await expect(broken).rejects.toThrow('a fault of ours');
  expect(toasts).toEqual([]);
});

test('the pull ends when the page has loaded, not before', async () => {
  const seen: number[] = [];
  await pullDown(async () => void seen.push(stopped));
  expect([...seen, stopped]).toEqual([0, 1]);
});
